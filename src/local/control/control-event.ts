/** What the control API tells of what happens: everything, to nobody in particular. */
import type { WorkspaceEvent } from "../core/workspace/events";
import { channelEntryFor, messageFor } from "../core/workspace/wire";
import type { Workspace } from "../core/workspace/workspace";

/** The event as JSON with objects in their wire shape; an ephemeral message names its `recipients`. */
export function controlEvent(workspace: Workspace, event: WorkspaceEvent): object {
  switch (event.type) {
    case "message.created":
    case "message.updated":
      return { ...event, message: messageFor(workspace, event.message, event.message.authorId) };
    case "message.deleted": {
      const { channelId, id: messageId, threadRootId } = event.message;
      return { type: event.type, channelId, messageId, threadRootId };
    }
    case "reaction.added":
    case "reaction.removed": {
      const { type, userId, code, message } = event;
      return { type, userId, code, messageId: message.id, channelId: message.channelId };
    }
    case "ephemeral":
    case "ephemeral.updated": {
      const { message, sendToUserIds: recipients } = event.ephemeral;
      return { type: event.type, recipients, message: messageFor(workspace, message, message.authorId) };
    }
    case "channel.created":
    case "channel.updated":
    case "channel.archived":
    case "channel.deleted":
    case "membership.added":
    case "membership.removed": {
      const { channel, wasPublic: _, ...rest } = { wasPublic: undefined, ...event };
      return { ...rest, entry: channelEntryFor(workspace, channel, channel.creatorId) };
    }
    default:
      return event;
  }
}
