/** Who is in which channel, and who may see it. */
import { notAllowed, notFound } from "../failure";
import type { ChannelRecord, MembershipRecord } from "../state/records";
import type { Actor, Workspace } from "./workspace";

/** Member ids in join order. */
export function memberIds(workspace: Workspace, channelId: string): string[] {
  const { memberships, membershipsByChannel } = workspace.db;
  return memberships.all(membershipsByChannel.of(channelId)).map((entry) => entry.userId);
}

export function membership(
  workspace: Workspace,
  channelId: string,
  userId: string,
): MembershipRecord | undefined {
  const id = workspace.db.membershipsByPair.first(`${channelId}:${userId}`);
  return id === undefined ? undefined : workspace.db.memberships.get(id);
}

export function isMember(workspace: Workspace, channelId: string, userId: string): boolean {
  return membership(workspace, channelId, userId) !== undefined;
}

/** Public channels can be seen by everybody but guests, all others by their members alone. */
export function canSee(workspace: Workspace, channel: ChannelRecord, userId: string): boolean {
  if (isMember(workspace, channel.id, userId)) return true;
  const isGuest = workspace.db.users.get(userId)?.role.startsWith("GUEST") ?? true;
  return channel.channelType === "PUBLIC" && !isGuest;
}

/** The channel, if the actor may see it; 404 otherwise, as for one that does not exist. */
export function visibleChannel(workspace: Workspace, actor: Actor, channelId: string): ChannelRecord {
  const channel = workspace.channel(channelId);
  if (!canSee(workspace, channel, actor.userId)) throw notFound();
  return channel;
}

/** A channel that the actor sees and that is not archived. A private one is only seen by members. */
export function writableChannel(workspace: Workspace, actor: Actor, channelId: string): ChannelRecord {
  const channel = visibleChannel(workspace, actor, channelId);
  if (channel.isArchived) throw notAllowed("Channel is archived");
  if (channel.channelType !== "PUBLIC" && !isMember(workspace, channelId, actor.userId)) throw notFound();
  return channel;
}

/** Adds without a word; the caller has checked everything and tells of it. Nothing happens to one who is in already. */
export function enroll(
  workspace: Workspace,
  channelId: string,
  userId: string,
  addedById: string | null,
): boolean {
  if (isMember(workspace, channelId, userId)) return false;
  workspace.db.memberships.put({
    id: workspace.ids.next(),
    channelId,
    userId,
    addedById,
    lastMarkAt: 0,
    isHidden: false,
  });
  return true;
}
