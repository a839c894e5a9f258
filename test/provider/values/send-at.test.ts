import { describe, expect, it } from "vitest";
import {
  alignedTo,
  clockChangeIn,
  crossesMidnight,
  firstSendMs,
  lastSendMs,
  occurrenceAfter,
  type Schedule,
  sameSendTime,
  sendTime,
  writtenIn,
} from "../../../src/provider/values/send-at";
import { timeZone } from "../../../src/provider/values/time-zone";
import { nextClockChange } from "../../../src/pumble/time-zones";
import { isWallClock } from "../../../src/pumble/wall-clock";

const berlin = "Europe/Berlin";
const utc = (text: string) => Date.parse(text);
const schedule = (send_at: string, more: Partial<Schedule> = {}): Schedule => ({
  ...{ send_at, time_zone: null, recurrence: null },
  ...more,
});
const every = (type: string, more: Partial<NonNullable<Schedule["recurrence"]>> = {}) => ({
  recurrence: { type, end_after_occurrences: null, end_date: null, ...more },
});

describe("the time of a scheduled message", () => {
  it.each([
    { text: "2030-01-31T09:00:00Z", local: false },
    { text: "2030-01-31T09:00:00+01:00", local: false },
    { text: "2030-01-31T09:00", local: true },
    { text: "2030-01-31T09:00:30", local: true },
  ])("may be $text", ({ text, local }) => {
    expect([sendTime(text), isWallClock(text)]).toEqual([undefined, local]);
  });

  it.each(["", "2030-01-31", "2030-01-31T25:00", "2030-02-31T09:00x", "tomorrow"])(
    "may not be %o",
    (text) => {
      expect(sendTime(text)).toContain("must be a time such as");
    },
  );

  it("is the same however its seconds or its offset are written, but not with and without one", () => {
    expect(sameSendTime("2030-01-31T09:00", "2030-01-31T09:00:00")).toBe(true);
    expect(sameSendTime("2030-01-31T09:00Z".replace("Z", ":00Z"), "2030-01-31T10:00:00+01:00")).toBe(true);
    expect(sameSendTime("2030-01-31T09:00", "2030-01-31T09:01")).toBe(false);
    expect(sameSendTime("2030-01-31T09:00", "2030-01-31T09:00:00Z")).toBe(false);
  });

  it.each([
    { at: "2030-01-31T09:00", zone: berlin, is: "2030-01-31T08:00:00Z" },
    { at: "2030-07-31T09:00", zone: berlin, is: "2030-07-31T07:00:00Z" },
    { at: "2030-07-31T09:00:30", zone: "America/New_York", is: "2030-07-31T13:00:30Z" },
    { at: "2030-07-31T09:00", zone: "Asia/Kolkata", is: "2030-07-31T03:30:00Z" },
    { at: "2030-01-01T00:30", zone: "Pacific/Auckland", is: "2029-12-31T11:30:00Z" },
    // Skipped in spring: as much later. Twice in autumn: the first one.
    { at: "2030-03-31T02:30", zone: berlin, is: "2030-03-31T01:30:00Z" },
    { at: "2030-10-27T02:30", zone: berlin, is: "2030-10-27T00:30:00Z" },
  ])("$at in $zone is $is", ({ at, zone, is }) => {
    expect(firstSendMs(schedule(at, { time_zone: zone }))).toBe(utc(is));
    if (!at.includes("03-31")) expect(writtenIn(zone, utc(is)).slice(0, at.length)).toBe(at);
  });

  it("is written in UTC without a time zone", () => {
    expect(writtenIn(null, utc("2030-01-31T09:00:00Z"))).toBe("2030-01-31T09:00:00Z");
  });

  it.each(["Berlin", "", "+01:00", "Europe/Nowhere"])("has no time zone %o", (zone) => {
    expect(timeZone(zone)).toContain("must be a time zone");
  });
});

describe("a recurring message", () => {
  const monday = "2030-01-07T09:00:00Z";

  it("comes next by its own rule, and counts what has passed", () => {
    const daily = schedule(monday, every("DAILY"));
    expect(occurrenceAfter(daily, utc(monday) - 1)).toEqual({ at: utc(monday), passed: 0 });
    expect(occurrenceAfter(daily, utc(monday))).toEqual({ at: utc("2030-01-08T09:00:00Z"), passed: 1 });
    const work = schedule(monday, every("BUSINESSDAYS"));
    expect(occurrenceAfter(work, utc("2030-01-11T09:00:00Z"))).toEqual({
      at: utc("2030-01-14T09:00:00Z"),
      passed: 5,
    });
  });

  it("is over after its last time, by count or by date, whichever comes first", () => {
    const three = schedule(monday, every("DAILY", { end_after_occurrences: 3 }));
    expect(lastSendMs(three)).toBe(utc("2030-01-09T09:00:00Z"));
    expect(occurrenceAfter(three, utc("2030-01-09T09:00:00Z"))).toBeNull();
    const until = schedule(
      monday,
      every("DAILY", { end_after_occurrences: 3, end_date: "2030-01-08T09:00:00Z" }),
    );
    expect(lastSendMs(until)).toBe(utc("2030-01-08T09:00:00Z"));
    expect(lastSendMs(schedule(monday, every("DAILY")))).toBeNull();
    expect(lastSendMs(schedule(monday))).toBe(utc(monday));
    expect(occurrenceAfter(schedule(monday), utc(monday))).toBeNull();
  });

  it("comes at the same time by the clocks of its time zone, on both sides of their change", () => {
    const work = schedule("2030-03-29T09:00", { time_zone: berlin, ...every("BUSINESSDAYS") });
    expect(firstSendMs(work)).toBe(utc("2030-03-29T08:00:00Z"));
    expect(occurrenceAfter(work, firstSendMs(work))!.at).toBe(utc("2030-04-01T07:00:00Z"));
    expect(alignedTo(work, utc("2030-04-01T08:00:00Z"))).toBe(utc("2030-04-01T07:00:00Z"));
    expect(alignedTo(schedule(monday), 5)).toBe(5);
  });

  it("knows when the clocks will change, unless it is over by then or has no time zone", () => {
    const change = utc("2030-03-31T01:00:00Z");
    const from = utc("2030-01-07T08:00:00Z");
    expect(Math.abs(nextClockChange(berlin, from)! - change)).toBeLessThanOrEqual(60_000);
    expect(nextClockChange("Etc/UTC", from)).toBeNull();
    const daily = schedule("2030-01-07T09:00", { time_zone: berlin, ...every("DAILY") });
    expect(Math.abs(clockChangeIn(daily, from)! - change)).toBeLessThanOrEqual(60_000);
    const brief = { time_zone: berlin, ...every("DAILY", { end_after_occurrences: 3 }) };
    expect(clockChangeIn(schedule("2030-01-07T09:00", brief), from)).toBeNull();
    expect(clockChangeIn(schedule("2030-01-07T09:00", { time_zone: berlin }), from)).toBeNull();
    expect(clockChangeIn(schedule(monday, every("DAILY")), from)).toBeNull();
  });

  it("says when its days are not those by which Pumble counts", () => {
    const at = (time: string, zone: string) =>
      crossesMidnight(schedule(`2030-01-07T${time}`, { time_zone: zone, ...every("BUSINESSDAYS") }));
    expect([at("09:00", berlin), at("00:30", berlin), at("09:00", "Pacific/Auckland")]).toEqual([
      false,
      true,
      true,
    ]);
    expect(crossesMidnight(schedule("2030-01-07T00:30", { time_zone: berlin }))).toBe(false);
  });
});
