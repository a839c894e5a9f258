/** What a member has not read. */
import { membership } from "./members";
import { speaksTo } from "./speaks-to";
import { blocksOf } from "./wire";
import type { Workspace } from "./workspace";

/** Of one channel. */
export interface Unread {
  channelId: string;
  /** Messages of others, without what Pumble itself says. */
  count: number;
  /** How many of them speak to the member. */
  mentions: number;
  /** The last message that was read; empty when none was. */
  lastReadId: string;
}

/** Every channel of the member in which something is unread. */
export function unreadOf(workspace: Workspace, userId: string): Unread[] {
  const { db } = workspace;
  const groupIds = [...db.groups.values()]
    .filter((group) => group.workspaceUserIds?.includes(userId))
    .map((group) => group.id);
  return [...db.memberships.all(db.membershipsByUser.of(userId))].flatMap((entry) => {
    const { channelId, lastMarkAt } = entry;
    const timeline = db.timelines.of(channelId);
    // Ids ascend: what is older than the membership was never the member's to read.
    const lastReadId = entry.lastReadId ?? (lastMarkAt > 0 ? readBefore(timeline, lastMarkAt) : "");
    const from = lastReadId > entry.id ? lastReadId : entry.id;
    let [count, mentions] = [0, 0];
    for (let at = timeline.length - 1; at >= 0 && timeline[at]!.id > from; at -= 1) {
      const message = timeline[at]!;
      if (message.authorId === userId || message.subtype !== "" || message.deleted) continue;
      count += 1;
      if (speaksTo(blocksOf(message), userId, groupIds)) mentions += 1;
    }
    return count > 0 ? [{ channelId, count, mentions, lastReadId }] : [];
  });
}

/** Marks the channel as read up to its newest message. */
export function markRead(workspace: Workspace, userId: string, channelId: string): void {
  const entry = membership(workspace, channelId, userId);
  if (!entry) return;
  const lastReadId = workspace.db.timelines.of(channelId).at(-1)?.id ?? "";
  if (entry.lastReadId === lastReadId) return;
  workspace.change(() => {
    workspace.db.memberships.put({ ...entry, lastReadId, lastMarkAt: workspace.clock.now() });
    workspace.emit({ type: "channel.read", channelId, userId });
  });
}

/** Of a mark from before ids were kept: everything up to its second. */
function readBefore(timeline: readonly { id: string; at: number }[], markAt: number): string {
  return timeline.findLast((message) => message.at <= markAt)?.id ?? "";
}
