/**
 * Stands for a value that Terraform will know only during apply. It appears in configuration at validate and plan,
 * and in planned values of computed attributes. Compare with `isUnknown`, never with a string.
 */
export const Unknown: unique symbol = Symbol("unknown");
/** The type of the `Unknown` sentinel. */
export type Unknown = typeof Unknown;

/** True when a value is not known yet. Looks at the value itself, not inside lists or objects. */
export function isUnknown(value: unknown): value is Unknown {
  return value === Unknown;
}

/** True when the value is known and so is everything inside it. */
export function isWhollyKnown(value: unknown): boolean {
  if (isUnknown(value)) return false;
  if (typeof value !== "object" || value === null) return true;
  return Object.values(value).every(isWhollyKnown);
}
