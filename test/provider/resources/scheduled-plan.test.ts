import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { lastKnown, planSchedule } from "../../../src/provider/resources/scheduled-plan";
import type { Schedule } from "../../../src/provider/values/send-at";
import { Diagnostics, Unknown } from "../../../src/terraform";

const now = "2030-03-04T12:00:00Z";

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse(now) });
});
afterEach(() => {
  vi.useRealTimers();
});

const schedule = (send_at: string, more: Partial<Schedule> = {}): Schedule => ({
  ...{ send_at, time_zone: null, recurrence: null },
  ...more,
});
const every = (type: string, more: Partial<NonNullable<Schedule["recurrence"]>> = {}) => ({
  recurrence: { type, end_after_occurrences: null, end_date: null, ...more },
});
const stateOf = (of: Schedule, more: object = {}) => ({
  ...{ ...of, id: "5f", status: "scheduled", next_send_at: of.send_at, thread_root_id: null },
  ...more,
});
type State = ReturnType<typeof stateOf>;

/** What a plan says: what is known, what makes it anew, and the codes of what is told. */
function planned(plan: { [Name in keyof Schedule]: unknown }, state: State | null = null) {
  const diagnostics = new Diagnostics();
  const anew: string[] = [];
  const action = state ? ("update" as const) : ("create" as const);
  const known = planSchedule({
    ...{ action, plan, state, diagnostics },
    requireReplace: (name) => anew.push(name),
  });
  return { known, anew, told: diagnostics.problems.map(({ code }) => code), texts: diagnostics.problems };
}

describe("a new scheduled message", () => {
  it("is planned for its time", () => {
    expect(planned(schedule("2030-03-05T09:00:00+01:00"))).toMatchObject({
      known: { status: "scheduled", next_send_at: "2030-03-05T08:00:00Z" },
      ...{ anew: [], told: [] },
    });
  });

  it("is not sent into the past, not even by a moment", () => {
    expect(() => planned(schedule(now))).toThrow(`send_at is ${now}, and it is ${now}.`);
    expect(planned(schedule("2030-03-04T12:00:01Z")).told).toEqual([]);
  });

  it("whose time is not known yet is looked at in the apply", () => {
    const plan = { ...schedule(""), send_at: Unknown };
    expect(planned(plan)).toMatchObject({ known: { status: "scheduled" }, anew: [], told: [] });
    expect(planned(plan).known).not.toHaveProperty("next_send_at");
  });

  it("that recurs starts with its next time, and says so", () => {
    const { told, texts } = planned(schedule("2030-03-01T09:00:00Z", every("WEEKLY")));
    expect(told).toEqual(["schedule_rolled_forward"]);
    expect(texts[0]!.cause).toContain("at 2030-03-08T09:00:00Z");
  });

  it("that recurs and is over is refused with its last time", () => {
    const past = schedule("2030-03-01T09:00:00Z", every("DAILY", { end_after_occurrences: 2 }));
    expect(() => planned(past)).toThrow("ends with 2030-03-02T09:00:00Z");
    const going = schedule("2030-03-01T09:00:00Z", every("DAILY", { end_after_occurrences: 5 }));
    expect(planned(going).told).toEqual(["schedule_rolled_forward"]);
  });

  it("that recurs promises no time that may have passed before the apply", () => {
    const first = (send_at: string) => planned(schedule(send_at, every("DAILY"))).known;
    expect(first("2030-03-05T12:00:00Z")).toEqual({ status: "scheduled" });
    expect(first("2030-03-05T12:00:01Z")).toMatchObject({ next_send_at: "2030-03-05T12:00:01Z" });
  });
});

describe("a scheduled message by the clocks of a place", () => {
  const inBerlin = (send_at: string, type = "DAILY") =>
    planned(schedule(send_at, { time_zone: "Europe/Berlin", ...every(type) }));

  it("says when the clocks change, and what becomes of it then", () => {
    const { told, texts } = inBerlin("2030-03-05T09:00");
    expect(told).toEqual(["schedule_clocks"]);
    expect(texts[0]!.cause).toContain("in Europe/Berlin, at 2030-03-31T01:00:00Z, it comes at 10:00");
  });

  it("says so once only, and not when it is over before", () => {
    const recurrence = every("DAILY", { end_date: "2030-03-20T00:00:00Z" }).recurrence;
    const over = schedule("2030-03-05T09:00", { time_zone: "Europe/Berlin", recurrence });
    expect(planned(over).told).toEqual([]);
    expect(
      planned(schedule("2030-03-05T09:00", { time_zone: "Asia/Kolkata", ...every("DAILY") })).told,
    ).toEqual([]);
  });

  it("says when its days are others in UTC", () => {
    expect(inBerlin("2030-03-06T00:30").told).toContain("schedule_days");
    expect(inBerlin("2030-03-06T01:30").told).not.toContain("schedule_days");
  });

  it("that is sent once follows them anyway", () => {
    expect(planned(schedule("2030-04-05T09:00", { time_zone: "Europe/Berlin" })).told).toEqual([]);
  });

  it("is told nothing when it stays as it is", () => {
    const same = schedule("2030-03-05T09:00", { time_zone: "Europe/Berlin", ...every("DAILY") });
    expect(planned(same, stateOf(same, { next_send_at: "2030-03-05T08:00:00Z" })).told).toEqual([]);
  });
});

