/** Pinned messages of a channel. */
import { notFound } from "../failure";
import type { ChannelRecord } from "../state/records";
import { visibleMessage } from "./messages";
import type { Actor, Workspace } from "./workspace";

/** Pins a message to its channel, once. */
export function pinMessage(workspace: Workspace, actor: Actor, messageId: string): ChannelRecord {
  const channel = channelOf(workspace, actor, messageId);
  if (channel.pinned.some((pin) => pin.messageId === messageId)) return channel;
  return repin(workspace, channel, [...channel.pinned, { workspaceUserId: actor.userId, messageId }]);
}

/** Takes the pin off again; 404 when there is none. */
export function unpinMessage(workspace: Workspace, actor: Actor, messageId: string): ChannelRecord {
  const channel = channelOf(workspace, actor, messageId);
  const pinned = channel.pinned.filter((pin) => pin.messageId !== messageId);
  if (pinned.length === channel.pinned.length) throw notFound();
  return repin(workspace, channel, pinned);
}

function channelOf(workspace: Workspace, actor: Actor, messageId: string): ChannelRecord {
  const { channelId = "", deleted } = workspace.db.messages.get(messageId) ?? {};
  if (deleted) throw notFound();
  visibleMessage(workspace, actor, { channelId, messageId });
  return workspace.channel(channelId);
}

function repin(workspace: Workspace, channel: ChannelRecord, pinned: ChannelRecord["pinned"]): ChannelRecord {
  return workspace.change(() => {
    const after = workspace.db.channels.put({ ...channel, pinned });
    workspace.emit({ type: "channel.updated", channel: after });
    return after;
  });
}
