/** When a scheduled message is sent: a moment, or what the clocks show somewhere; once, or again and again. */
import { nextOccurrence, type RecurrenceType, sendAtMax } from "../../pumble/recurrence";
import { atTimeOfDay, momentOf, momentsShowing, nextClockChange, wallClockMs } from "../../pumble/time-zones";
import { isWallClock, startOf, wholeWallClock } from "../../pumble/wall-clock";
import { atPlan } from "../../terraform";
import { epochMs, instant, rfcTime, sameInstant } from "./instant";

const dayMs = 86_400_000;

/** Accepts an RFC 3339 time, and the same without an offset. */
export const sendTime = atPlan((text: string) =>
  isWallClock(text) ? instant(`${wholeWallClock(text)}Z`) : instant(text),
);

/** Whether two such times are written for the same; one with an offset is never one without. */
export function sameSendTime(one: string, other: string): boolean {
  if (isWallClock(one) !== isWallClock(other)) return false;
  return isWallClock(one) ? wholeWallClock(one) === wholeWallClock(other) : sameInstant(one, other);
}

export interface Recurrence {
  type: string;
  end_after_occurrences: number | null;
  end_date: string | null;
}

/** A schedule as it is declared. */
export interface Schedule {
  send_at: string;
  time_zone: string | null;
  recurrence: Recurrence | null;
}

/** When it is sent for the first time, in epoch milliseconds. */
export function firstSendMs({ send_at: sendAt, time_zone: timeZone }: Schedule): number {
  return startOf({ sendAt, timeZone });
}

/** One of the times of a schedule. */
export interface Occurrence {
  /** Epoch milliseconds. */
  at: number;
  /** How many came before it. */
  passed: number;
}

/** Its times one after the other, to its end; for ever when it has none. */
function* occurrences(schedule: Schedule): Generator<Occurrence> {
  const { recurrence } = schedule;
  let at = firstSendMs(schedule);
  if (recurrence === null) {
    yield { at, passed: 0 };
    return;
  }
  const { time_zone } = schedule;
  const { type, end_after_occurrences, end_date } = recurrence;
  // On the calendar and the clock of its time zone.
  const wallOf = (moment: number) => (time_zone === null ? moment : wallClockMs(time_zone, moment));
  const momentFor = (wall: number) => (time_zone === null ? wall : momentOf(time_zone, wall));
  let wall = wallOf(at);
  const until = end_date === null ? sendAtMax : epochMs(end_date);
  for (let passed = 0; passed < (end_after_occurrences ?? Number.POSITIVE_INFINITY); passed++) {
    if (at > until) return;
    yield { at, passed };
    wall = nextOccurrence(type as RecurrenceType, wall);
    at = momentFor(wall);
  }
}

/** The first time after a moment; null when it is over by then. */
export function occurrenceAfter(schedule: Schedule, moment: number): Occurrence | null {
  for (const occurrence of occurrences(schedule)) if (occurrence.at > moment) return occurrence;
  return null;
}

/** The last time; null when it goes on for ever. */
export function lastSendMs(schedule: Schedule): number | null {
  const { recurrence } = schedule;
  if (recurrence && recurrence.end_after_occurrences === null && recurrence.end_date === null) return null;
  let last = firstSendMs(schedule);
  for (const { at } of occurrences(schedule)) last = at;
  return last;
}

/** What the clocks make of a first time that is written by them, where that is not one moment. */
export function oddFirstTime(
  schedule: Schedule,
): { kind: "skipped" } | { kind: "twice"; second: string } | null {
  const { send_at, time_zone } = schedule;
  if (time_zone === null || !isWallClock(send_at)) return null;
  const wall = Date.parse(`${wholeWallClock(send_at)}Z`);
  const [first, second] = momentsShowing(time_zone, wall);
  if (first === undefined) return { kind: "skipped" };
  if (second === undefined) return null;
  return { kind: "twice", second: `${wholeWallClock(send_at)}${offsetText(wall - second)}` };
}

function offsetText(offsetMs: number): string {
  const minutes = Math.abs(offsetMs) / 60_000;
  const twoDigits = (number: number) => String(number).padStart(2, "0");
  return `${offsetMs < 0 ? "-" : "+"}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

/** The same day in its time zone, at the time of day that is declared. */
export function alignedTo(schedule: Schedule, at: number): number {
  const { time_zone } = schedule;
  if (time_zone === null) return at;
  return atTimeOfDay(time_zone, at, wallClockMs(time_zone, firstSendMs(schedule)) % dayMs);
}

/** A moment as `send_at` is written beside this time zone. */
export function writtenIn(time_zone: string | null, at: number): string {
  if (time_zone === null) return rfcTime(at);
  return new Date(wallClockMs(time_zone, at)).toISOString().slice(0, 19);
}

/** When the clocks change that a recurring schedule goes by, before it is over; null when they do not. */
export function clockChangeIn(schedule: Schedule, from: number): number | null {
  const { time_zone, recurrence } = schedule;
  if (time_zone === null || recurrence === null) return null;
  const change = nextClockChange(time_zone, from);
  return change !== null && occurrenceAfter(schedule, change) ? change : null;
}

/** Whether the days by which Pumble repeats it are not those of its time zone. */
export function crossesMidnight(schedule: Schedule): boolean {
  const { time_zone, recurrence } = schedule;
  if (time_zone === null || recurrence === null) return false;
  const first = firstSendMs(schedule);
  return Math.floor(wallClockMs(time_zone, first) / dayMs) !== Math.floor(first / dayMs);
}
