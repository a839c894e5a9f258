/** How much of each channel the member has not looked at yet. */
import { signal } from "@preact/signals";
import type { ChannelListEntry } from "../../../pumble";

/** Messages that came in while the page was open, by channel. */
export const unread = signal<ReadonlyMap<string, number>>(new Map());

/** Channels that were looked at since the list of channels was read. */
const seen = signal<ReadonlySet<string>>(new Set());

/** One more message in a channel that is not open. */
export function addUnread(channelId: string): void {
  unread.value = new Map(unread.value).set(channelId, (unread.value.get(channelId) ?? 0) + 1);
}

/** The channel has been looked at. */
export function clearUnread(channelId: string): void {
  if (!seen.value.has(channelId)) seen.value = new Set(seen.value).add(channelId);
  if (!unread.value.has(channelId)) return;
  const next = new Map(unread.value);
  next.delete(channelId);
  unread.value = next;
}

/** Forgets what was counted here; the workspace's own read marks come with the list of channels. */
export function forgetUnread(): void {
  unread.value = new Map();
  seen.value = new Set();
}

/** Whether something came after the member's read mark; a channel without messages has its creation as the last one. */
export function isUnread({ channel }: ChannelListEntry): boolean {
  if (unread.value.has(channel.id)) return true;
  if (seen.value.has(channel.id) || channel.isMember === false || channel.isArchived) return false;
  const readUntilMs = Math.max(channel.lastMarkTimestampMilli ?? 0, channel.timestampMilli ?? 0);
  return (channel.lastMessageTimestampMilli ?? 0) > readUntilMs;
}
