/** Workspace events in the short keys that apps are sent. */
import type { EventType } from "../../../platform";
import type { Scope, User } from "../../../pumble";
import type { ChannelRecord, Json, MessageRecord } from "../../core/state/records";
import type { WorkspaceEvent } from "../../core/workspace/events";
import { memberIds } from "../../core/workspace/members";
import { affectedUsers, blocksOf, isoTime, messageFor } from "../../core/workspace/wire";
import type { Workspace } from "../../core/workspace/workspace";

/** An event on its way to apps. */
export interface AppEvent {
  eventType: EventType;
  body: Json;
  /** What an app, or a member for it, must have granted to hear of it; null for events about the app itself. */
  scope: Scope | null;
  /** Only those who can see this channel hear of it. */
  channel: ChannelRecord | null;
  /** Who could see it, when the channel cannot tell any more. */
  seenBy?: string[];
  /** Only this app hears of it. */
  appId?: string;
}

/** The app event that a workspace event is, or null for those that apps are not told of. */
export function appEventOf(workspace: Workspace, event: WorkspaceEvent): AppEvent | null {
  const wId = workspace.record.id;
  const common = { wId, rid: workspace.ids.secret("event", 12) };
  switch (event.type) {
    case "message.created":
      return messageEvent(workspace, "NEW_MESSAGE", event.message, common);
    case "message.updated":
      return messageEvent(workspace, "UPDATED_MESSAGE", event.message, common);
    case "reaction.added": {
      const { message, userId, code } = event;
      return {
        eventType: "REACTION_ADDED",
        scope: "reaction:read",
        channel: workspace.db.channels.get(message.channelId) ?? null,
        body: {
          ...common,
          ...{ cId: message.channelId, mId: message.id, mat: message.authorId, uId: userId, rc: code },
          ty: "REACTION_ADDED",
        },
      };
    }
    case "channel.created":
    case "channel.archived":
    case "channel.deleted":
      return channelEvent(workspace, event, common);
    case "user.joined":
      return userEvent("WORKSPACE_USER_JOINED", event.user, common);
    case "user.updated": {
      const more = { puE: event.previousEmail, cb: event.actorId, atz: event.user.automaticallyTimeZone };
      return userEvent("WORKSPACE_USER_UPDATED", event.user, { ...common, ...more });
    }
    case "group.created":
    case "group.updated":
      return groupEvent(event, common);
    case "app.unauthorized":
      return aboutApp("APP_UNAUTHORIZED", event.appId, event.details);
    case "app.uninstalled":
      return aboutApp("APP_UNINSTALLED", event.appId, event.details);
    default:
      return null;
  }
}

function messageEvent(
  workspace: Workspace,
  eventType: "NEW_MESSAGE" | "UPDATED_MESSAGE",
  record: MessageRecord,
  common: Json,
): AppEvent {
  const { id, channelId, authorId, text, at } = record;
  const message = messageFor(workspace, record, authorId);
  const inlines = JSON.stringify(blocksOf(record));
  const groups = [...inlines.matchAll(/"usergroup_id":"([0-9a-f]{24})"/g)].map((match) => match[1]!);
  const body: Json = {
    ...common,
    ...{ mId: id, cId: channelId, aId: authorId, tx: text, bl: message.blocks, ty: eventType },
    ...{ trId: record.threadRootId ?? "", stc: record.alsoSentToChannel },
    trMt: message.threadReplyInfo?.rootText ?? "",
    ...{ ts: isoTime(at), tsm: at, st: record.subtype, lId: message.localId },
    ...{ att: message.attachments, sm: message.sharedMessage, mm: message.meta },
    md: [...new Set([...inlines.matchAll(/"user_id":"([0-9a-f]{24})"/g)].map((match) => match[1]!))],
    mc: inlines.includes('"type":"broadcast"') ? memberIds(workspace, channelId) : [],
    mu: [...new Set(workspace.db.groups.all(groups).flatMap((group) => group.workspaceUserIds ?? []))],
    ...{ au: affectedUsers(record), e: record.edited, eph: false },
  };
  // Seen live: a file without a caption arrives without `f`.
  if (text !== "") body.f = message.files;
  return {
    eventType,
    scope: "messages:read",
    channel: workspace.db.channels.get(channelId) ?? null,
    body,
  };
}

type ChannelEvent = Extract<
  WorkspaceEvent,
  { type: "channel.created" | "channel.archived" | "channel.deleted" }
>;

function channelEvent(workspace: Workspace, event: ChannelEvent, common: Json): AppEvent {
  const { channel } = event;
  const base = { scope: "channels:read", channel } as const;
  const cId = channel.id;
  if (event.type === "channel.created") {
    const members = memberIds(workspace, cId);
    const fields = { cId, cN: channel.name, cU: members, cT: channel.channelType, ty: "CHANNEL_CREATED" };
    return { ...base, eventType: "CHANNEL_CREATED", body: { ...common, ...fields } };
  }
  if (event.type === "channel.archived") {
    const fields = { m: memberIds(workspace, cId), cId, v: true, ty: "CHANNEL_ARCHIVED", uId: event.actorId };
    return { ...base, eventType: "CHANNEL_ARCHIVED", body: { ...common, ...fields } };
  }
  const fields = { m: event.memberIds, cId, ty: "CHANNEL_DELETED" };
  const body = { ...common, ...fields };
  return { ...base, eventType: "CHANNEL_DELETED", body, seenBy: event.memberIds };
}

function userEvent(
  eventType: "WORKSPACE_USER_JOINED" | "WORKSPACE_USER_UPDATED",
  user: User,
  common: Json,
): AppEvent {
  const status = user.customStatus;
  const body = {
    ...common,
    ...{ uN: user.name, uE: user.email, uId: user.id, ty: eventType, tz: user.timeZoneId },
    ...{ afp: user.avatar?.fullPath ?? "", asp: user.avatar?.scaledPath ?? "" },
    // When notifications are snoozed until: nobody can do that here.
    ...{
      sts: "0",
      au: String(user.activeUntil ?? 0),
      ib: user.invitedBy ?? "",
      st: user.status,
      pt: user.title,
      pp: user.phone,
      ro: user.role,
    },
    cs: status && {
      ...{ st: status.status, co: status.code, ex: status.expiration },
      ea: String(status.expiresAt ?? 0),
      su: status.showUntil,
    },
  };
  return { eventType, scope: "user:read", channel: null, body };
}

type GroupEvent = Extract<WorkspaceEvent, { type: "group.created" | "group.updated" }>;

function groupEvent(event: GroupEvent, common: Json): AppEvent {
  const { group } = event;
  const isNew = event.type === "group.created";
  const eventType = isNew ? "WORKSPACE_USER_GROUP_CREATED" : "WORKSPACE_USER_GROUP_UPDATED";
  const body = {
    ...common,
    ...{ cbId: group.createdBy, id: group.id, n: group.name, h: group.handle, d: group.description ?? "" },
    ...{ di: group.disabled, uIds: group.workspaceUserIds, cIds: [], ty: eventType },
    ...(event.type === "group.updated" ? { uId: event.actorId } : {}),
  };
  return { eventType, scope: "group:read", channel: null, body };
}

function aboutApp(eventType: "APP_UNAUTHORIZED" | "APP_UNINSTALLED", appId: string, body: Json): AppEvent {
  return { eventType, scope: null, channel: null, body, appId };
}
