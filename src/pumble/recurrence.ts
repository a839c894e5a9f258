/** How often a scheduled message can come again. */
export const recurrenceTypes = [
  "DAILY",
  "BUSINESSDAYS",
  "WEEKLY",
  "BIWEEKLY",
  "MONTHLY_NTH_WEEKDAY",
  "MONTHLY_LAST_WEEKDAY",
  "QUARTERLY_NTH_WEEKDAY",
  "QUARTERLY_LAST_WEEKDAY",
  "ANNUALLY",
] as const;

/** How often a scheduled message comes again, as Pumble calls it. */
export type RecurrenceType = (typeof recurrenceTypes)[number];

/** Latest time that a message can be scheduled for, in epoch milliseconds. */
export const sendAtMax = 4_000_000_000_000;

const dayMs = 86_400_000;

/** The occurrence after the one at `at`; both epoch milliseconds, at the same time of day in UTC. */
export function nextOccurrence(type: RecurrenceType, at: number): number {
  switch (type) {
    case "DAILY":
      return at + dayMs;
    case "BUSINESSDAYS": {
      const weekday = new Date(at).getUTCDay();
      return at + dayMs * (weekday === 5 ? 3 : weekday === 6 ? 2 : 1);
    }
    case "WEEKLY":
      return at + 7 * dayMs;
    case "BIWEEKLY":
      return at + 14 * dayMs;
    case "MONTHLY_NTH_WEEKDAY":
      return nthWeekday(at, 1);
    case "QUARTERLY_NTH_WEEKDAY":
      return nthWeekday(at, 3);
    case "MONTHLY_LAST_WEEKDAY":
      return lastWeekday(at, 1);
    case "QUARTERLY_LAST_WEEKDAY":
      return lastWeekday(at, 3);
    case "ANNUALLY":
      return sameDayNextYear(at);
  }
}

/** Same weekday, same place in the month (second Tuesday); a fifth one that the month lacks becomes its last. */
function nthWeekday(at: number, months: number): number {
  const date = new Date(at);
  const place = Math.floor((date.getUTCDate() - 1) / 7);
  const first = monthStart(at, months);
  const candidate = first + (((date.getUTCDay() - new Date(first).getUTCDay() + 7) % 7) + place * 7) * dayMs;
  const isThere = new Date(candidate).getUTCMonth() === new Date(first).getUTCMonth();
  return isThere ? candidate : candidate - 7 * dayMs;
}

/** Same weekday, the last one of its month. */
function lastWeekday(at: number, months: number): number {
  const end = monthStart(at, months + 1) - dayMs;
  const back = (new Date(end).getUTCDay() - new Date(at).getUTCDay() + 7) % 7;
  return end - back * dayMs;
}

/** 29 February becomes the 28th in other years. */
function sameDayNextYear(at: number): number {
  const date = new Date(at);
  const next = new Date(at);
  next.setUTCFullYear(date.getUTCFullYear() + 1);
  return next.getUTCMonth() === date.getUTCMonth() ? next.getTime() : next.getTime() - dayMs;
}

/** The first day of the month `months` later, at the time of day of `at`. */
function monthStart(at: number, months: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1) + (at % dayMs);
}
