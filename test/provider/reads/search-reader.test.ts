import { describe, expect, it } from "vitest";
import { MessageReader } from "../../../src/provider/reads/messages";
import { SearchReader, type SearchSource } from "../../../src/provider/reads/search";
import type { GroupQuery } from "../../../src/provider/reads/search-group";
import type { Message } from "../../../src/pumble/operations/shapes";
import { Problem } from "../../../src/terraform";

const me = "me";
const channelAt = (index: number) => `c${String(index).padStart(3, "0")}`;

function messageIn(channelId: string, second: number, more: Partial<Message> = {}): Message {
  const id = `${second.toString(16).padStart(8, "0")}${channelId.padStart(16, "0")}`;
  return {
    ...{ id, workspaceId: "w", channelId, author: me, text: `${channelId} at ${second}` },
    ...{ timestamp: new Date(second * 1000).toISOString(), timestampMilli: second * 1000 },
    ...{ subtype: "", deleted: false, ...more },
  };
}

/** A workspace in memory, what was asked of it, and what search shows of it. */
class World implements SearchSource {
  readonly searches: GroupQuery[] = [];
  readonly pagesOf: string[] = [];
  readonly singles: string[] = [];
  listed = 0;
  failure: Error | null = null;
  /** Whether answers come in a later turn of the event loop, as those of a network do. */
  late = false;
  /** What search makes of a message; null where its index lacks it. */
  shows = (message: Message): Message | null => message;
  private readonly readers = new Map<string, MessageReader>();
  readonly reader: SearchReader;

  constructor(
    readonly messages: Message[],
    authors = [me],
  ) {
    this.reader = new SearchReader(this, new Set(authors));
  }

  private async answering() {
    if (this.late) await new Promise(setImmediate);
  }

  async search(query: GroupQuery) {
    this.searches.push(query);
    await this.answering();
    if (this.failure) throw this.failure;
    const { from, in: channelIds, strategy, limit, beforeTs, afterTs } = query;
    const all = this.messages.flatMap((one) => this.shows(one) ?? []);
    const hits = all
      .filter((one) => from.includes(one.author) && channelIds.includes(one.channelId))
      .filter((one) => beforeTs === undefined || one.timestampMilli < beforeTs)
      .filter((one) => afterTs === undefined || one.timestampMilli > afterTs)
      .sort((one, other) => (strategy === "OLDEST" ? 1 : -1) * (one.timestampMilli - other.timestampMilli));
    return { content: hits.slice(0, limit), totalElements: hits.length, hasMore: hits.length > limit };
  }

  async channelsLike() {
    this.listed += 1;
    return [...new Set(this.messages.map(({ channelId }) => channelId))].reverse();
  }

  pages(channelId: string): MessageReader {
    let reader = this.readers.get(channelId);
    if (!reader) {
      const inIt = () => this.messages.filter((one) => one.channelId === channelId);
      reader = new MessageReader(
        this.reader.noting({
          page: async (before) => {
            this.pagesOf.push(channelId);
            await this.answering();
            const older = inIt().filter((one) => before === null || one.id < before);
            return { messages: older.slice(-200), more: older.length > 200 };
          },
          single: async (id) => {
            this.singles.push(id);
            return inIt().find((one) => one.id === id)!;
          },
        }),
      );
      this.readers.set(channelId, reader);
    }
    return reader;
  }

  get(message: Message, isAsExpected: (shown: Message) => boolean = () => true) {
    return this.reader.get({ channelId: message.channelId, id: message.id, isAsExpected });
  }

  /** What each of these is found as, asked one after the other. */
  async inTurn(messages = this.messages) {
    const found = [];
    for (const one of messages) found.push(await this.get(one));
    return found;
  }

  get requests(): number {
    return this.searches.length + this.pagesOf.length + this.singles.length;
  }
}

