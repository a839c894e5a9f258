/** Times as a configuration writes them. */
import { instant as instantProblem } from "../../pumble/instant";
import { atPlan } from "../../terraform";

export { epochMs, rfcTime, sameInstant } from "../../pumble/instant";

/** Accepts an RFC 3339 time that Pumble can hold. */
export const instant = atPlan(instantProblem);
