/** What Pumble's objects look like on the wire. Unknown fields are dropped; absent optional ones stay absent. */
import * as z from "zod";
import { anyBlock } from "../messages/blocks";
import { recurrenceTypes } from "../recurrence";

const id = z.string().describe("24 lower-case hex digits.");
const epochMs = z.int().describe("Milliseconds since 1970, UTC.");
const isoTime = z.string().describe("ISO 8601 in UTC.");
const openObject = z.record(z.string(), z.unknown());

export const messageRef = z.object({ id, channelId: id }).meta({ id: "MessageRef" });
export const channelRef = z
  .object({ id, name: z.string().describe("After normalisation.") })
  .meta({ id: "ChannelRef" });
export const scheduledMessageRef = z.object({ id, channelId: id }).meta({ id: "ScheduledMessageRef" });
export const statusOk = z.object({ status: z.string() }).meta({ id: "StatusOk" });

export const channelType = z.enum(["PUBLIC", "PRIVATE"]);

const postingPermissions = z.object({
  allowThreads: z.boolean().optional(),
  allowMentions: z.boolean().optional(),
  postingPermissionsGroup: z.string().optional(),
  workspaceUserIds: z.array(id).optional(),
});

const postingPermissionsV2 = z.object({
  allowThreads: z.boolean().optional(),
  allowMentions: z.boolean().optional(),
  postingPermissionsGroup: z.string().optional(),
  allowedUserIds: z.array(id).optional(),
  allowedGroupIds: z.array(id).optional(),
  blockedUserIds: z.array(id).optional(),
  blockedGroupIds: z.array(id).optional(),
  blockGuests: z.boolean().optional(),
});

export const channel = z
  .object({
    id,
    workspaceId: id,
    name: z.string().describe("Empty for DIRECT and SELF channels."),
    channelType: z.string().describe("PUBLIC, PRIVATE, DIRECT or SELF."),
    description: z.string().nullish(),
    creatorId: z.string().nullish(),
    addedById: z.string().nullish(),
    sectionId: z.string().nullish(),
    isArchived: z.boolean().optional(),
    isHidden: z.boolean().optional(),
    isInitial: z.boolean().optional(),
    isMain: z.boolean().optional(),
    isMember: z.boolean().optional(),
    isMuted: z.boolean().optional(),
    isAddonBot: z.boolean().optional(),
    isPumbleBot: z.boolean().optional(),
    notifyAboutRepliesInThreads: z.boolean().optional(),
    desktopNotificationPreferences: z.string().nullish(),
    mobileNotificationPreferences: z.string().nullish(),
    lastMarkTimestamp: z.string().nullish(),
    lastMarkTimestampMilli: z.int().nullish(),
    lastMessageTimestamp: z.string().nullish(),
    lastMessageTimestampMilli: z.int().nullish(),
    timestamp: z.string().nullish(),
    timestampMilli: z.int().nullish(),
    postingPermissions: postingPermissions.nullish(),
    postingPermissionsV2: postingPermissionsV2.nullish(),
  })
  .meta({ id: "Channel" });

/** What `getChannel` answers. */
export const channelDetails = z
  .object({ channel, users: z.array(id).optional().describe("Member ids in join order.") })
  .meta({ id: "ChannelDetails" });

/** One element of what `listChannels` answers. */
export const channelListEntry = z
  .object({
    channel,
    pinnedMessages: z.array(openObject).optional(),
    users: z.array(id).optional().describe("Member ids in join order, empty for an archived channel."),
  })
  .meta({ id: "ChannelListEntry" });

export const reaction = z.object({ user: id, code: z.string().describe("`:name:`") });

const threadRootInfo = z.object({
  repliesCount: z.int().optional(),
  repliers: z.array(id).optional(),
  lastReplyTimestamp: z.string().nullish(),
  lastReplyTimestampMilli: z.int().nullish(),
  lastMarkTimestamp: z.string().nullish(),
  lastMarkTimestampMilli: z.int().nullish(),
  isFollowing: z.boolean().optional(),
});

const threadReplyInfo = z.object({
  rootId: id,
  replySentToChannel: z.boolean().optional(),
  rootText: z.string().nullish(),
});

