import { instant, rfcTime } from "../../src/pumble/instant";
import type { Check } from "../checks";

/** A moment: a `Date`, or RFC 3339 text such as `2030-01-31T09:00:00+01:00`. */
export type Time = Date | string;

/** A moment as text. */
export function timeText(time: Time): string {
  return typeof time === "string" ? time : rfcTime(time.getTime());
}

/** A moment that Pumble can hold. */
export const timeCheck: Check<Time> = (value) => {
  if (typeof value === "string") return instant(value);
  return Number.isNaN(value.getTime()) ? "must be a valid Date" : instant(timeText(value));
};
