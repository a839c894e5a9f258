/** Words in the place of what a plan does not show. */

export const secret = "(sensitive)";
export const unknown = "(known after apply)";

/** Whether a word stands here for what is secret or not known yet. */
export function isHidden(value: unknown): boolean {
  return value === secret || value === unknown;
}
