/** Times on a clock on the wall: what people mean by "09:00 in Berlin". */
import { nextOccurrence, type RecurrenceType } from "./recurrence";
import { momentOf, wallClockMs } from "./time-zones";

/** A date and time without a zone, as clocks there show it. */
const wallClock = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?$/;

/** Whether this is a date and time without a zone, such as `2030-01-31T09:00:00`. */
export function isWallClock(text: string): boolean {
  return wallClock.test(text) && !Number.isNaN(Date.parse(`${text}Z`));
}

/** Such a time with its seconds. */
export function wholeWallClock(text: string): string {
  return wallClock.exec(text)?.[3] ? text : `${text}:00`;
}

/** When a message is sent for the first time, and how often from then on. */
export interface Timing {
  /** RFC 3339, or with a time zone also without an offset. */
  readonly sendAt: string;
  /** IANA name, such as `Europe/Berlin`. @default UTC */
  readonly timeZone?: string | null;
  /** @default once */
  readonly recurrence?: RecurrenceType | null;
}

/** Epoch milliseconds of the first time, also where it has passed. */
export function startOf({ sendAt, timeZone }: Timing): number {
  return isWallClock(sendAt)
    ? momentOf(timeZone ?? "UTC", Date.parse(`${wholeWallClock(sendAt)}Z`))
    : Date.parse(sendAt);
}

/**
 * Epoch milliseconds of the first time that is still to come: one that comes again goes on by its own rule, on the
 * calendar and the clock of its time zone.
 */
export function firstTimeAfter(now: number, timing: Timing): number {
  const start = startOf(timing);
  const { recurrence, timeZone } = timing;
  if (!recurrence || start > now) return start;
  const zone = timeZone ?? "UTC";
  let wall = wallClockMs(zone, start);
  let at = start;
  while (at <= now) {
    wall = nextOccurrence(recurrence, wall);
    at = momentOf(zone, wall);
  }
  return at;
}

/** Why this is no time of day, or undefined when it is one. */
export function timeOfDayProblem(at: string): string | undefined {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(at)
    ? undefined
    : `must be a time such as 09:00, but is ${JSON.stringify(at)}`;
}

/** Why this is no day, or undefined when it is one. */
export function dayProblem(day: string): string | undefined {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(day) && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day);
  return isDay ? undefined : `must be a day such as 2030-01-31, but is ${JSON.stringify(day)}`;
}
