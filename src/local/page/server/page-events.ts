/** What one member's page hears of what happens. */

import { clockShown } from "../../control/clock";
import type { ChannelRecord } from "../../core/state/records";
import type { WorkspaceEvent } from "../../core/workspace/events";
import { canSee } from "../../core/workspace/members";
import { listUsers } from "../../core/workspace/users";
import { channelEntryFor } from "../../core/workspace/wire";
import type { Workspace } from "../../core/workspace/workspace";
import type { PageApp, PageEvent, PageView } from "../contract";
import { pageMessage } from "./page-message";

/** The installed apps with what a page can offer of them. */
export function pageApps(workspace: Workspace): PageApp[] {
  return [...workspace.db.installations.values()].flatMap(({ id, botId }) => {
    const app = workspace.db.apps.get(id);
    if (!app) return [];
    const { displayName, slashCommands, shortcuts } = app.manifest;
    return {
      id,
      name: displayName,
      botId,
      slashCommands: slashCommands.map(({ command, description = "", usageHint = "" }) => ({
        ...{ command, description, usageHint },
      })),
      shortcuts: shortcuts.map(({ name, displayName, description = "", shortcutType: type }) => ({
        ...{ name, displayName, description, type },
      })),
    };
  });
}

/** The page events that this member may see of a workspace event; none for what is not theirs. */
export function pageEventsFor(workspace: Workspace, event: WorkspaceEvent, userId: string): PageEvent[] {
  switch (event.type) {
    case "message.created":
    case "message.updated":
    case "message.deleted":
    case "reaction.added":
    case "reaction.removed":
      return messageEvents(workspace, event, userId);
    case "ephemeral":
    case "ephemeral.updated": {
      const { message, sendToUserIds } = event.ephemeral;
      if (!sendToUserIds.includes(userId)) return [];
      const appName = workspace.db.apps.get(message.viaAppId ?? "")?.manifest.displayName ?? null;
      return [{ type: event.type, message: pageMessage(workspace, message, userId), appName }];
    }
    case "ephemeral.deleted": {
      const { type, channelId, messageId } = event;
      return event.userIds.includes(userId) ? [{ type, channelId, messageId }] : [];
    }
    case "modal":
      return event.userId === userId
        ? [{ type: "modal", action: event.action, appId: event.appId, view: pageView(event.view) }]
        : [];
    case "modal.closed":
      return event.userId === userId ? [{ type: "modal", action: "CLOSE", viewId: event.viewId }] : [];
    case "interaction.completed":
      return event.userId === userId ? [{ type: event.type, sourceId: event.sourceId }] : [];
    case "channel.read":
      return event.userId === userId ? [{ type: event.type, channelId: event.channelId }] : [];
    case "home.published":
      return event.userId === userId
        ? [{ type: "home", appId: event.appId, view: pageView(event.view) }]
        : [];
    case "clock.changed":
      return [{ type: "clock", clock: clockShown(workspace.clock) }];
    case "reset":
      return [{ type: "reset" }];
    default:
      return surroundings(workspace, event, userId);
  }
}

type MessageEvent = Extract<WorkspaceEvent, { message: unknown }>;

function messageEvents(workspace: Workspace, event: MessageEvent, userId: string): PageEvent[] {
  const { message } = event;
  const channel = workspace.db.channels.get(message.channelId);
  if (!channel || !canSee(workspace, channel, userId)) return [];
  const { channelId, id: messageId, threadRootId } = message;
  if (event.type === "reaction.added" || event.type === "reaction.removed") {
    return [{ type: "reaction.changed", channelId, messageId, reactions: message.reactions }];
  }
  if (event.type === "message.updated") {
    return [{ type: "message.updated", message: pageMessage(workspace, message, userId) }];
  }
  const root = threadRootId ? workspace.db.messages.get(threadRootId) : undefined;
  const ofRoot: PageEvent[] = root
    ? [{ type: "message.updated", message: pageMessage(workspace, root, userId) }]
    : [];
  if (event.type === "message.created") {
    return [{ type: "message.created", message: pageMessage(workspace, message, userId) }, ...ofRoot];
  }
  const tombstone = event.tombstone ? pageMessage(workspace, event.tombstone, userId) : null;
  const deleted: PageEvent = {
    type: "message.deleted",
    channelId,
    messageId,
    threadRootId,
    message: tombstone,
  };
  return [deleted, ...ofRoot];
}

function surroundings(workspace: Workspace, event: WorkspaceEvent, userId: string): PageEvent[] {
  switch (event.type) {
    case "channel.created":
      return channelEvent(workspace, "channel.created", event.channel, userId);
    case "channel.updated": {
      const sawIt = event.wasPublic && canSee(workspace, { ...event.channel, channelType: "PUBLIC" }, userId);
      const isGone = sawIt && !canSee(workspace, event.channel, userId);
      if (isGone) return [{ type: "channel.removed", channelId: event.channel.id }];
      return channelEvent(workspace, "channel.updated", event.channel, userId);
    }
    case "channel.archived":
      return channelEvent(workspace, "channel.updated", event.channel, userId);
    case "membership.added": {
      const type = event.userIds.includes(userId) ? "channel.created" : "channel.updated";
      return channelEvent(workspace, type, event.channel, userId);
    }
    case "membership.removed": {
      const left = event.userIds.includes(userId) && !canSee(workspace, event.channel, userId);
      if (left) return [{ type: "channel.removed", channelId: event.channel.id }];
      return channelEvent(workspace, "channel.updated", event.channel, userId);
    }
    case "channel.deleted": {
      const seen = event.channel.channelType === "PUBLIC" || event.memberIds.includes(userId);
      return seen ? [{ type: "channel.removed", channelId: event.channel.id }] : [];
    }
    case "user.joined":
    case "user.updated":
      return [{ type: "members.changed", members: listUsers(workspace) }];
    case "group.created":
    case "group.updated":
      return [{ type: "groups.changed", groups: [...workspace.db.groups.values()] }];
    case "app.installed":
    case "app.registered":
    case "app.uninstalled":
      return [
        { type: "apps.changed", apps: pageApps(workspace) },
        { type: "members.changed", members: listUsers(workspace) },
      ];
    default:
      return [];
  }
}

function channelEvent(
  workspace: Workspace,
  type: "channel.created" | "channel.updated",
  channel: ChannelRecord,
  userId: string,
): PageEvent[] {
  const now = workspace.db.channels.get(channel.id) ?? channel;
  return canSee(workspace, now, userId) ? [{ type, entry: channelEntryFor(workspace, now, userId) }] : [];
}

function pageView(view: object): PageView {
  return view as unknown as PageView;
}
