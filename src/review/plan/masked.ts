/** Values of a plan with what is secret or not known yet replaced by words, so that nothing behind it can show either. */
import { secret, unknown } from "../hidden";
import type { ResourceChange } from "./terraform-plan";

export type Values = Record<string, unknown>;

/** Lays a mask of Terraform's (`true`, or the same for the parts) over a value. */
function masked(value: unknown, mask: unknown, word: string): unknown {
  if (mask === true) return word;
  if (typeof mask !== "object" || mask === null) return value;
  if (value !== undefined && value !== null && typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((item, index) => masked(item, (mask as unknown[])[index], word));
  const parts: Values = { ...((value ?? {}) as Values) };
  for (const [name, part] of Object.entries(mask)) {
    const shown = masked(parts[name], part, word);
    if (shown !== undefined) parts[name] = shown;
  }
  return Object.keys(parts).length === 0 ? value : parts;
}

/** What an object is before and after a change; null where it is not there. */
export function maskedChange({ change }: ResourceChange): { before: Values | null; after: Values | null } {
  const { before, after, before_sensitive, after_sensitive, after_unknown } = change;
  const planned = after == null ? null : masked(after, after_unknown, unknown);
  return {
    before: before == null ? null : (masked(before, before_sensitive, secret) as Values),
    after: planned === null ? null : (masked(planned, after_sensitive, secret) as Values),
  };
}

/** Values of an object in a state. */
export function maskedState(values: Values, mask: unknown): Values {
  return masked(values, mask, secret) as Values;
}

/** A value that is text and known; of a secret only the word for it. */
export function textIn(values: Values | null, name: string): string | null {
  const value = values?.[name];
  return typeof value === "string" && value !== unknown ? value : null;
}

/** The texts of a list. */
export function textsIn(values: Values | null, name: string): string[] {
  const value = values?.[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}
