import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type PumbleClient, PumbleError } from "../../../src/client";
import type { PumbleContext } from "../../../src/provider/context";
import { fateOf, type Waiting } from "../../../src/provider/resources/scheduled-delivery";
import type { Message } from "../../../src/pumble/operations/shapes";

const due = Date.parse("2030-03-04T12:00:00Z");
const [second, hour] = [1_000, 3_600_000];

beforeEach(() => {
  vi.useFakeTimers({ now: due + hour });
});
afterEach(() => {
  vi.useRealTimers();
});

const waiting: Waiting = {
  ...{ channel_id: "c", thread_root_id: null, text: "Hello", next_send_at: null },
  ...{ send_at: "2030-03-04T12:00:00Z", time_zone: null, recurrence: null },
};
const posted = (at: number, more: Partial<Message> = {}) =>
  ({ author: "me", text: "Hello", timestampMilli: at, subtype: "", deleted: false, ...more }) as Message;
const failure = (kind: "not_found" | "invalid") =>
  new PumbleError({ kind, operation: "listMessages", action: "list messages", status: 400 });

/** What is in the channel and what search has of it, newest first, and what was asked. */
class Place {
  readonly asked: string[] = [];
  readonly searches: object[] = [];
  failing: Error | null = null;
  searchFails = false;
  read = 0;

  constructor(
    readonly messages: Message[],
    readonly indexed: Message[] = [],
  ) {}

  async searchMessages(query: object) {
    this.searches.push(query);
    if (this.searchFails) throw failure("invalid");
    return { content: this.indexed };
  }

  async *allMessages({ channelId }: { channelId: string }) {
    yield* this.walk(`channel ${channelId}`);
  }

  async *allThreadReplies({ rootMessageId }: { rootMessageId: string }) {
    yield* this.walk(`thread ${rootMessageId}`);
  }

  private *walk(where: string) {
    this.asked.push(where);
    if (this.failing) throw this.failing;
    for (const message of this.messages) {
      this.read += 1;
      yield message;
    }
  }

  fate(state: Partial<Waiting> = {}, ownerId: string | null = "me") {
    const context = { client: this as unknown as PumbleClient } as PumbleContext;
    return fateOf({ ...waiting, ...state }, ownerId, context);
  }
}

const fateWith = (message: Message, state: Partial<Waiting> = {}, ownerId: string | null = "me") =>
  new Place([message]).fate(state, ownerId);

describe("a scheduled message that is listed no more", () => {
  it("is taken back when it is nowhere and its time has passed, and gone while that is to come", async () => {
    expect(await new Place([]).fate()).toBe("cancelled");
    vi.setSystemTime(due);
    expect(await new Place([]).fate()).toBe("cancelled");
    vi.setSystemTime(due - 1);
    expect(await new Place([]).fate()).toBe("gone");
  });

  it.each([
    ["at its time", 0, true],
    ["a little before, for clocks differ", -5 * second, true],
    ["earlier", -5 * second - 1, false],
    ["two hours late", 2 * hour, true],
    ["later", 2 * hour + 1, false],
  ])("was delivered when it stands there from %s", async (_, after, isDelivered) => {
    expect(await fateWith(posted(due + after))).toBe(isDelivered ? "delivered" : "cancelled");
  });

  it("may have come hours before where it follows the clocks of a time zone", async () => {
    const zoned = { send_at: "2030-03-04T13:00", time_zone: "Europe/Berlin" };
    expect(await fateWith(posted(due - 2 * hour), zoned)).toBe("delivered");
    expect(await fateWith(posted(due - 2 * hour - 1), zoned)).toBe("cancelled");
  });

  it("is looked for at the time that it was to come next", async () => {
    const next = { next_send_at: "2030-03-04T06:00:00Z" };
    expect(await fateWith(posted(due - 6 * hour), next)).toBe("delivered");
    expect(await fateWith(posted(due), next)).toBe("cancelled");
  });

  it.each([
    ["another member's", { author: "you" }, false],
    ["other words", { text: "Bye" }, false],
    ["other words since an edit", { text: "Bye", edited: true }, true],
    ["what the channel says of itself", { subtype: "joined_channel" }, false],
    ["deleted", { deleted: true }, false],
  ])("is not mistaken for what is %s, but where that is an edit", async (_, more, isIt) => {
    expect(await fateWith(posted(due, more))).toBe(isIt ? "delivered" : "cancelled");
  });

  it("is anybody's where nobody knows whose, and any words where those are not plain", async () => {
    expect(await fateWith(posted(due, { author: "you" }), {}, null)).toBe("delivered");
    expect(await fateWith(posted(due, { text: "Bold" }), { text: null })).toBe("delivered");
  });

  it("that recurs was delivered with its last time, and was taken back where it never ends", async () => {
    const daily = { type: "DAILY", end_after_occurrences: 2, end_date: null };
    const ending = { send_at: "2030-03-03T12:00:00Z", recurrence: daily };
    expect(await fateWith(posted(due), ending)).toBe("delivered");
    expect(await fateWith(posted(due - 24 * hour), ending)).toBe("cancelled");
    const endless = { recurrence: { ...daily, end_after_occurrences: null } };
    const place = new Place([posted(due)]);
    expect([await place.fate(endless), place.asked, place.searches]).toEqual(["gone", [], []]);
  });
});

describe("looking for it", () => {
  it("asks search for its sender around its time, and nobody else when that shows it", async () => {
    const place = new Place([], [posted(due)]);
    expect([await place.fate(), place.asked]).toEqual(["delivered", []]);
    expect(place.searches).toEqual([
      {
        ...{ in: ["c"], from: ["me"], strategy: "OLDEST", limit: 20 },
        ...{ afterTs: due - 6 * second, beforeTs: due + 2 * hour + second },
      },
    ]);
    const longAgo = new Place([]);
    await longAgo.fate({ send_at: "1970-01-01T00:00:02Z" });
    expect(longAgo.searches).toMatchObject([{ afterTs: 1 }]);
  });

  it("reads the channel where search shows something else, fails, or has nobody to ask for", async () => {
    for (const place of [
      new Place([posted(due)], [posted(due, { text: "Bye" })]),
      new Place([posted(due)]),
    ]) {
      expect([await place.fate(), place.asked]).toEqual(["delivered", ["channel c"]]);
    }
    const lame = new Place([posted(due)]);
    lame.searchFails = true;
    expect(await lame.fate()).toBe("delivered");
    const nobodys = new Place([posted(due)], [posted(due)]);
    expect([await nobodys.fate({}, null), nobodys.searches]).toEqual(["delivered", []]);
  });

  it("reads the thread of an answer", async () => {
    const place = new Place([posted(due)]);
    expect([await place.fate({ thread_root_id: "r" }), place.asked]).toEqual(["delivered", ["thread r"]]);
  });

  it("ends where messages are older than it, and after a thousand", async () => {
    const place = new Place([posted(due + 9 * hour), posted(due - hour), posted(due), posted(due)]);
    expect([await place.fate(), place.read]).toEqual(["cancelled", 2]);
    const busy = new Place(Array.from({ length: 1_500 }, () => posted(due, { text: "Bye" })));
    expect([await busy.fate(), busy.read]).toEqual(["cancelled", 1_000]);
  });

  it("takes a place that is gone for one without it, and tells what else is wrong", async () => {
    const place = new Place([]);
    place.failing = failure("not_found");
    expect(await place.fate()).toBe("cancelled");
    place.failing = failure("invalid");
    await expect(place.fate()).rejects.toMatchObject({ title: "Cannot list messages" });
  });
});
