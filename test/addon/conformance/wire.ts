/** Pumble's objects as they were recorded: every key, in its place. What a case does not say has its usual value. */
import { nowMs, type World } from "./world";

/** The workspace's time as messages carry it: whole seconds. */
export const second = nowMs - (nowMs % 1000);
export const isoSecond = "2030-03-17T17:46:40Z";
const never = "1970-01-01T00:00:00Z";

type Fields = Record<string, unknown>;

/** A channel as a member of it sees it: 27 keys. */
export function channel(world: World, fields: Fields): Fields {
  const permissions = { allowThreads: true, allowMentions: true, postingPermissionsGroup: "EVERYONE" };
  return {
    addedById: null,
    channelType: "PUBLIC",
    creatorId: world.id.ada,
    description: "",
    desktopNotificationPreferences: null,
    id: "",
    isAddonBot: false,
    isArchived: false,
    isHidden: false,
    isInitial: false,
    isMain: false,
    isMember: true,
    isMuted: false,
    isPumbleBot: false,
    lastMarkTimestamp: never,
    lastMarkTimestampMilli: 0,
    lastMessageTimestamp: isoSecond,
    lastMessageTimestampMilli: second,
    mobileNotificationPreferences: null,
    name: "",
    notifyAboutRepliesInThreads: fields["channelType"] === "DIRECT",
    postingPermissions: { ...permissions, workspaceUserIds: [] },
    postingPermissionsV2: {
      ...permissions,
      allowedUserIds: [],
      allowedGroupIds: [],
      blockedUserIds: [],
      blockedGroupIds: [],
      blockGuests: false,
    },
    sectionId: "",
    timestamp: isoSecond,
    timestampMilli: second,
    workspaceId: world.id.workspace,
    ...fields,
  };
}

/** What plain text becomes. */
export function blocksOf(text: string): Fields[] {
  const elements = [{ type: "rich_text_section", elements: [{ type: "text", text }] }];
  return [{ type: "rich_text", elements }];
}

/** A message of Ada's in #general: 23 keys. */
export function message(world: World, fields: { id: string; text: string } & Fields): Fields {
  const { id, text, ...more } = fields;
  return {
    id,
    workspaceId: world.id.workspace,
    channelId: world.channel.general,
    author: world.id.ada,
    text,
    timestamp: isoSecond,
    timestampMilli: second,
    subtype: "",
    reactions: [],
    linkPreviews: [],
    files: [],
    attachments: [],
    isFollowing: false,
    deleted: false,
    edited: false,
    threadRootInfo: null,
    threadReplyInfo: null,
    localId: id,
    sharedMessage: null,
    meta: null,
    savedTimestampMilli: 0,
    blocks: text === "" ? [] : blocksOf(text),
    authorAppId: null,
    ...more,
  };
}

/** Blocks that no plain text becomes. */
export const richBlocks = [
  {
    type: "rich_text",
    elements: [
      { type: "rich_text_section", elements: [{ type: "text", text: "bold", style: { bold: true } }] },
    ],
  },
];
export const attachments = [{ title: "t", fields: [{ title: "a", value: 1, short: true }] }];
export const tooLong = "x".repeat(100_001);

/** What a thread's first message tells of the replies, all of them by these. */
export function threadRootInfo(repliers: string[], repliesCount: number): Fields {
  return {
    repliesCount,
    repliers,
    lastReplyTimestamp: isoSecond,
    lastReplyTimestampMilli: second,
    lastMarkTimestamp: never,
    lastMarkTimestampMilli: 0,
    isFollowing: true,
  };
}

/** A message that Ada has scheduled in #general, an hour ahead. */
export function scheduledMessage(world: World, fields: { id: string; text: string } & Fields): Fields {
  const { id, text, ...more } = fields;
  return {
    id,
    channelId: world.channel.general,
    workspaceId: world.id.workspace,
    author: world.id.ada,
    text,
    sendAt: nowMs + 3_600_000,
    blocks: [],
    attachments: [],
    files: [],
    alsoSendToChannel: false,
    threadRootId: null,
    rootText: null,
    recurrence: null,
    ...more,
  };
}

/** A member; e-mail address and name come last, in the order in which they are given. */
export function user(world: World, fields: Fields): Fields {
  return {
    id: "",
    workspaceId: world.id.workspace,
    role: "USER",
    status: "ACTIVATED",
    phone: "",
    title: "",
    avatar: { fullPath: "", scaledPath: "" },
    customStatus: null,
    timeZoneId: "Etc/UTC",
    automaticallyTimeZone: true,
    activeUntil: 0,
    isAddonBot: false,
    isPumbleBot: false,
    invitedBy: null,
    broadcastWarningShownTs: null,
    ...fields,
  };
}

/** The body of a refusal by the addon itself. */
export function own(error: string): string {
  return `{"error":${JSON.stringify(error)}}`;
}

/** The body of a refusal by the platform, which is passed through. */
export function platforms(message: string, code: number): string {
  const text = JSON.stringify(message);
  return `{"message":${text},"localizedMessage":${text},"code":${code}}`;
}

export const notFound = platforms("Not found", 404100);
export const noSuchChannel = own("Could not find channel with that identifier");
export const noSuchMember = own("Could not find user with that identifier");
export const emptyText = platforms("[text must not be empty]", 400000);
export const archived = platforms("Channel is archived", 403000);
export const unfitPeople = platforms("Provided participants are not valid", 400000);
/** What a key that is narrowed to channels may not do. */
export const otherChannel = own("This API key may not be used for that channel");
export const outside = own("This API key may only be used within its channels");
/** What a field must be that is given something else. */
export const notText = "must be of type string";
export const notFlag = "must be of type boolean";
export const notList = "must be of type array";
/** An id that nothing has. */
export const nobody = "0123456789abcdef01234567";
