/** Wire forms of Pumble's objects, with the fields that a real answer always has. */
import type { Message, User } from "../../src/pumble";

export const workspaceId = "64f000000000000000000001";
export const ada = "64f0000000000000000000a1";
export const grace = "64f0000000000000000000a2";
export const bot = "64f0000000000000000000b1";
export const general = "64f0000000000000000000c1";

/** The n-th message id. */
export function messageId(n: number): string {
  return `65${n.toString(16).padStart(22, "0")}`;
}

/** A message as listMessages answers it; times are whole seconds. */
export function message(n: number, fields: Partial<Message> = {}): Message {
  const timestampMilli = fields.timestampMilli ?? 1_767_603_600_000 + n * 1000;
  return {
    id: messageId(n),
    workspaceId,
    channelId: general,
    author: ada,
    text: `message ${n}`,
    timestamp: new Date(timestampMilli).toISOString().replace(".000", ""),
    timestampMilli,
    subtype: "",
    reactions: [],
    linkPreviews: [],
    isFollowing: false,
    threadRootInfo: null,
    threadReplyInfo: null,
    files: [],
    deleted: false,
    edited: false,
    attachments: [],
    localId: messageId(n),
    authorAppId: null,
    ...fields,
  };
}

export const adaUser: User = {
  id: ada,
  workspaceId,
  email: "ada@example.com",
  name: "Ada",
  role: "OWNER",
  status: "ACTIVATED",
};

/** One entry of what listChannels answers. */
export function channelEntry(id: string, name: string, fields: Record<string, unknown> = {}, users = [ada]) {
  return {
    channel: {
      id,
      workspaceId,
      name,
      channelType: "PUBLIC",
      description: "",
      creatorId: ada,
      isArchived: false,
      isMember: true,
      timestampMilli: 1_767_603_600_000,
      ...fields,
    },
    pinnedMessages: [],
    users,
  };
}
