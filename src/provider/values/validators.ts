import { isId } from "../../pumble/ids";
import { atPlan } from "../../terraform";

/** Accepts a Pumble id. */
export const pumbleId = atPlan((value: string) =>
  isId(value) ? undefined : `must be a Pumble id of 24 hex digits, got ${JSON.stringify(value)}`,
);
