/** Which attributes differ, for those who want every detail. */
import type { Change } from "../report";
import { secret, unknown, type Values } from "./masked";

/** JSON with its keys in order, so that equal values are equal texts. */
export function stableJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

function shown(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return value === secret || value === unknown ? value : stableJson(value);
}

export function attributesOf(before: Values | null, after: Values | null): Change["attributes"] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort();
  return names
    .map((name) => ({ name, before: shown(before?.[name]), after: shown(after?.[name]) }))
    .filter((one) => one.before !== one.after && !(before === null && one.after === unknown));
}
