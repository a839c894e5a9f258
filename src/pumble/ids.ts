/**
 * Every Pumble id (user, channel, message, workspace, app …) is 24 lower-case hex digits; the source of a regular
 * expression.
 */
export const idSource = "[0-9a-f]{24}";

/** A text that is an id and nothing else. */
export const idPattern = new RegExp(`^${idSource}$`);

/** Tells an id from a name where Pumble accepts either. */
export function isId(text: string): boolean {
  return idPattern.test(text);
}
