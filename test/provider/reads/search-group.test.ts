import { describe, expect, it } from "vitest";
import { type GroupQuery, SearchGroup } from "../../../src/provider/reads/search-group";
import type { Message } from "../../../src/pumble/operations/shapes";

/** Messages in these seconds of a channel, of which search shows whole seconds only. */
const inChannel = (channelId: string, seconds: number[]): Message[] =>
  seconds.map((second, index) => ({
    ...{ id: `${channelId}-${second}-${index}`, workspaceId: "w", channelId, author: "me", text: "Hello" },
    ...{ timestamp: new Date(second * 1000).toISOString(), timestampMilli: second * 1000 },
    ...{ subtype: "", deleted: false },
  }));
const range = (count: number, from = 1) => Array.from({ length: count }, (_, index) => from + index);
const times = (count: number, second: number) => Array.from({ length: count }, () => second);

/** What search has, what was asked of it, and what became of the group. */
class Index {
  readonly queries: GroupQuery[] = [];
  readonly totals: number[] = [];
  readonly released: string[][] = [];
  readonly hits = new Map<string, Message | null>();
  answers = true;
  /** How many more hits search counts than it shows. */
  hidden = 0;
  spendable = Number.POSITIVE_INFINITY;
  readonly group: SearchGroup;

  constructor(readonly messages: Message[]) {
    this.group = new SearchGroup(this.hits, {
      channelIds: [...new Set(messages.map(({ channelId }) => channelId))],
      authors: ["me"],
      search: async (query) => this.search(query),
      onTotal: (total) => this.totals.push(total),
      onRelease: (channelIds) => this.released.push(channelIds),
    });
  }

  private search(query: GroupQuery) {
    this.queries.push(query);
    if (!this.answers) return null;
    const { in: channelIds, strategy, limit, beforeTs, afterTs } = query;
    expect(limit).toBeLessThanOrEqual(20);
    const fits = this.messages
      .filter((one) => channelIds.includes(one.channelId))
      .filter((one) => beforeTs === undefined || one.timestampMilli < beforeTs)
      .filter((one) => afterTs === undefined || one.timestampMilli > afterTs)
      .sort((one, other) => (strategy === "OLDEST" ? 1 : -1) * (one.timestampMilli - other.timestampMilli));
    return {
      content: fits.slice(0, limit),
      totalElements: fits.length + this.hidden,
      hasMore: fits.length > limit,
    };
  }

  /** Looks for this message, or for one that is not there. */
  find(id = "nowhere") {
    return this.group.find(id, () => this.spendable-- > 0);
  }

  get asked() {
    return this.queries.map(({ strategy, limit, beforeTs, afterTs }) => [
      strategy,
      limit,
      beforeTs ?? afterTs ?? null,
    ]);
  }

  get found() {
    return this.messages.filter(({ id }) => this.hits.has(id)).length;
  }
}

describe("what search has of some channels", () => {
  it("is read with one page where that holds it, and the group knows that it is all", async () => {
    const index = new Index(inChannel("a", range(20)));
    expect(index.group.isComplete).toBe(false);
    await index.find();
    expect(index.asked).toEqual([["NEWEST", 20, null]]);
    expect([index.found, index.group.isComplete]).toEqual([20, true]);
    await index.find();
    expect(index.queries).toHaveLength(1);
  });

  it("is read with two pages from both ends, the second no larger than what is left", async () => {
    const index = new Index([...inChannel("a", range(20)), ...inChannel("b", range(13, 40))]);
    await index.find();
    expect(index.asked).toEqual([
      ["NEWEST", 20, null],
      ["OLDEST", 13, null],
    ]);
    expect(index.queries[0]).toMatchObject({ from: ["me"], in: ["a", "b"] });
    expect([index.found, index.group.isComplete, index.totals]).toEqual([33, true, [33]]);
  });

  it("needs no times for forty messages of one second", async () => {
    const index = new Index(inChannel("a", times(20, 5)).concat(inChannel("b", times(20, 6))));
    await index.find();
    expect([index.found, index.released, index.queries.length]).toEqual([40, [], 2]);
  });

  it("is read on from both ends in turn, the second of the last hit once more", async () => {
    const index = new Index(inChannel("a", range(75)));
    await index.find();
    expect(index.asked).toEqual([
      ["NEWEST", 20, null],
      ["OLDEST", 20, null],
      ["NEWEST", 20, 57_000],
      ["OLDEST", 17, 19_999],
    ]);
    expect([index.found, index.group.isComplete, index.released]).toEqual([75, true, []]);
  });

  it("is missed nowhere though several were sent in the second in which a page ends", async () => {
    const seconds = range(33).flatMap((second) => times(3, second));
    const index = new Index(inChannel("a", seconds));
    await index.find();
    expect([index.found, index.group.isComplete]).toEqual([99, true]);
    expect(index.queries.length).toBeLessThan(9);
  });

  it("is read from the other end alone where one end gives the same second again and again", async () => {
    const index = new Index(inChannel("a", [...times(20, 1), ...range(50, 10)]));
    await index.find();
    expect(index.asked.map(([end]) => end)).toEqual(["NEWEST", "OLDEST", "NEWEST", "NEWEST"]);
    expect([index.found, index.group.isComplete]).toEqual([70, true]);
  });

  it("is left alone where both ends give the same again", async () => {
    const index = new Index(inChannel("a", [...times(20, 1), ...range(15, 10), ...times(22, 90)]));
    await index.find();
    expect(index.asked.map(([end]) => end)).toEqual(["NEWEST"]);
    expect(index.released).toHaveLength(1);
    const later = new Index(inChannel("a", [...times(20, 1), ...range(10, 10), ...times(22, 80), 90]));
    await later.find();
    expect(later.group.isComplete).toBe(false);
    expect(later.queries.length).toBeLessThan(6);
  });
});

