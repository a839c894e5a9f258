import { describe, expect, test } from "vitest";
import { type PumbleClient, PumbleContractError } from "../../src/client";
import type { CallOptions } from "../../src/client/calls";
import type { Message } from "../../src/pumble";
import { general, message, messageId } from "./fixtures";
import { failure, setUp } from "./set-up";
import type { Handler } from "./wire-server";

const bench = setUp();

async function idsOf(walk: AsyncIterable<{ id: string }>): Promise<string[]> {
  const ids: string[] = [];
  for await (const item of walk) ids.push(item.id);
  return ids;
}

const newestFirst = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => messageId(count - 1 - n));

/** listMessages over so many messages, in the variants that the loose documentation leaves open. */
function channelOf(
  count: number,
  { inclusive = false, descending = false, flags = true, second = 1 } = {},
): Handler {
  const all = Array.from({ length: count }, (_, n) =>
    message(n, { timestampMilli: 1_767_603_600_000 + Math.floor(n / second) * 1000 }),
  );
  return ({ query }) => {
    const end = query.cursor ? all.findIndex(({ id }) => id === query.cursor) + (inclusive ? 1 : 0) : count;
    const start = Math.max(0, end - Number(query.limit ?? 100));
    const messages = all.slice(start, end);
    if (descending) messages.reverse();
    return { json: { messages, ...(flags && { hasMoreBefore: start > 0, hasMoreAfter: null }) } };
  };
}

describe("all messages of a channel, each once, newest first", () => {
  test.each([
    ["as documented", {}],
    ["with an inclusive cursor", { inclusive: true }],
    ["with pages that run down", { descending: true }],
    ["with pages that run down and an inclusive cursor", { descending: true, inclusive: true }],
    ["without flags", { flags: false }],
    ["with twelve messages a second", { second: 12 }],
    ["with twelve messages a second and an inclusive cursor", { second: 12, inclusive: true }],
  ])("%s", async (_, variant) => {
    bench.server.on("listMessages", channelOf(57, variant));
    expect(await idsOf(bench.client.allMessages({ channelId: general, limit: 10 }))).toEqual(newestFirst(57));
  });

  test("in pages of one, where an inclusive cursor gives nothing new", async () => {
    bench.server.on("listMessages", channelOf(9, { inclusive: true }));
    expect(await idsOf(bench.client.allMessages({ channelId: general, limit: 1 }))).toEqual(newestFirst(9));
  });

  test("asks for older pages with the oldest message as cursor", async () => {
    bench.server.on("listMessages", channelOf(5));
    await idsOf(bench.client.allMessages({ channelId: general, limit: 3 }));
    expect(bench.server.requests.map(({ query }) => query)).toEqual([
      { channelId: general, limit: "3" },
      { channelId: general, limit: "3", cursor: messageId(2), strategy: "BEFORE" },
    ]);
  });

  test("an empty channel has none", async () => {
    bench.server.on("listMessages", channelOf(0));
    expect(await idsOf(bench.client.allMessages({ channelId: general }))).toEqual([]);
  });

  test("a server that repeats itself is an error, not a loop and not a gap", async () => {
    const page = { messages: [message(1), message(2)], hasMoreBefore: true, hasMoreAfter: null };
    bench.server.on("listMessages", { json: page });
    const walk = idsOf(bench.client.allMessages({ channelId: general }));
    expect((await failure(walk, PumbleContractError)).message).toContain("paging does not advance");
  });

  test("a reader who stops early causes no further request", async () => {
    bench.server.on("listMessages", channelOf(50));
    for await (const { id } of bench.client.allMessages({ channelId: general, limit: 10 })) {
      if (id === messageId(45)) break;
    }
    expect(bench.server.requests).toHaveLength(1);
  });
});

