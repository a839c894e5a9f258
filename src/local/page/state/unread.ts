/** How much of each channel the member has not looked at yet, and where the new begins. */
import { signal } from "@preact/signals";
import type { Message } from "../../../pumble";
import { speaksTo } from "../../core/workspace/speaks-to";
import type { PageUnread } from "../contract";
import { keepValue, keptValue } from "./kept";

/** Of one channel: how many messages, how many of them speak to the member. */
export type Count = Pick<PageUnread, "count" | "mentions">;

/** By channel; nothing where everything was read. */
export const unread = signal<ReadonlyMap<string, Count>>(new Map());

/** By channel: the last message that had been read when the channel was opened. New messages follow it. */
export const newSince = signal<ReadonlyMap<string, string>>(new Map());

/** By channel, as the workspace told: up to where it was read. */
let readUntil = new Map<string, string>();

const storeKey = "pumble.new-since";

/** Takes in what the workspace counted. */
export function takeUnread(list: readonly PageUnread[]): void {
  unread.value = new Map(list.map(({ channelId, count, mentions }) => [channelId, { count, mentions }]));
  readUntil = new Map(list.map(({ channelId, lastReadId }) => [channelId, lastReadId]));
}

/** One more message in a channel that is not open. */
export function addUnread(message: Message, userId: string, groupIds: readonly string[]): void {
  const { channelId, blocks } = message;
  const { count, mentions } = unread.value.get(channelId) ?? { count: 0, mentions: 0 };
  const toMe = speaksTo(blocks ?? [], userId, groupIds) ? 1 : 0;
  unread.value = new Map(unread.value).set(channelId, { count: count + 1, mentions: mentions + toMe });
}

/** The channel has been looked at. What was new in it stays marked until one leaves. */
export function clearUnread(channelId: string): void {
  if (!unread.value.has(channelId)) return;
  const next = new Map(unread.value);
  next.delete(channelId);
  unread.value = next;
}

function put(memberId: string, next: ReadonlyMap<string, string>): void {
  newSince.value = next;
  keepValue("sessionStorage", storeKey, { memberId, entries: [...next] });
}

/** One opens a channel: where its new messages begin is kept through a reload, and forgotten for all others. */
export function openUnread(memberId: string, channelId: string | null, newestId: string | undefined): void {
  const kept = newSince.value.get(channelId ?? "") ?? stored(memberId).get(channelId ?? "");
  const since = unread.value.has(channelId ?? "") ? (readUntil.get(channelId ?? "") ?? newestId) : kept;
  put(memberId, channelId && since !== undefined ? new Map([[channelId, since]]) : new Map());
}

/** The member has written: from here on nothing is new. */
export function endNew(memberId: string): void {
  if (newSince.value.size > 0) put(memberId, new Map());
}

function stored(memberId: string): Map<string, string> {
  const found = keptValue<{ memberId: string; entries: [string, string][] }>("sessionStorage", storeKey);
  return new Map(found?.memberId === memberId ? found.entries : []);
}

/** Forgets what was counted here, for another member or a workspace that was seeded anew. */
export function forgetUnread(): void {
  unread.value = new Map();
  newSince.value = new Map();
  readUntil = new Map();
}
