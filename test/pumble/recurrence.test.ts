import { describe, expect, it } from "vitest";
import { nextOccurrence, recurrenceTypes } from "../../src/pumble/recurrence";

/** Weekdays stand beside the days, so that the table can be read without a calendar. */
const cases = {
  DAILY: [["Fri 2026-02-27", "Sat 2026-02-28"]],
  BUSINESSDAYS: [
    ["Thu 2026-11-26", "Fri 2026-11-27"],
    ["Fri 2026-11-27", "Mon 2026-11-30"],
    ["Sat 2026-11-28", "Mon 2026-11-30"],
    ["Sun 2026-11-29", "Mon 2026-11-30"],
  ],
  WEEKLY: [["Tue 2026-12-29", "Tue 2027-01-05"]],
  BIWEEKLY: [["Tue 2026-12-22", "Tue 2027-01-05"]],
  MONTHLY_NTH_WEEKDAY: [
    ["Tue 2026-11-10", "Tue 2026-12-08"], // the second
    ["Sun 2026-11-01", "Sun 2026-12-06"], // the first, of a month that begins with it
    ["Sat 2026-11-07", "Sat 2026-12-05"], // still the first
    ["Mon 2026-12-28", "Mon 2027-01-25"], // the fourth, over the year's end
    ["Mon 2026-11-30", "Mon 2026-12-28"], // a fifth, of a month that has four
    ["Thu 2026-10-29", "Thu 2026-11-26"], // and of another
    ["Fri 2026-12-04", "Fri 2027-01-01"], // the first, earlier in the month
  ],
  QUARTERLY_NTH_WEEKDAY: [
    ["Wed 2026-11-18", "Wed 2027-02-17"], // the third
    ["Mon 2026-08-31", "Mon 2026-11-30"], // a fifth that is there
  ],
  MONTHLY_LAST_WEEKDAY: [
    ["Fri 2026-10-30", "Fri 2026-11-27"],
    ["Mon 2026-11-30", "Mon 2026-12-28"],
    ["Sun 2027-01-31", "Sun 2027-02-28"], // the last day itself
    ["Mon 2025-10-27", "Mon 2025-11-24"], // a week before the next month begins with it
  ],
  QUARTERLY_LAST_WEEKDAY: [["Fri 2026-11-27", "Fri 2027-02-26"]],
  ANNUALLY: [
    ["Thu 2026-11-26", "Fri 2027-11-26"],
    ["Thu 2024-02-29", "Fri 2025-02-28"],
    ["Tue 2023-02-28", "Wed 2024-02-28"],
  ],
} as const;

const atNoon = (day: string): number => Date.parse(`${day.slice(4)}T12:34:56.789Z`);
const dayOf = (at: number): string => {
  const date = new Date(at).toISOString();
  expect(date.slice(10)).toBe("T12:34:56.789Z");
  return `${new Date(at).toUTCString().slice(0, 3)} ${date.slice(0, 10)}`;
};

describe("what comes again", () => {
  it.each(recurrenceTypes.flatMap((type) => cases[type].map(([at, next]) => [type, at, next] as const)))(
    "%s after %s comes on %s, at the same time of day",
    (type, at, next) => {
      expect(dayOf(atNoon(at))).toBe(at);
      expect(dayOf(nextOccurrence(type, atNoon(at)))).toBe(next);
    },
  );
});