test.each<[string, (client: PumbleClient, options: CallOptions) => AsyncIterable<{ id: string }>]>([
  ["messages", (client, options) => client.allMessages({ channelId: general }, options)],
  [
    "replies",
    (client, options) =>
      client.allThreadReplies({ channelId: general, rootMessageId: messageId(1) }, options),
  ],
  ["scheduled messages", (client, options) => client.allScheduledMessages({}, options)],
  ["hits", (client, options) => client.allSearchHits({ text: "message" }, options)],
])("a walk through %s ends with who walks", async (_, walk) => {
  const signal = AbortSignal.abort(new Error("left"));
  await expect(idsOf(walk(bench.client, { signal }))).rejects.toThrow("left");
  expect(bench.server.requests).toEqual([]);
});

describe("all replies of a thread, each once, newest first", () => {
  const replies = (count: number, { inclusive = true, ascending = false } = {}): Handler => {
    const all = Array.from({ length: count }, (_, n) => message(count - 1 - n));
    return ({ query }) => {
      const at = query.cursor ? all.findIndex(({ id }) => id === query.cursor) + (inclusive ? 0 : 1) : 0;
      const extra = query.cursor && inclusive ? 1 : 0;
      const page: Message[] = all.slice(at, at + Number(query.limit) + extra);
      return { json: ascending ? page.reverse() : page };
    };
  };
  test.each([
    ["with an inclusive cursor, as seen live", {}],
    ["with an exclusive cursor", { inclusive: false }],
    ["with pages that run up", { ascending: true }],
  ])("%s", async (_, variant) => {
    bench.server.on("fetchThreadReplies", replies(23, variant));
    const walk = bench.client.allThreadReplies({
      channelId: general,
      rootMessageId: messageId(99),
      limit: 5,
    });
    expect(await idsOf(walk)).toEqual(newestFirst(23));
  });
});

describe("all scheduled messages", () => {
  const scheduled = (n: number) => ({
    id: messageId(n),
    channelId: general,
    workspaceId: general,
    author: general,
    text: `scheduled ${n}`,
    sendAt: 1_800_000_000_000 + n,
  });

  test("each once, though the cursor's own item comes again", async () => {
    bench.server.on("fetchScheduledMessages", ({ query }) => {
      const start = query.cursor ? [0, 1, 2, 3, 4].findIndex((n) => messageId(n) === query.cursor) : 0;
      const items = [0, 1, 2, 3, 4].slice(start, start + Number(query.limit)).map(scheduled);
      return { json: { scheduledMessages: items, hasMore: start + Number(query.limit) < 5 } };
    });
    const ids = await idsOf(bench.client.allScheduledMessages({ limit: 2 }));
    expect(ids).toEqual([0, 1, 2, 3, 4].map(messageId));
  });

  test("a server that repeats itself is an error", async () => {
    const json = { scheduledMessages: [scheduled(1)], hasMore: true };
    bench.server.on("fetchScheduledMessages", { json });
    await failure(idsOf(bench.client.allScheduledMessages()), PumbleContractError);
  });
});

describe("all hits of a search", () => {
  const search =
    (count: number, second: number): Handler =>
    ({ body }) => {
      const { limit, beforeTs = Number.POSITIVE_INFINITY } = body as { limit: number; beforeTs?: number };
      const all = Array.from({ length: count }, (_, n) => count - 1 - n)
        .map((n) => message(n, { timestampMilli: 1_767_603_600_000 + Math.floor(n / second) * 1000 }))
        .filter((hit) => hit.timestampMilli < beforeTs);
      return {
        json: { content: all.slice(0, limit), totalElements: all.length, hasMore: all.length > limit },
      };
    };

  test("each once, newest first, ties at the edge of a page included", async () => {
    bench.server.on("searchMessages", search(61, 7));
    expect(await idsOf(bench.client.allSearchHits({ text: "message" }))).toEqual(newestFirst(61));
  });

  test("ends where one second holds more than a page can", async () => {
    bench.server.on("searchMessages", search(90, 30));
    const ids = await idsOf(bench.client.allSearchHits({ text: "message" }));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(60);
  });
});