/** Some messages in each of so many channels. */
const spread = (channels: number, each = 1, more: Partial<Message> = {}) =>
  Array.from({ length: channels }, (_, index) =>
    Array.from({ length: each }, (_, at) => messageIn(channelAt(index), 1000 + index * 10 + at, more)),
  ).flat();

describe("messages in channels", () => {
  it("are read by pages in the first four, and those channels are never searched", async () => {
    const world = new World(spread(4));
    expect(await world.inTurn()).toEqual(world.messages);
    expect([world.pagesOf.length, world.searches.length, world.listed]).toEqual([4, 0, 0]);
    const more = new World(spread(30, 2));
    expect(await more.inTurn()).toEqual(more.messages);
    expect(more.pagesOf).toEqual([0, 1, 2, 3].map(channelAt));
    expect(more.searches.flatMap((query) => query.in)).not.toContain(channelAt(0));
  });

  it("are searched for in as many channels as two pages of hits hold, and no channel twice", async () => {
    const world = new World(spread(44, 2));
    await world.inTurn();
    const groups = [...new Set(world.searches.map((query) => query.in.join()))].map((one) => one.split(","));
    expect(groups.map((one) => one.length)).toEqual([20, 20]);
    expect(new Set(groups.flat()).size).toBe(40);
    // Those made next before and after the one that is asked for.
    expect(groups[0]!.toSorted()).toEqual(Array.from({ length: 20 }, (_, index) => channelAt(index + 4)));
    expect(world.requests).toBeLessThan(12);
  });

  it("are searched for in fifty channels at most, of which there must be three", async () => {
    const wide = new World([...spread(4, 0), ...spread(70, 1)]);
    await wide.inTurn();
    expect(Math.max(...wide.searches.map((query) => query.in.length))).toBeLessThanOrEqual(50);
    const few = new World(spread(6));
    expect(await few.inTurn()).toEqual(few.messages);
    expect([few.searches.length, few.pagesOf.length]).toEqual([0, 6]);
    const enough = new World(spread(7));
    await enough.inTurn();
    expect([enough.searches.length > 0, enough.pagesOf.length]).toEqual([true, 4]);
  });

  it("are searched for around the channel that is asked for", async () => {
    const world = new World(spread(60, 2));
    await world.inTurn(world.messages.slice(0, 8));
    await world.get(world.messages[80]!);
    const [query] = world.searches;
    const indices = query!.in.map((id) => Number(id.slice(1))).sort((one, other) => one - other);
    expect([indices[0], indices.at(-1)]).toEqual([30, 49]);
  });

  it("count only as what their senders sent and search can show", async () => {
    const noise = [
      ...spread(4, 30, { author: "somebody", text: "theirs" }),
      ...spread(4, 20, { subtype: "joined_channel" }),
      ...spread(4, 10, { deleted: true }),
    ].map((one, index) => ({
      ...one,
      id: `${(9_000 + index).toString(16).padStart(8, "0")}${"0".repeat(16)}`,
    }));
    const world = new World([...spread(40, 2), ...noise]);
    const asked = world.messages.filter((one) => one.author === me && !one.subtype && !one.deleted);
    expect(await world.inTurn(asked)).toEqual(asked);
    expect(world.searches[0]!.in).toHaveLength(20);
    expect(world.searches[0]!.from).toEqual([me]);
  });

  it("are searched for by those who are known, and by whom the pages showed as senders", async () => {
    const world = new World(spread(12, 2, { author: "the bot" }), ["somebody else"]);
    expect(await world.inTurn()).toEqual(world.messages);
    expect(world.searches[0]!.from).toEqual(["somebody else", "the bot"]);
    const crowd = Array.from({ length: 60 }, (_, index) => `member ${index}`);
    const many = new World(spread(12, 2), crowd);
    await many.inTurn();
    expect(many.searches[0]!.from).toHaveLength(50);
  });
});

