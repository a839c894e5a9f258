import { isId } from "../../pumble/ids";

/** Accepts a Pumble id. */
export function pumbleId(value: string): string | undefined {
  return isId(value) ? undefined : `must be a Pumble id of 24 hex digits, got ${JSON.stringify(value)}`;
}
