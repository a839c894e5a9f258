/** Which attributes differ, for those who want every detail. */
import { isHidden, unknown } from "../hidden";
import type { Change } from "../report";
import { maskedChange } from "./masked";
import type { ResourceChange } from "./terraform-plan";

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
  return isHidden(value) ? (value as string) : stableJson(value);
}

/** What differs, also where the difference itself is secret. */
export function attributesOf(one: ResourceChange): Change["attributes"] {
  const { before, after } = maskedChange(one);
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort();
  const isOther = (name: string) => shown(one.change.before?.[name]) !== shown(one.change.after?.[name]);
  return names
    .map((name) => ({ name, before: shown(before?.[name]), after: shown(after?.[name]) }))
    .filter((each) => each.before !== each.after || isOther(each.name))
    .filter((each) => !(before === null && each.after === unknown));
}
