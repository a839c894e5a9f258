/** Times on a clock on the wall: what people mean by "09:00 in Berlin". */
import { nextOccurrence, type RecurrenceType } from "./recurrence";

/** A date and time without a zone, as clocks there show it. */
const wallClock = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?$/;

/** Whether this is a date and time without a zone, such as `2030-01-31T09:00:00`. */
export function isWallClock(text: string): boolean {
  return wallClock.test(text) && !Number.isNaN(Date.parse(`${text}Z`));
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
  return isWallClock(sendAt) ? momentOf(Date.parse(`${sendAt}Z`), timeZone ?? "UTC") : Date.parse(sendAt);
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
  const wallNow = now + offsetMs(now, zone);
  let wall = start + offsetMs(start, zone);
  while (wall <= wallNow) wall = nextOccurrence(recurrence, wall);
  return momentOf(wall, zone);
}

/**
 * The moment at which clocks show a time. One that a clock change leaves out is an hour later.
 * @param wall epoch milliseconds, as if the clocks were those of UTC
 */
function momentOf(wall: number, timeZone: string): number {
  // The offset of a guess may be that of the other side of a clock change, so it is asked for twice.
  const guess = wall - offsetMs(wall, timeZone);
  return wall - offsetMs(guess, timeZone);
}

/** Why this is no time of day, or undefined when it is one. */
export function timeOfDayProblem(at: string): string | undefined {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(at)
    ? undefined
    : `must be a time such as 09:00, but is ${JSON.stringify(at)}`;
}

/** Why this is no time zone, or undefined when it is one. */
export function timeZoneProblem(timeZone: string): string | undefined {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return /^[+-]/.test(timeZone) ? unknownZone(timeZone) : undefined;
  } catch {
    return unknownZone(timeZone);
  }
}

/** Why this is no day, or undefined when it is one. */
export function dayProblem(day: string): string | undefined {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(day) && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day);
  return isDay ? undefined : `must be a day such as 2030-01-31, but is ${JSON.stringify(day)}`;
}

function unknownZone(timeZone: string): string {
  return `must be a time zone such as Europe/Berlin, but is ${JSON.stringify(timeZone)}`;
}

/** How far the clocks of a time zone are ahead of UTC at a moment. */
function offsetMs(moment: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric" },
    ...{ hour: "numeric", minute: "numeric", second: "numeric" },
  });
  const shown = Object.fromEntries(
    format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]),
  );
  const { year, month, day, hour, minute, second } = shown as Record<string, number>;
  return Date.UTC(year!, month! - 1, day!, hour!, minute!, second!) - moment;
}