describe("a message that is looked for", () => {
  it("is not searched for without end where search counts more than it shows", async () => {
    const index = new Index(inChannel("a", range(30)));
    index.hidden = 3;
    index.spendable = 20;
    await index.find();
    expect([index.found, index.group.isComplete]).toEqual([30, false]);
    expect(index.queries.length).toBeLessThan(6);
  });

  it("ends the search when it is found, and is not searched for again", async () => {
    const index = new Index(inChannel("a", range(75)));
    const [oldest, newest] = [index.messages[0]!.id, index.messages.at(-1)!.id];
    await index.find(newest);
    expect(index.queries).toHaveLength(1);
    await index.find(newest);
    expect(index.queries).toHaveLength(1);
    await index.find(oldest);
    expect(index.queries).toHaveLength(2);
  });

  it("is searched for once, however many are asked for at once", async () => {
    const index = new Index(inChannel("a", range(35)));
    await Promise.all(index.messages.map(({ id }) => index.find(id)));
    expect([index.found, index.queries.length]).toEqual([35, 2]);
  });

  it("is searched for only as long as that may cost something", async () => {
    const index = new Index(inChannel("a", range(75)));
    index.spendable = 0;
    await index.find();
    expect(index.queries).toHaveLength(0);
    index.spendable = 2;
    await index.find();
    expect(index.queries).toHaveLength(2);
  });

  it("is not searched for any more once there was no answer, whoever asks", async () => {
    const index = new Index(inChannel("a", range(35)));
    index.answers = false;
    await index.find();
    index.answers = true;
    await index.find();
    expect([index.queries.length, index.found, index.group.isComplete]).toEqual([1, 0, false]);
  });

  it("that was written to since is not taken for what search shows", async () => {
    const index = new Index(inChannel("a", range(5)));
    const { id } = index.messages[2]!;
    index.hits.set(id, null);
    await index.find();
    expect([index.hits.get(id), index.hits.get(index.messages[1]!.id)]).toEqual([null, index.messages[1]]);
  });

  it("whose search breaks is told to who asked, and to nobody after them", async () => {
    const index = new Index(inChannel("a", range(35)));
    const spend = () => {
      throw new TypeError("A bug");
    };
    await expect(index.group.find("nowhere", spend)).rejects.toThrow("A bug");
    await index.find();
    expect(index.found).toBe(35);
  });
});

describe("channels with more than a few pages of messages", () => {
  it("are let go, the fullest first, until the next page may hold what is left", async () => {
    const index = new Index([
      ...inChannel("quiet", [100]),
      ...inChannel("busy", range(90, 200)),
      ...inChannel("lively", [...range(15), 297, 298, 299]),
      ...inChannel("calm", [2, 300]),
    ]);
    await index.find();
    expect(index.totals).toEqual([111]);
    expect(index.released).toEqual([["busy", "lively", "calm", "quiet"]]);
    expect([index.group.isComplete, index.queries.length]).toEqual([true, 1]);
  });

  it("are kept where the others leave enough for a page", async () => {
    const many = range(10).map((at) => inChannel(`quiet-${at}`, [at]));
    const index = new Index([...many.flat(), ...inChannel("busy", range(95, 200))]);
    await index.find();
    expect(index.released.flat()).toContain("busy");
    const kept = index.queries[1]!.in;
    expect(kept).toHaveLength(2);
    expect(kept.every((id) => id.startsWith("quiet-"))).toBe(true);
    expect(index.released.flat()).toHaveLength(9);
    expect(index.group.isComplete).toBe(true);
  });

  it("are left alone where those that were kept have as many themselves", async () => {
    const quiet = range(8).map((at) => inChannel(`quiet-${at}`, [at]));
    const index = new Index([
      ...inChannel("busy", range(20, 1000)),
      ...quiet.flat(),
      ...inChannel("lively", range(120, 200)),
    ]);
    await index.find();
    expect(index.queries.map((query) => query.in.length)).toEqual([10, 1]);
    expect([index.queries[1]!.in, index.group.isComplete]).toEqual([["lively"], false]);
  });

  it("are kept with eighty left after the first page, and with one more are not", async () => {
    const kept = new Index(inChannel("a", range(100)));
    await kept.find();
    expect([kept.released, kept.found]).toEqual([[], 100]);
    const over = new Index(inChannel("a", range(101)));
    await over.find();
    expect(over.released).toEqual([["a"]]);
  });

  it("are let go with more than a page left where the first page is all of one second", async () => {
    const kept = new Index([...inChannel("a", range(20)), ...inChannel("b", times(20, 90))]);
    await kept.find();
    expect([kept.released, kept.found]).toEqual([[], 40]);
    const over = new Index([...inChannel("a", range(21)), ...inChannel("b", times(20, 90))]);
    await over.find();
    expect([over.released, over.found]).toEqual([[["b"]], 41]);
  });
});
