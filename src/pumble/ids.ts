/** Every Pumble id (user, channel, message, workspace, app …) is 24 lower-case hex digits. */
export const idPattern = /^[0-9a-f]{24}$/;

/** Tells an id from a name where Pumble accepts either. */
export function isId(text: string): boolean {
  return idPattern.test(text);
}
