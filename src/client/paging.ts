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

/**
 * All messages of a channel, newest first.
 * @param input `limit` is the size of a page, default 200
 * @throws {PumbleContractError} when the server says that there is more and does not give it
 */
export async function* allMessages(
  calls: Calls,
  input: Walk<"listMessages">,
  options?: CallOptions,
): AsyncGenerator<Message> {
  const fresh = unseen();
  let limit = input.limit ?? pageMax;
  let cursor: string | undefined;
  for (;;) {
    const place = cursor ? { cursor, strategy: "BEFORE" as const } : {};
    const page = await calls.listMessages({ ...input, limit, ...place }, options);
    const messages = newestFirst(page.messages, "up");
    const news = fresh(messages);
    yield* news;
    if (page.hasMoreBefore === false || messages.length === 0) return;
    if (news.length > 0) cursor = messages.at(-1)!.id;
    else if (page.hasMoreBefore !== true) return;
    else if (limit < pageMax) limit = Math.min(pageMax, limit * 2);
    else throw stuck("listMessages", "walk through the messages");
  }
}

/**
 * All replies of a thread, newest first. A page that is not full is the last.
 * @param input `limit` is the size of a page, default 200
 */
export async function* allThreadReplies(
  calls: Calls,
  input: Walk<"fetchThreadReplies">,
  options?: CallOptions,
): AsyncGenerator<Message> {
  const fresh = unseen();
  let limit = input.limit ?? pageMax;
  let cursor: string | undefined;
  for (;;) {
    const page = await calls.fetchThreadReplies({ ...input, limit, ...(cursor && { cursor }) }, options);
    const replies = newestFirst(page, "down");
    const news = fresh(replies);
    yield* news;
    if (replies.length < limit) return;
    if (news.length > 0) cursor = replies.at(-1)!.id;
    else if (limit < pageMax) limit = Math.min(pageMax, limit * 2);
    else return;
  }
}

/**
 * All scheduled messages of the key's owner, in the server's order.
 * @param input `limit` is the size of a page, default 200
 * @throws {PumbleContractError} when the server says that there is more and does not give it
 */
export async function* allScheduledMessages(
  calls: Calls,
  input: Walk<"fetchScheduledMessages"> = {},
  options?: CallOptions,
): AsyncGenerator<ScheduledMessage> {
  const fresh = unseen();
  let limit = input.limit ?? pageMax;
  let cursor: string | undefined;
  for (;;) {
    const page = await calls.fetchScheduledMessages({ ...input, limit, ...(cursor && { cursor }) }, options);
    const news = fresh(page.scheduledMessages);
    yield* news;
    if (!page.hasMore) return;
    if (news.length > 0) cursor = page.scheduledMessages.at(-1)!.id;
    else if (limit < pageMax) limit = Math.min(pageMax, limit * 2);
    else throw stuck("fetchScheduledMessages", "walk through the scheduled messages");
  }
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
