/** An error with what a program printed. Its stack traces do not look like ours, whose files the test runner would open. */
export function failure(text: string): Error {
  return new Error(text.replaceAll(/^( *)at /gm, "$1from "));
}
