/** A moment as a workspace file says it: a day, and what the clocks show. */

import { rfcTime } from "../../pumble/instant";
import { recurrences, type WorkspaceFile, wallClock, workdayFrom } from "../../workspace-file";
import type { ExportedSchedule } from "./model";

type Channel = NonNullable<NonNullable<WorkspaceFile["channels"]>[string]>;
export type WrittenTimes = Omit<
  Exclude<NonNullable<Channel["schedules"]>[string], false>,
  "text" | "markdown" | "blocks" | "allow_broadcast"
>;

/**
 * The times of a schedule, by the clocks of this zone where they can say it, else by UTC; null where no clock can.
 * @param zone IANA name
 */
export function timesOf({ sendAt, recurrence }: ExportedSchedule, zone: string): WrittenTimes | null {
  for (const time_zone of [zone, "UTC"]) {
    const shown = new Date(sendAt).toLocaleString("sv-SE", { timeZone: time_zone });
    const [day = "", clock = ""] = shown.split(" ");
    const at = clock.replace(/:00$/, "");
    if (Date.parse(wallClock(day, at, time_zone)) !== sendAt) continue;
    if (!recurrence) return { at, time_zone, on: day };
    const every = Object.entries(recurrences).find(([, type]) => type === recurrence.recurrenceType)?.[0];
    const isShifted = every === "workday" && workdayFrom(day) !== day;
    if (every === undefined || isShifted) continue;
    const { endAfterOccurrences: times, endDate } = recurrence;
    return {
      ...{ at, time_zone, every: every as keyof typeof recurrences, from: day },
      ...(times ? { times } : {}),
      ...(endDate ? { until: rfcTime(endDate) } : {}),
    };
  }
  return null;
}
