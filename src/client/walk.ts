/**
 * Walks through lists of any length. Pumble's cursors are loosely documented: whether they are inclusive is known for
 * some lists only. So every walk drops what it has seen, and stops with an error rather than miss something.
 */
import type { Message, OperationInput, OperationName, ScheduledMessage, SearchResult } from "../pumble";
import type { CallOptions, Calls } from "./calls";
import { PumbleContractError } from "./errors";

/** A message that a search found. */
export type SearchHit = SearchResult["content"][number];
type Walk<Name extends OperationName> = Omit<OperationInput<Name>, "cursor" | "strategy">;

const pageMax = 200;
const searchPageMax = 20;

/** Keeps what was not seen before. */
function unseen(): <Item extends { id: string }>(items: readonly Item[]) => Item[] {
  const seen = new Set<string>();
  return (items) => items.filter(({ id }) => !seen.has(id) && seen.add(id));
}

/**
 * A page, newest first, whichever way the server runs it.
 * @param documented the way it should run; decides where times are equal
 */
function newestFirst(page: readonly Message[], documented: "up" | "down"): Message[] {
  const rise = (page.at(-1)?.timestampMilli ?? 0) - (page[0]?.timestampMilli ?? 0);
  const up = rise === 0 ? documented === "up" : rise > 0;
  return up ? page.toReversed() : [...page];
}

function stuck(operation: OperationName, action: string): PumbleContractError {
  const detail = "paging does not advance, the same items come again";
  return new PumbleContractError({ operation, action, detail });
}

/** One page of a list. */
interface Page<Item> {
  /** In the order of the walk. */
  items: readonly Item[];
  /** Whether the server has more; undefined when it does not say. */
  more: boolean | undefined;
}

/** One list to walk through. */
interface List<Item> {
  /** Size of a page. */
  limit: number | undefined;
  load(place: { limit: number; cursor?: string }): Promise<Page<Item>>;
  /** What is thrown when the server says that there is more and does not give it. */
  stuck(): PumbleContractError;
}

/** A page of nothing new may be an inclusive cursor among equals: then larger pages are asked for, up to the largest. */
async function* walk<Item extends { id: string }>({ limit, load, stuck }: List<Item>): AsyncGenerator<Item> {
  const fresh = unseen();
  let size = limit ?? pageMax;
  let cursor: string | undefined;
  for (;;) {
    const { items, more } = await load({ limit: size, ...(cursor && { cursor }) });
    const news = fresh(items);
    yield* news;
    if (more === false) return;
    if (news.length > 0) cursor = items.at(-1)!.id;
    else if (size < pageMax) size = Math.min(pageMax, size * 2);
    else if (more) throw stuck();
    else return;
  }
}

/**
 * All messages of a channel, newest first.
 * @param input `limit` is the size of a page, default 200
 * @throws {PumbleContractError} when the server says that there is more and does not give it
 */
export function allMessages(
  calls: Calls,
  input: Walk<"listMessages">,
  options?: CallOptions,
): AsyncGenerator<Message> {
  return walk({
    limit: input.limit,
    async load({ limit, cursor }) {
      const place = cursor ? { cursor, strategy: "BEFORE" as const } : {};
      const page = await calls.listMessages({ ...input, limit, ...place }, options);
      const items = newestFirst(page.messages, "up");
      return { items, more: items.length === 0 ? false : (page.hasMoreBefore ?? undefined) };
    },
    stuck: () => stuck("listMessages", "walk through the messages"),
  });
}

/**
 * All replies of a thread, newest first. A page that is not full is the last.
 * @param input `limit` is the size of a page, default 200
 */
export function allThreadReplies(
  calls: Calls,
  input: Walk<"fetchThreadReplies">,
  options?: CallOptions,
): AsyncGenerator<Message> {
  return walk({
    limit: input.limit,
    async load(place) {
      const items = newestFirst(await calls.fetchThreadReplies({ ...input, ...place }, options), "down");
      return { items, more: items.length < place.limit ? false : undefined };
    },
    stuck: () => stuck("fetchThreadReplies", "walk through the replies"),
  });
}

/**
 * All scheduled messages of the key's owner, in the server's order.
 * @param input `limit` is the size of a page, default 200
 * @throws {PumbleContractError} when the server says that there is more and does not give it
 */
export function allScheduledMessages(
  calls: Calls,
  input: Walk<"fetchScheduledMessages"> = {},
  options?: CallOptions,
): AsyncGenerator<ScheduledMessage> {
  return walk({
    limit: input.limit,
    async load(place) {
      const page = await calls.fetchScheduledMessages({ ...input, ...place }, options);
      return { items: page.scheduledMessages, more: page.hasMore ?? false };
    },
    stuck: () => stuck("fetchScheduledMessages", "walk through the scheduled messages"),
  });
}

/**
 * All hits of a search, newest first. Search has no cursor: each page asks for what is not newer than the oldest hit
 * so far. More than 20 hits within one second are more than one page can hold; the rest of that second is then left
 * out, for there is no way to ask for it.
 */
export async function* allSearchHits(
  calls: Calls,
  input: Walk<"searchMessages">,
  options?: CallOptions,
): AsyncGenerator<SearchHit> {
  const fresh = unseen();
  let beforeTs = input.beforeTs;
  let idle = false;
  for (;;) {
    const limit = idle ? searchPageMax : (input.limit ?? searchPageMax);
    const query = { ...input, limit, strategy: "NEWEST" as const, ...(beforeTs && { beforeTs }) };
    const page = await calls.searchMessages(query, options);
    const news = fresh(page.content);
    yield* news;
    if (!page.hasMore || page.content.length === 0) return;
    if (idle && news.length === 0) throw stuck("searchMessages", "walk through the hits");
    idle = news.length === 0;
    const earliest = Math.min(...page.content.map((hit) => hit.timestampMilli));
    // `beforeTs` is strict and times are whole seconds: one more asks for the edge's own second again.
    beforeTs = idle ? earliest : earliest + 1;
  }
}
