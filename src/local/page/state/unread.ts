/** How many messages came into each channel since the member last looked at it. */
import { signal } from "@preact/signals";

export const unread = signal<ReadonlyMap<string, number>>(new Map());

/** One more message in a channel that is not open. */
export function addUnread(channelId: string): void {
  const next = new Map(unread.value);
  next.set(channelId, (next.get(channelId) ?? 0) + 1);
  unread.value = next;
}

/** The channel has been looked at. */
export function clearUnread(channelId: string): void {
  if (!unread.value.has(channelId)) return;
  const next = new Map(unread.value);
  next.delete(channelId);
  unread.value = next;
}

/** Forgets all counts. */
export function forgetUnread(): void {
  unread.value = new Map();
}