describe("a hit", () => {
  it("is believed only where it shows no change, and else the message is read alone, once a channel", async () => {
    const world = new World(spread(12, 3));
    world.shows = (one) => ({ ...one, text: "Old" });
    const isNew = ({ text }: Message) => text !== "Old";
    for (const one of world.messages) expect(await world.get(one, isNew)).toEqual(one);
    expect(world.singles).toHaveLength(8);
    expect(new Set(world.singles.map((id) => id.slice(-4))).size).toBe(8);
    expect(world.pagesOf).toHaveLength(12);
  });

  it("is not believed where it says that the message was deleted, or lacks what messages have", async () => {
    for (const change of [{ deleted: true }, { workspaceId: undefined }]) {
      const world = new World(spread(12, 1));
      world.shows = (one) => {
        const shown: Partial<Message> = { ...one, ...change };
        if ("workspaceId" in change) delete shown.workspaceId;
        return shown as Message;
      };
      expect(await world.inTurn()).toEqual(world.messages);
      expect(world.singles.length).toBeGreaterThan(0);
    }
  });

  it("may lack what not every message has", async () => {
    const messages = spread(12, 1);
    messages[0] = { ...messages[0]!, savedTimestampMilli: 5 } as Message;
    const world = new World(messages);
    expect(await world.inTurn()).toEqual(messages);
    expect([world.singles, world.pagesOf.length]).toEqual([[], 4]);
  });

  it("that was written to since is none any more, and what was never searched for is not remembered", async () => {
    const world = new World(spread(12, 1));
    await world.inTurn();
    const last = world.messages.at(-1)!;
    const before = world.requests;
    await world.get(last);
    expect(world.requests).toBe(before);
    world.reader.forget(last.id);
    expect(await world.get(last)).toEqual(last);
    expect(world.requests).toBe(before + 1);
    const fresh = new World(spread(12, 1));
    fresh.reader.forget(last.id);
    await fresh.inTurn();
    expect(fresh.singles).toEqual([]);
  });
});

describe("searching", () => {
  it("ends with its first failure, which is nobody's problem, and a bug is one", async () => {
    const world = new World(spread(30, 1));
    world.failure = new Problem({ title: "Away", cause: "It is.", nextStep: "Wait." } as never);
    expect(await world.inTurn()).toEqual(world.messages);
    expect([world.searches.length, world.pagesOf.length]).toEqual([1, 30]);
    const broken = new World(spread(30, 1));
    broken.failure = new TypeError("A bug");
    await expect(broken.inTurn()).rejects.toThrow("A bug");
  });

  it("ends when it has cost fifteen requests more than the pages that it saved", async () => {
    const world = new World(spread(200, 2));
    world.shows = () => null;
    expect(await world.inTurn()).toEqual(world.messages);
    const spent = world.searches.length + world.singles.length;
    expect(spent).toBeGreaterThan(3);
    expect(spent).toBeLessThanOrEqual(15);
    expect(world.pagesOf.length).toBeLessThanOrEqual(200);
  });

  it("goes on for as long as it saves more pages than it costs", async () => {
    const world = new World(spread(500, 2));
    expect(await world.inTurn()).toEqual(world.messages);
    expect(world.searches.length).toBeGreaterThan(20);
    expect([world.pagesOf.length, world.singles]).toEqual([4, []]);
  });

  it("asks for many at once as for one after the other, and tries the first search alone", async () => {
    const world = new World(spread(64, 2));
    const found = await Promise.all(world.messages.map((one) => world.get(one)));
    expect(found).toEqual(world.messages);
    expect(world.pagesOf.length).toBe(4);
    expect(world.requests).toBeLessThan(14);
    const late = new World(spread(64, 2));
    late.late = true;
    expect(await Promise.all(late.messages.map((one) => late.get(one)))).toEqual(late.messages);
    expect([late.pagesOf.length, late.requests]).toEqual([4, world.requests]);
  });
});
