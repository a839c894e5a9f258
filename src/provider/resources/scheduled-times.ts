/** Times of a scheduled message between what is declared and what Pumble holds: the next time, and how many are left. */
import type { ScheduledMessage } from "../../pumble/operations/shapes";
import type { RecurrenceType } from "../../pumble/recurrence";
import type { PrivateState } from "../../terraform";
import { epochMs, rfcTime } from "../values/instant";
import { alignedTo, firstSendMs, type Recurrence, type Schedule, writtenIn } from "../values/send-at";

/** Private state: how many occurrences were declared, and how many of them Pumble was told are left. */
const countKey = "occurrences";
const dayMs = 86_400_000;

interface Counted {
  declared: number;
  left: number;
}

/** @param passed how many of the declared occurrences are over */
export function wireRecurrence(
  recurrence: Recurrence | null,
  passed: number,
  privateState: PrivateState,
): WireRecurrence {
  if (recurrence === null) return {};
  const { type, end_after_occurrences: declared, end_date } = recurrence;
  const left = declared === null ? null : Math.max(declared - passed, 1);
  const counted = declared !== null && left !== declared ? { declared, left } : undefined;
  if (counted || privateState.get(countKey) !== undefined) privateState.set(countKey, counted);
  return {
    recurrence: {
      recurrenceType: type as RecurrenceType,
      ...(left === null ? {} : { endAfterOccurrences: left }),
      ...(end_date === null ? {} : { endDate: epochMs(end_date) }),
    },
  };
}

/** Whether Pumble holds the recurrence that it would be told. */
export function isSameRecurrence(
  found: ScheduledMessage["recurrence"],
  { recurrence }: ReturnType<typeof wireRecurrence>,
): boolean {
  if (!found || !recurrence) return !found && !recurrence;
  return (
    found.recurrenceType === recurrence.recurrenceType &&
    (found.endAfterOccurrences || null) === (recurrence.endAfterOccurrences ?? null) &&
    (found.endDate || null) === (recurrence.endDate ?? null)
  );
}

/** What Pumble is told of a recurrence. */
interface WireRecurrence {
  recurrence?: { recurrenceType: RecurrenceType; endAfterOccurrences?: number; endDate?: number };
}

export function observedRecurrence(
  recurrence: ScheduledMessage["recurrence"],
  privateState: PrivateState,
): Recurrence | null {
  if (!recurrence) return null;
  const { recurrenceType, endAfterOccurrences, endDate } = recurrence;
  const counted = privateState.get(countKey) as Counted | undefined;
  const isAsTold = counted !== undefined && counted.left === endAfterOccurrences;
  return {
    type: recurrenceType,
    end_after_occurrences: isAsTold ? counted.declared : endAfterOccurrences || null,
    end_date: endDate ? rfcTime(endDate) : null,
  };
}

/**
 * Pumble tells the next time only. A recurring message that moved on from its first time has not changed while it comes
 * at the same time of day.
 */
export function observedSendAt(
  state: { send_at: string | null; time_zone: string | null },
  { sendAt, recurrence }: ScheduledMessage,
): string {
  const { send_at, time_zone } = state;
  if (send_at === null) return rfcTime(sendAt);
  const schedule: Schedule = { send_at, time_zone, recurrence: null };
  const first = firstSendMs(schedule);
  if (sendAt === first) return send_at;
  const movedOn = recurrence && sendAt > first && isAtTimeOfDay(schedule, sendAt, first);
  return movedOn ? send_at : writtenIn(time_zone, sendAt);
}

function isAtTimeOfDay(schedule: Schedule, at: number, first: number): boolean {
  return schedule.time_zone === null ? (at - first) % dayMs === 0 : alignedTo(schedule, at) === at;
}
