/** Records as the platform shows them to one viewer. */
import {
  type Channel,
  type ChannelListEntry,
  type Message,
  type ScheduledMessage,
  scheduledMessage,
  textToBlocks,
} from "../../../pumble";
import type { ChannelRecord, Json, MessageRecord, ScheduledRecord } from "../state/records";
import { memberIds, membership } from "./members";
import type { Workspace } from "./workspace";

/** ISO 8601 in UTC; a fraction only when there is one. */
export function isoTime(at: number): string {
  return new Date(at).toISOString().replace(".000Z", "Z");
}

/** All 27 keys of a channel, as this user sees it. */
export function channelFor(workspace: Workspace, channel: ChannelRecord, userId: string): Channel {
  const mine = membership(workspace, channel.id, userId);
  const { isAddonBot, isPumbleBot } = botsIn(workspace, channel, userId);
  const newest = workspace.db.timelines.of(channel.id).at(-1);
  const lastMessageAt = newest?.at ?? channel.createdAt;
  const lastMarkAt = mine?.lastMarkAt ?? 0;
  return {
    addedById: mine?.addedById ?? null,
    channelType: channel.channelType,
    creatorId: channel.creatorId,
    description: channel.description,
    desktopNotificationPreferences: null,
    id: channel.id,
    isAddonBot,
    isArchived: channel.isArchived,
    isHidden: mine?.isHidden ?? false,
    isInitial: channel.isInitial,
    isMain: channel.isMain,
    isMember: mine !== undefined,
    isMuted: false,
    isPumbleBot,
    lastMarkTimestamp: isoTime(lastMarkAt),
    lastMarkTimestampMilli: lastMarkAt,
    lastMessageTimestamp: isoTime(lastMessageAt),
    lastMessageTimestampMilli: lastMessageAt,
    mobileNotificationPreferences: null,
    name: channel.name,
    notifyAboutRepliesInThreads: channel.channelType === "DIRECT",
    postingPermissions: {
      allowThreads: true,
      allowMentions: true,
      postingPermissionsGroup: "EVERYONE",
      workspaceUserIds: [],
    },
    postingPermissionsV2: {
      allowThreads: true,
      allowMentions: true,
      postingPermissionsGroup: "EVERYONE",
      allowedUserIds: [],
      allowedGroupIds: [],
      blockedUserIds: [],
      blockedGroupIds: [],
      blockGuests: false,
    },
    sectionId: "",
    timestamp: isoTime(channel.createdAt),
    timestampMilli: channel.createdAt,
    workspaceId: workspace.record.id,
  };
}

/** Whether a direct channel is one with an app's bot, or with Pumble's own. */
function botsIn(workspace: Workspace, channel: ChannelRecord, userId: string) {
  const others =
    channel.channelType === "DIRECT"
      ? workspace.db.users.all(memberIds(workspace, channel.id).filter((id) => id !== userId))
      : [];
  return {
    isAddonBot: others.length === 1 && others[0]?.isAddonBot === true,
    isPumbleBot: others.length === 1 && others[0]?.isPumbleBot === true,
  };
}

/** The channel with its members and pins. An archived channel shows no members. */
export function channelEntryFor(
  workspace: Workspace,
  channel: ChannelRecord,
  userId: string,
): ChannelListEntry {
  return {
    channel: channelFor(workspace, channel, userId),
    pinnedMessages: channel.pinned,
    users: channel.isArchived ? [] : memberIds(workspace, channel.id),
  };
}

/** A message with every key that live answers have. */
export function messageFor(workspace: Workspace, message: MessageRecord, userId: string): Message {
  const root = message.threadRootId ? workspace.db.messages.get(message.threadRootId) : undefined;
  return {
    id: message.id,
    workspaceId: workspace.record.id,
    channelId: message.channelId,
    author: message.authorId,
    text: message.text,
    timestamp: isoTime(message.at),
    timestampMilli: message.at,
    subtype: message.subtype,
    reactions: message.reactions.map(({ user, code }) => ({ user, code })),
    linkPreviews: [],
    files: (message.files ?? []).map((file) => fileFor(workspace, message, file)),
    attachments: message.attachments ?? [],
    isFollowing: isFollowing(workspace, message, userId),
    deleted: message.deleted,
    edited: message.edited,
    threadRootInfo: threadInfo(workspace, message, userId),
    threadReplyInfo: message.threadRootId
      ? {
          rootId: message.threadRootId,
          replySentToChannel: message.alsoSentToChannel,
          rootText: root?.text ?? "",
        }
      : null,
    localId: message.id,
    sharedMessage: null,
    meta: message.affectedUserIds ? { affectedUsers: affectedUsers(message) } : null,
    savedTimestampMilli: 0,
    blocks: blocksOf(message),
    authorAppId: message.authorAppId,
  };
}

/** A file as a message shows it: with the whole address, for the official client fetches it as it stands. */
function fileFor(workspace: Workspace, message: MessageRecord, file: Json): Json {
  const stored = workspace.db.files.get(String(file.id));
  const { path = file.path, publicPath } = stored ?? {};
  const whole = (at: unknown) => (String(at).startsWith("/") ? workspace.origin + String(at) : at);
  return {
    owner: stored?.uploaderId ?? message.authorId,
    thumbnails: [],
    uploadedAtMilli: message.at,
    ...file,
    path: whole(path),
    ...(publicPath ? { publicPath: whole(publicPath) } : {}),
  };
}

/** The members that a system message is about, and who did it to them. */
export function affectedUsers(message: MessageRecord): Json[] {
  const { affectedUserIds = [], authorId: addedBy, at: addedAt } = message;
  return affectedUserIds.map((workspaceUserId) => ({ workspaceUserId, addedBy, addedAt }));
}

/** The blocks of a message: those it was sent with, or what its text becomes. */
export function blocksOf(message: {
  text: string;
  blocks?: Message["blocks"];
}): NonNullable<Message["blocks"]> {
  if (message.blocks && message.blocks.length > 0) return message.blocks;
  return message.text === "" ? [] : textToBlocks(message.text);
}

function threadInfo(workspace: Workspace, message: MessageRecord, userId: string): Message["threadRootInfo"] {
  const replies = workspace.db.threads.of(message.id);
  const last = replies.at(-1);
  if (!last) return null;
  return {
    repliesCount: replies.length,
    repliers: [...new Set(replies.map((reply) => reply.authorId))],
    lastReplyTimestamp: isoTime(last.at),
    lastReplyTimestampMilli: last.at,
    lastMarkTimestamp: isoTime(0),
    lastMarkTimestampMilli: 0,
    isFollowing: isFollowing(workspace, message, userId),
  };
}

/** One follows a thread by having started it or replied in it. */
function isFollowing(workspace: Workspace, message: MessageRecord, userId: string): boolean {
  const replies = workspace.db.threads.of(message.id);
  if (replies.length === 0) return false;
  return message.authorId === userId || replies.some((reply) => reply.authorId === userId);
}

/** A scheduled message without what only the workspace needs to know. */
export function scheduledFor(record: ScheduledRecord): ScheduledMessage {
  return scheduledMessage.parse(record);
}