describe("a change of a scheduled message", () => {
  const before = schedule("2030-03-10T09:00:00Z");

  it("moves it in place", () => {
    const moved = planned(schedule("2030-03-11T09:00:00Z"), stateOf(before));
    expect(moved).toMatchObject({ known: { next_send_at: "2030-03-11T09:00:00Z" }, anew: [], told: [] });
  });

  it("into the past is refused, and no change is not", () => {
    expect(() => planned(schedule("2030-03-01T09:00:00Z"), stateOf(before))).toThrow("send_at is");
    const late = schedule("2030-03-01T09:00:00Z");
    expect(planned(late, stateOf(late)).told).toEqual([]);
  });

  it("of its recurrence or time zone is a change of its times", () => {
    const past = schedule("2030-03-01T09:00:00Z", every("DAILY"));
    const plan = { ...past, ...every("DAILY", { end_after_occurrences: 2 }) };
    expect(() => planned(plan, stateOf(past))).toThrow("its recurrence ends with");
    const zoned = schedule("2030-03-06T00:30", { time_zone: "Asia/Kolkata", ...every("DAILY") });
    expect(planned(zoned, stateOf({ ...zoned, time_zone: "Asia/Dhaka" })).told).toEqual(["schedule_days"]);
    expect(planned(zoned, stateOf(zoned)).told).toEqual([]);
  });

  it("rolls nothing forward that was there before", () => {
    const past = schedule("2030-03-01T09:00:00Z", every("DAILY"));
    expect(planned({ ...past, ...every("WEEKLY") }, stateOf(past)).told).toEqual([]);
  });

  it("in a thread makes it anew", () => {
    const { anew } = planned(before, stateOf(before, { thread_root_id: "5f" }));
    const content = ["channel_id", "text", "markdown", "blocks"];
    const reading = ["markdown_base_url", "markdown_unresolved"];
    expect(anew).toEqual([...content, ...reading, "send_at", "time_zone", "recurrence"]);
    expect(planned(before, stateOf(before)).anew).toEqual([]);
  });

  it("of one that was sent makes a new one for a new time, and changes nothing else", () => {
    const sent = stateOf(before, { status: "delivered", next_send_at: null });
    const moved = planned(schedule("2030-03-11T09:00:00Z"), sent);
    expect(moved).toMatchObject({ anew: ["send_at", "time_zone", "recurrence"], told: [] });
    const other = planned(before, sent);
    expect(other).toMatchObject({
      known: { status: "delivered", next_send_at: null },
      ...{ anew: [], told: ["schedule_done"] },
    });
    expect(planned(before, { ...sent, status: "cancelled" }).told).toEqual(["schedule_cancelled"]);
    expect(planned(sent, sent).told).toEqual([]);
  });

  it("of one that was sent is looked at again when its time is known", () => {
    const sent = stateOf(before, { status: "delivered", next_send_at: null });
    const { anew } = planned({ ...before, send_at: Unknown }, sent);
    expect(anew).toEqual(["send_at", "time_zone", "recurrence"]);
  });
});

describe("a time by the clocks of a time zone", () => {
  const berlin = (send_at: string, more: object = {}) =>
    schedule(send_at, { time_zone: "Europe/Berlin", ...more });

  it("that they skip is told with what they show then", () => {
    const { told, texts } = planned(berlin("2030-03-31T02:30"));
    expect(told).toEqual(["schedule_skipped"]);
    expect(texts[0]!.message).toContain("2030-03-31T01:30:00Z, when they show 03:30");
  });

  it("that they show twice is told with how to mean the second", () => {
    const { told, texts } = planned(berlin("2030-10-27T02:30"));
    expect(told).toEqual(["schedule_twice"]);
    expect(texts[0]!.message).toContain("the first time, at 2030-10-27T00:30:00Z");
    expect(texts[0]!.message).toContain("such as 2030-10-27T02:30:00+01:00");
    const back = schedule("2030-11-03T01:30", { time_zone: "America/New_York" });
    expect(planned(back).texts[0]!.message).toContain("such as 2030-11-03T01:30:00-05:00");
    expect(planned(berlin("2030-10-27T02:30:00+01:00")).told).toEqual([]);
  });

  it("is one moment on every other day, and of no interest once it has passed", () => {
    expect(planned(berlin("2030-03-31T03:00")).told).toEqual([]);
    expect(planned(berlin("2030-03-31T01:59:59")).told).toEqual([]);
    expect(planned(berlin("2030-10-27T03:00")).told).toEqual([]);
    const past = berlin("2029-03-25T02:30", every("ANNUALLY", { end_after_occurrences: 3 }));
    expect(planned(past).told).not.toContain("schedule_skipped");
    const daily = berlin("2030-03-31T02:30", every("DAILY", { end_after_occurrences: 2 }));
    expect(planned(daily).told).toContain("schedule_skipped");
  });
});

describe("the moment after which a changed message comes next", () => {
  const daily = schedule("2030-03-01T09:00:00Z", every("DAILY"));
  const at = (text: string) => Date.parse(text);

  it("is now for a new one, and for one that is moved", () => {
    expect(lastKnown(daily, null)).toBe(at(now));
    const moved = stateOf(schedule("2030-03-01T10:00:00Z", every("DAILY")), {
      next_send_at: "2030-03-08T10:00:00Z",
    });
    expect(lastKnown(daily, moved)).toBe(at(now));
    expect(lastKnown({ ...daily, ...every("WEEKLY") }, stateOf(daily))).toBe(at(now));
    expect(lastKnown(daily, stateOf(daily, { next_send_at: null }))).toBe(at(now));
  });

  it("is shortly before its next time where that is later", () => {
    const next_send_at = "2030-03-08T09:00:00Z";
    expect(lastKnown(daily, stateOf(daily, { next_send_at }))).toBe(at("2030-03-07T21:00:00Z"));
    expect(lastKnown(daily, stateOf(daily, { next_send_at: "2030-03-04T13:00:00Z" }))).toBe(at(now));
  });
});
