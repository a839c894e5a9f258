import { describe, expect, test } from "vitest";
import { timeZoneProblem } from "../../src/pumble/time-zones";
import {
  dayProblem,
  firstTimeAfter,
  isWallClock,
  startOf,
  timeOfDayProblem,
} from "../../src/pumble/wall-clock";

const utc = (ms: number) => new Date(ms).toISOString();
const berlin = (sendAt: string) => utc(startOf({ sendAt, timeZone: "Europe/Berlin" }));

test("a time on the wall is the moment at which clocks there show it", () => {
  expect(berlin("2026-01-05T09:00:00")).toBe("2026-01-05T08:00:00.000Z");
  expect(berlin("2026-07-05T09:00")).toBe("2026-07-05T07:00:00.000Z");
  expect(berlin("2026-07-05T09:00:00Z")).toBe("2026-07-05T09:00:00.000Z");
  expect(utc(startOf({ sendAt: "2026-07-05T09:00:00" }))).toBe("2026-07-05T09:00:00.000Z");
  expect(utc(startOf({ sendAt: "2026-07-05T09:00:00", timeZone: "America/New_York" }))).toBe(
    "2026-07-05T13:00:00.000Z",
  );
  expect(utc(startOf({ sendAt: "2026-07-05T00:15:00", timeZone: "Asia/Kolkata" }))).toBe(
    "2026-07-04T18:45:00.000Z",
  );
});

test("around a clock change it is the hour that is there", () => {
  expect(berlin("2026-03-29T01:59:00")).toBe("2026-03-29T00:59:00.000Z");
  expect(berlin("2026-03-29T03:00:00")).toBe("2026-03-29T01:00:00.000Z");
  expect(berlin("2026-03-29T02:30:00")).toBe("2026-03-29T01:30:00.000Z"); // left out: 03:30
  expect(berlin("2026-10-25T02:30:00")).toBe("2026-10-25T00:30:00.000Z"); // twice: the first
  expect(berlin("2026-10-25T01:30:00")).toBe("2026-10-24T23:30:00.000Z");
  expect(berlin("2026-10-25T03:30:00")).toBe("2026-10-25T02:30:00.000Z");
});

describe("the first time that is still to come", () => {
  const at = (now: string, recurrence: "DAILY" | "BUSINESSDAYS" | "WEEKLY" | null) =>
    utc(
      firstTimeAfter(Date.parse(now), {
        sendAt: "2026-01-05T09:00:00",
        timeZone: "Europe/Berlin",
        recurrence,
      }),
    );

  test("is the first one while that is to come", () => {
    expect(at("2026-01-05T07:59:59Z", "DAILY")).toBe("2026-01-05T08:00:00.000Z");
  });

  test("follows the recurrence, on the clocks of the zone", () => {
    expect(at("2026-01-05T08:00:00Z", "DAILY")).toBe("2026-01-06T08:00:00.000Z");
    expect(at("2026-07-01T06:00:00Z", "DAILY")).toBe("2026-07-01T07:00:00.000Z"); // summer: 09:00 is 07:00 UTC
    expect(at("2026-07-03T08:00:00Z", "BUSINESSDAYS")).toBe("2026-07-06T07:00:00.000Z"); // Friday to Monday
    expect(at("2026-01-06T00:00:00Z", "WEEKLY")).toBe("2026-01-12T08:00:00.000Z");
  });

  test("is the only one, even where that has passed, without a recurrence", () => {
    expect(at("2026-07-01T06:00:00Z", null)).toBe("2026-01-05T08:00:00.000Z");
  });
});

test("only dates and times that are some are taken for some", () => {
  expect(["2030-01-31T09:00", "2030-01-31T09:00:59"].every(isWallClock)).toBe(true);
  expect(
    ["2030-01-31T09:00:00Z", "2030-13-31T09:00", "2030-01-31 09:00", "2030-01-31T25:00"].some(isWallClock),
  ).toBe(false);
  expect(["09:00", "23:59", "00:00"].map(timeOfDayProblem)).toEqual([undefined, undefined, undefined]);
  expect(timeOfDayProblem("24:00")).toBe('must be a time such as 09:00, but is "24:00"');
  expect(["Europe/Berlin", "UTC", "America/Argentina/Buenos_Aires"].map(timeZoneProblem)).toEqual([
    ...[undefined, undefined, undefined],
  ]);
  expect(timeZoneProblem("+02:00")).toBe('must be a time zone such as Europe/Berlin, but is "+02:00"');
  expect(timeZoneProblem("Berlin")).toBe('must be a time zone such as Europe/Berlin, but is "Berlin"');
  expect(["2028-02-29"].map(dayProblem)).toEqual([undefined]);
  expect(dayProblem("2027-02-29")).toBe('must be a day such as 2030-01-31, but is "2027-02-29"');
  expect(dayProblem("soon")).toBe('must be a day such as 2030-01-31, but is "soon"');
});
