import type { RecurrenceType } from "../../src/pumble/recurrence";
import type { ScheduledMessageRecurrence } from "../bindings/scheduled-message";
import { type Time, timeText } from "./time";

export type { RecurrenceType } from "../../src/pumble/recurrence";

/** When a recurrence ends. */
export interface RecurrenceEnd {
  /** After so many times, 1 to 9999. @default never */
  readonly endAfterOccurrences?: number;
  /** No more after this moment. @default never */
  readonly endDate?: Time;
}

/** A message that comes again and again. */
export class Recurrence {
  private constructor(
    /** How often, as Pumble calls it. */
    readonly type: RecurrenceType,
    /** When it ends. */
    readonly end: RecurrenceEnd,
  ) {}

  /** Every day. */
  static daily = (end: RecurrenceEnd = {}) => new Recurrence("DAILY", end);
  /** Monday to Friday. */
  static businessDays = (end: RecurrenceEnd = {}) => new Recurrence("BUSINESSDAYS", end);
  /** Each week, on the weekday of the first time. */
  static weekly = (end: RecurrenceEnd = {}) => new Recurrence("WEEKLY", end);
  /** Each second week, on the weekday of the first time. */
  static biweekly = (end: RecurrenceEnd = {}) => new Recurrence("BIWEEKLY", end);
  /** Each month on the weekday of the first time, such as the second Tuesday. */
  static monthlyOnNthWeekday = (end: RecurrenceEnd = {}) => new Recurrence("MONTHLY_NTH_WEEKDAY", end);
  /** Each month on the last such weekday. */
  static monthlyOnLastWeekday = (end: RecurrenceEnd = {}) => new Recurrence("MONTHLY_LAST_WEEKDAY", end);
  /** Each third month on the weekday of the first time, such as the second Tuesday. */
  static quarterlyOnNthWeekday = (end: RecurrenceEnd = {}) => new Recurrence("QUARTERLY_NTH_WEEKDAY", end);
  /** Each third month on the last such weekday. */
  static quarterlyOnLastWeekday = (end: RecurrenceEnd = {}) => new Recurrence("QUARTERLY_LAST_WEEKDAY", end);
  /** Each year. */
  static annually = (end: RecurrenceEnd = {}) => new Recurrence("ANNUALLY", end);

  /** As the resource takes it. */
  toConfig(): ScheduledMessageRecurrence {
    const { endAfterOccurrences, endDate } = this.end;
    return {
      type: this.type,
      ...(endAfterOccurrences !== undefined && { endAfterOccurrences }),
      ...(endDate !== undefined && { endDate: timeText(endDate) }),
    };
  }
}
