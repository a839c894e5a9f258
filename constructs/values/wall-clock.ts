/** Times on a clock on the wall: what people mean by "09:00 in Berlin". */

/** A time of day, and where. */
export interface WallClock {
  /** Hours and minutes, `HH:MM`. */
  readonly at: string;
  /** IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string;
  /** The first day, `YYYY-MM-DD`. */
  readonly from: string;
}

const minuteMs = 60_000;

/** A wall-clock time as RFC 3339 with the offset that holds there and then. One that a clock change leaves out is an hour later. */
export function wallClockTime({ at, timeZone, from }: WallClock): string {
  const asUtc = Date.parse(`${from}T${at}:00Z`);
  // The offset of a guess may be that of the other side of a clock change, so it is asked for twice.
  const guess = asUtc - offsetMs(asUtc, timeZone);
  const offset = offsetMs(guess, timeZone);
  const moment = asUtc - offset;
  return withOffset(moment, offsetMs(moment, timeZone));
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

function withOffset(moment: number, offset: number): string {
  const local = new Date(moment + offset).toISOString().slice(0, 19);
  if (offset === 0) return `${local}Z`;
  const minutes = Math.abs(offset) / minuteMs;
  const two = (count: number) => String(Math.trunc(count)).padStart(2, "0");
  return `${local}${offset < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}
