import { describe, expect, it } from "vitest";
import {
  isSameRecurrence,
  observedRecurrence,
  observedSendAt,
  wireRecurrence,
} from "../../../src/provider/resources/scheduled-times";
import type { Recurrence } from "../../../src/provider/values/send-at";
import type { ScheduledMessage } from "../../../src/pumble/operations/shapes";

const daily: Recurrence = { type: "DAILY", end_after_occurrences: null, end_date: null };
const end = Date.UTC(2030, 0, 31);
const endDate = "2030-01-31T00:00:00Z";

function privateState() {
  const values = new Map<string, unknown>();
  return {
    get: (name: string) => values.get(name),
    set: (name: string, value: unknown) => void values.set(name, value),
    all: () => Object.fromEntries(values),
  };
}

describe("what Pumble is told of a recurrence", () => {
  it.each<[string, Partial<Recurrence> | null, number, object]>([
    ["nothing of none", null, 0, {}],
    ["no end where there is none", {}, 7, { recurrence: { recurrenceType: "DAILY" } }],
    ["its last day", { end_date: endDate }, 7, { recurrence: { recurrenceType: "DAILY", endDate: end } }],
    [
      "how many come yet",
      { end_after_occurrences: 5 },
      2,
      { recurrence: { recurrenceType: "DAILY", endAfterOccurrences: 3 } },
    ],
    [
      "that one comes yet, where all are over",
      { end_after_occurrences: 5 },
      5,
      { recurrence: { recurrenceType: "DAILY", endAfterOccurrences: 1 } },
    ],
  ])("is %s", (_, recurrence, passed, told) => {
    const declared = recurrence && { ...daily, ...recurrence };
    expect(wireRecurrence(declared, passed, privateState())).toEqual(told);
  });
});

describe("what is read of a recurrence", () => {
  const five = { ...daily, end_after_occurrences: 5 };
  const found = (endAfterOccurrences: number) => ({ recurrenceType: "DAILY", endAfterOccurrences }) as const;

  it("is as many as are declared, while as many are left as Pumble was told", () => {
    const kept = privateState();
    wireRecurrence(five, 2, kept);
    expect(observedRecurrence(found(3), kept)).toEqual(five);
    expect(observedRecurrence(found(4), kept)).toEqual({ ...daily, end_after_occurrences: 4 });
  });

  it("is what Pumble says once all that are declared were told to it again", () => {
    const kept = privateState();
    wireRecurrence(five, 2, kept);
    wireRecurrence({ ...daily, end_after_occurrences: 3 }, 0, kept);
    expect(observedRecurrence(found(3), kept)).toEqual({ ...daily, end_after_occurrences: 3 });
  });

  it("leaves private state alone where as many are left as are declared", () => {
    const kept = privateState();
    wireRecurrence(five, 0, kept);
    wireRecurrence(daily, 3, kept);
    expect(kept.all()).toEqual({});
  });

  it("is none without one, and no end where Pumble names none", () => {
    expect(observedRecurrence(undefined, privateState())).toBeNull();
    const endless = { ...found(0), endDate: 0 };
    expect(observedRecurrence(endless, privateState())).toEqual(daily);
    expect(observedRecurrence({ ...found(0), endDate: end }, privateState())).toEqual({
      ...daily,
      end_date: endDate,
    });
  });
});

describe("a recurrence that is there is the same", () => {
  const same = (found: object | undefined, recurrence: Partial<Recurrence> | null) =>
    isSameRecurrence(
      found as ScheduledMessage["recurrence"],
      wireRecurrence(recurrence && { ...daily, ...recurrence }, 0, privateState()),
    );

  it.each<[object | undefined, Partial<Recurrence> | null, boolean]>([
    [undefined, null, true],
    [undefined, {}, false],
    [{ recurrenceType: "DAILY" }, null, false],
    [{ recurrenceType: "DAILY", endAfterOccurrences: 0, endDate: 0 }, {}, true],
    [{ recurrenceType: "WEEKLY" }, {}, false],
    [{ recurrenceType: "DAILY", endAfterOccurrences: 3 }, { end_after_occurrences: 3 }, true],
    [{ recurrenceType: "DAILY", endAfterOccurrences: 3 }, {}, false],
    [{ recurrenceType: "DAILY" }, { end_after_occurrences: 3 }, false],
    [{ recurrenceType: "DAILY", endDate: end }, { end_date: endDate }, true],
    [{ recurrenceType: "DAILY", endDate: end }, {}, false],
    [{ recurrenceType: "DAILY", endDate: end + 1 }, { end_date: endDate }, false],
  ])("%j as %j: %j", (found, recurrence, expected) => {
    expect(same(found, recurrence)).toBe(expected);
  });
});

describe("the time that is read", () => {
  const utc = { send_at: "2030-01-01T09:00:00+01:00", time_zone: null };
  const berlin = { send_at: "2030-01-01T09:00:00", time_zone: "Europe/Berlin" };
  const once = (sendAt: string) => ({ sendAt: Date.parse(sendAt) }) as ScheduledMessage;
  const again = (sendAt: string) => ({ ...once(sendAt), recurrence: { recurrenceType: "DAILY" } }) as never;

  it.each<[string, typeof berlin | typeof utc, ScheduledMessage, string]>([
    ["as written, at its first time", utc, once("2030-01-01T08:00:00Z"), utc.send_at],
    ["as written, where it moved on", utc, again("2030-01-09T08:00:00Z"), utc.send_at],
    ["as written, where the clocks changed", berlin, again("2030-07-01T07:00:00Z"), berlin.send_at],
    ["another, of one that comes once", utc, once("2030-01-09T08:00:00Z"), "2030-01-09T08:00:00Z"],
    ["another, at another time of day", utc, again("2030-01-09T08:30:00Z"), "2030-01-09T08:30:00Z"],
    ["another, before its first", utc, again("2029-12-31T08:00:00Z"), "2029-12-31T08:00:00Z"],
    ["another, by the clocks there", berlin, again("2030-07-01T08:00:00Z"), "2030-07-01T10:00:00"],
  ])("is %s", (_, state, found, sendAt) => {
    expect(observedSendAt(state, found)).toBe(sendAt);
  });

  it("is Pumble's own after an import", () => {
    const imported = { send_at: null, time_zone: null };
    expect(observedSendAt(imported, once("2030-01-01T08:00:00Z"))).toBe("2030-01-01T08:00:00Z");
  });
});