const messageFields = {
  id,
  workspaceId: id,
  channelId: id,
  author: id.describe("Id of the member or bot that sent it."),
  text: z.string(),
  timestamp: isoTime,
  timestampMilli: epochMs,
  subtype: z.string().nullish().describe("Empty for normal messages, set for system messages."),
  blocks: z.array(anyBlock).nullish(),
  attachments: z.array(openObject).nullish(),
  files: z.array(openObject).nullish(),
  linkPreviews: z.array(openObject).nullish(),
  reactions: z.array(reaction).nullish(),
  threadRootInfo: threadRootInfo.nullish(),
  threadReplyInfo: threadReplyInfo.nullish(),
  isFollowing: z.boolean().optional(),
  deleted: z.boolean().optional(),
  edited: z.boolean().optional(),
  localId: z.string().nullish(),
  sharedMessage: openObject.nullish(),
  meta: openObject.nullish(),
  savedTimestampMilli: z.int().nullish(),
  authorAppId: z.string().nullish().describe("Id of the app that authored it, null for people."),
};

export const message = z.object(messageFields).meta({ id: "Message" });

export const messageList = z
  .object({
    messages: z.array(message).describe("Oldest first."),
    hasMoreBefore: z.boolean().nullish(),
    hasMoreAfter: z.boolean().nullish(),
  })
  .meta({ id: "MessageList" });

export const searchHit = z
  .object({ ...messageFields, highlightedBlocks: z.array(anyBlock).nullish() })
  .meta({ id: "SearchHit" });

export const searchResult = z
  .object({ content: z.array(searchHit), totalElements: z.int(), hasMore: z.boolean() })
  .meta({ id: "SearchResult" });

export const recurrence = z
  .object({
    recurrenceType: z.enum(recurrenceTypes),
    endAfterOccurrences: z.int().min(0).max(9999).nullish(),
    endDate: epochMs.nullish(),
  })
  .meta({ id: "Recurrence" });

export const scheduledMessage = z
  .object({
    id,
    channelId: id,
    workspaceId: id,
    author: id,
    text: z.string(),
    sendAt: epochMs,
    blocks: z.array(anyBlock).nullish(),
    attachments: z.array(openObject).nullish(),
    files: z.array(openObject).nullish(),
    alsoSendToChannel: z.boolean().nullish(),
    threadRootId: z.string().nullish(),
    rootText: z.string().nullish(),
    quotedMessage: openObject.nullish(),
    recurrence: recurrence.nullish(),
  })
  .meta({ id: "ScheduledMessage" });

export const scheduledMessageList = z
  .object({ scheduledMessages: z.array(scheduledMessage), hasMore: z.boolean() })
  .meta({ id: "ScheduledMessageList" });

export const user = z
  .object({
    id,
    workspaceId: id,
    email: z.string(),
    name: z.string(),
    role: z.string().describe("OWNER, ADMINISTRATOR, USER, GUEST_MULTI_CHANNEL or GUEST_SINGLE_CHANNEL."),
    status: z.string().describe("ACTIVATED, DEACTIVATED or INVITED."),
    phone: z.string().nullish(),
    title: z.string().nullish(),
    avatar: z.object({ fullPath: z.string().nullish(), scaledPath: z.string().nullish() }).nullish(),
    customStatus: z
      .object({
        code: z.string().nullish(),
        status: z.string().nullish(),
        expiration: z.string().nullish(),
        expiresAt: z.int().nullish(),
        showUntil: z.boolean().nullish(),
      })
      .nullish(),
    timeZoneId: z.string().nullish(),
    automaticallyTimeZone: z.boolean().nullish(),
    activeUntil: z.int().nullish(),
    isAddonBot: z.boolean().nullish(),
    isPumbleBot: z.boolean().nullish(),
    invitedBy: z.string().nullish(),
    broadcastWarningShownTs: z.int().nullish(),
  })
  .meta({ id: "User" });

export const userGroup = z
  .object({
    id,
    workspaceId: id,
    name: z.string(),
    handle: z.string(),
    description: z.string().nullish(),
    disabled: z.boolean().nullish(),
    createdBy: z.string().nullish(),
    workspaceUserIds: z.array(id).nullish(),
  })
  .meta({ id: "UserGroup" });

export type Channel = z.infer<typeof channel>;
export type ChannelDetails = z.infer<typeof channelDetails>;
export type ChannelListEntry = z.infer<typeof channelListEntry>;
export type ChannelRef = z.infer<typeof channelRef>;
export type Message = z.infer<typeof message>;
export type MessageList = z.infer<typeof messageList>;
export type MessageRef = z.infer<typeof messageRef>;
export type SearchResult = z.infer<typeof searchResult>;
export type ScheduledMessage = z.infer<typeof scheduledMessage>;
export type User = z.infer<typeof user>;
export type UserGroup = z.infer<typeof userGroup>;
