import { expect, test } from "vitest";
import { dayLabel, spanLabel } from "../../../src/local/page/text/dates";

const nowMs = new Date(2026, 2, 1, 9).getTime();

test("days are called by what they are to the reader", () => {
  expect(dayLabel(new Date(2026, 2, 1, 0, 1).getTime(), nowMs)).toBe("Today");
  expect(dayLabel(new Date(2026, 1, 28, 23, 59).getTime(), nowMs)).toBe("Yesterday");
});

test("only another year is named", () => {
  expect(dayLabel(new Date(2026, 0, 5).getTime(), nowMs)).not.toContain("2026");
  expect(dayLabel(new Date(2025, 11, 31).getTime(), nowMs)).toContain("2025");
});

test.each([
  [0, ""],
  [400, ""],
  [61_000, "1 minute 1 second ahead"],
  [-90_000_000, "1 day 1 hour behind"],
  [604_800_000, "7 days ahead"],
])("a clock that is %i ms off is %j", (offsetMs, words) => {
  expect(spanLabel(offsetMs)).toBe(words);
});
