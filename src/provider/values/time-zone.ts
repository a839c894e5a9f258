/** Time zones as a configuration writes them. */
import { timeZoneProblem } from "../../pumble/time-zones";
import { atPlan } from "../../terraform";

/** Accepts an IANA time zone. */
export const timeZone = atPlan(timeZoneProblem);
