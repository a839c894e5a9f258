/**
 * The public API: one entry an operation. Client methods, addon routes and their validation, the OpenAPI document and
 * the script SDK are all derived from this table.
 */
import * as z from "zod";
import { type RateClass, textMax } from "../limits";
import { anyBlock } from "../messages/blocks";
import { emojiCode } from "../messages/emoji";
import type { OperationGroup } from "./groups";
import type { Scope } from "./scopes";
import * as shape from "./shapes";

export type Method = "GET" | "POST" | "DELETE";

export interface Operation<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodType | null = z.ZodType | null,
> {
  method: Method;
  /** A read changes nothing, whatever its method, and may be repeated. */
  kind: "read" | "write";
  tag: OperationGroup;
  summary: string;
  description?: string;
  /** Sent as query parameters with GET and DELETE, as a JSON body with POST. */
  input: Input;
  /** Null: the answer is 200 with an empty body. */
  output: Output;
  /** The limit of its own that this write counts against. */
  rate?: RateClass;
  /** What the app must have been granted on the platform. */
  scopes: readonly Scope[];
}

function define<Input extends z.ZodObject, Output extends z.ZodType | null, Kind extends Operation["kind"]>(
  operation: Operation<Input, Output> & { kind: Kind },
): Operation<Input, Output> & { kind: Kind } {
  return operation;
}

const id = z.string().min(1);
const epochMs = z.int().min(1).describe("Milliseconds since 1970, UTC.");
const text = z.string().min(1).max(textMax);
const blocks = z.array(anyBlock).describe("Rich text blocks; they win over `text` for display.");
const attachments = z.array(z.record(z.string(), z.unknown()));
const page = {
  cursor: z.string().optional().describe("Id of the item to go on from."),
  limit: z.int().min(1).max(200).optional().describe("1 to 200, default 100."),
};
const asBot = z
  .boolean()
  .optional()
  .describe("Send as the addon's bot instead of the key's owner. Default false.");

const byChannel = {
  channelId: id.optional().describe("Preferred; wins when both are given."),
  channel: id.optional().describe("Name of the channel."),
};
/** Input of an operation that takes a channel by id or by name. */
function inChannel<Fields extends z.ZodRawShape>(fields: Fields) {
  return z.object({ ...byChannel, ...fields }).refine((input) => {
    const { channelId, channel } = input as { channelId?: string; channel?: string };
    return Boolean(channelId ?? channel);
  }, "channelId or channel is required");
}

export const operations = {
  listChannels: define({
    method: "GET",
    kind: "read",
    tag: "Channels",
    summary: "List channels",
    description:
      "Joined channels first, then the other public ones. Private channels of other people are absent.",
    input: z.object({}),
    output: z.array(shape.channelListEntry),
    scopes: ["channels:list"],
  }),
  getChannel: define({
    method: "GET",
    kind: "read",
    tag: "Channels",
    summary: "Get a channel by id or name",
    input: inChannel({}),
    output: shape.channelDetails,
    scopes: ["channels:read", "channels:list"],
  }),
  createChannel: define({
    method: "POST",
    kind: "write",
    tag: "Channels",
    summary: "Create a channel",
    description:
      "The caller becomes its creator and first member. The name is lower-cased, spaces become `-`.",
    input: z.object({
      name: z.string().min(1),
      type: shape.channelType,
      description: z.string().optional(),
    }),
    output: shape.channelRef,
    rate: "createChannel",
    scopes: ["channels:write"],
  }),
  addUsersToChannel: define({
    method: "POST",
    kind: "write",
    tag: "Channels",
    summary: "Add members to a channel",
    input: z.object({ channelId: id, userIds: z.array(id).min(1) }),
    output: null,
    scopes: ["channels:write"],
  }),
  removeUserFromChannel: define({
    method: "POST",
    kind: "write",
    tag: "Channels",
    summary: "Remove a member from a channel",
    input: z.object({ channelId: id, userId: id }),
    output: null,
    scopes: ["channels:write"],
  }),
  sendMessage: define({
    method: "POST",
    kind: "write",
    tag: "Messages",
    summary: "Send a message to a channel",
    input: inChannel({
      text,
      asBot,
      threadRootId: id.optional().describe("Post as a reply in this thread."),
      blocks: blocks.optional(),
      attachments: attachments.optional(),
    }),
    output: shape.messageRef,
    rate: "sendMessage",
    scopes: ["messages:write"],
  }),
  sendReply: define({
    method: "POST",
    kind: "write",
    tag: "Messages",
    summary: "Reply in a thread",
    input: inChannel({
      messageId: id.describe("The thread root."),
      text,
      alsoSendToChannel: z.boolean().optional(),
      asBot,
      blocks: blocks.optional(),
      attachments: attachments.optional(),
    }),
    output: shape.messageRef,
    rate: "sendReply",
    scopes: ["messages:write"],
  }),
  dmUser: define({
    method: "POST",
    kind: "write",
    tag: "Messages",
    summary: "Send a direct message to one member",
    description: "Opens the direct channel when it is missing.",
    input: z
      .object({
        userId: id.optional(),
        email: z.string().optional(),
        text,
        asBot,
        attachments: attachments.optional(),
      })
      .refine((input) => Boolean(input.userId ?? input.email), "userId or email is required"),
    output: shape.messageRef,
    rate: "sendMessage",
    scopes: ["channels:read", "channels:write", "messages:write", "users:list"],
  }),
  dmGroup: define({
    method: "POST",
    kind: "write",
    tag: "Messages",
    summary: "Send a direct message to a group of members",
    input: z
      .object({
        userIds: z.array(id).min(1).max(8).optional(),
        emails: z.array(z.string()).min(1).max(8).optional(),
        text,
        asBot,
        attachments: attachments.optional(),
      })
      .refine((input) => Boolean(input.userIds ?? input.emails), "userIds or emails is required"),
    output: shape.messageRef,
    rate: "sendMessage",
    scopes: ["channels:read", "channels:write", "messages:write", "users:list"],
  }),
  fetchMessage: define({
    method: "GET",
    kind: "read",
    tag: "Messages",
    summary: "Fetch one message",
    input: inChannel({ messageId: id }),
    output: shape.message,
    scopes: ["messages:read"],
  }),
  fetchThreadReplies: define({
    method: "GET",
    kind: "read",
    tag: "Messages",
    summary: "Fetch the replies of a thread",
    description: "Newest first. The cursor is the id of the oldest reply received, and is itself included.",
    input: inChannel({
      rootMessageId: id,
      ...page,
      strategy: z.enum(["BEFORE", "AFTER", "AROUND"]).optional(),
    }),
    output: z.array(shape.message),
    scopes: ["messages:read", "channels:read"],
  }),
  searchMessages: define({
    method: "POST",
    kind: "read",
    tag: "Messages",
    summary: "Search messages",
    description: "At least one of `text`, `from` and `in`.",
    input: z
      .object({
        text: z.string().max(1000).optional(),
        from: z.array(z.string()).min(1).max(100).optional().describe("Member ids or names."),
        in: z.array(z.string()).min(1).max(100).optional().describe("Channel ids or names."),
        limit: z.int().min(1).max(20).optional().describe("1 to 20, default 10."),
        strategy: z.enum(["MOST_RELEVANT", "MOST_RECENT", "NEWEST", "OLDEST"]).optional(),
        beforeTs: epochMs.optional(),
        afterTs: epochMs.optional(),
      })
      .refine((input) => Boolean(input.text ?? input.from ?? input.in), "text, from or in is required"),
    output: shape.searchResult,
    scopes: ["messages:read", "channels:list"],
  }),
  deleteMessage: define({
    method: "DELETE",
    kind: "write",
    tag: "Messages",
    summary: "Delete a message",
    input: inChannel({ messageId: id }),
    output: null,
    scopes: ["messages:delete"],
  }),
  listMessages: define({
    method: "GET",
    kind: "read",
    tag: "Messages",
    summary: "List the messages of a channel",
    description: "Without a cursor the newest page. Items in a page run from oldest to newest.",
    input: inChannel({ ...page, strategy: z.enum(["BEFORE", "AFTER", "AROUND"]).optional() }),
    output: shape.messageList,
    scopes: ["messages:read", "channels:read"],
  }),
  addReaction: define({
    method: "POST",
    kind: "write",
    tag: "Messages",
    summary: "Add a reaction",
    input: z.object({
      messageId: id,
      channelId: id.optional(),
      reaction: emojiCode,
      skinTone: z.int().min(1).max(6).optional(),
    }),
    output: shape.statusOk,
    rate: "addReaction",
    scopes: ["reaction:write"],
  }),
  removeReaction: define({
    method: "DELETE",
    kind: "write",
    tag: "Messages",
    summary: "Remove a reaction",
    input: z.object({ messageId: id, channelId: id.optional(), reaction: emojiCode }),
    output: shape.statusOk,
    scopes: ["reaction:write"],
  }),
  editMessage: define({
    method: "POST",
    kind: "write",
    tag: "Messages",
    summary: "Edit a message",
    input: z.object({ messageId: id, channelId: id, text, blocks: blocks.optional() }),
    output: null,
    scopes: ["messages:edit"],
  }),
  createScheduledMessage: define({
    method: "POST",
    kind: "write",
    tag: "Scheduled messages",
    summary: "Schedule a message",
    input: z.object({
      channelId: id,
      text,
      sendAt: epochMs.describe("When to send it, in the future. Milliseconds since 1970, UTC."),
      blocks: blocks.optional(),
      attachments: attachments.optional(),
      threadRootId: id.optional(),
      alsoSendToChannel: z.boolean().optional(),
      recurrence: shape.recurrence.optional(),
    }),
    output: shape.scheduledMessageRef,
    rate: "scheduleMessage",
    scopes: ["messages:write"],
  }),
  fetchScheduledMessages: define({
    method: "GET",
    kind: "read",
    tag: "Scheduled messages",
    summary: "List the caller's scheduled messages",
    input: z.object({ channelId: id.optional(), ...page }),
    output: shape.scheduledMessageList,
    scopes: ["messages:read"],
  }),
  fetchScheduledMessage: define({
    method: "GET",
    kind: "read",
    tag: "Scheduled messages",
    summary: "Fetch one scheduled message",
    input: z.object({ scheduledMessageId: id }),
    output: shape.scheduledMessage,
    scopes: ["messages:read"],
  }),
  editScheduledMessage: define({
    method: "POST",
    kind: "write",
    tag: "Scheduled messages",
    summary: "Edit a scheduled message",
    description: "All four required fields are sent each time; another channelId moves it.",
    input: z.object({
      scheduledMessageId: id,
      channelId: id,
      text,
      sendAt: epochMs,
      blocks: blocks.optional(),
      recurrence: shape.recurrence.optional(),
    }),
    output: shape.scheduledMessage,
    scopes: ["messages:edit"],
  }),
  deleteScheduledMessage: define({
    method: "DELETE",
    kind: "write",
    tag: "Scheduled messages",
    summary: "Delete a scheduled message",
    input: z.object({ scheduledMessageId: id }),
    output: null,
    scopes: ["messages:delete"],
  }),
  listUsers: define({
    method: "GET",
    kind: "read",
    tag: "Users",
    summary: "List members",
    description: "Deactivated members and bots included.",
    input: z.object({}),
    output: z.array(shape.user),
    scopes: ["users:list"],
  }),
  listUserGroups: define({
    method: "GET",
    kind: "read",
    tag: "Users",
    summary: "List user groups",
    input: z.object({}),
    output: z.array(shape.userGroup),
    scopes: ["users:list"],
  }),
  myInfo: define({
    method: "GET",
    kind: "read",
    tag: "Users",
    summary: "The key's owner",
    input: z.object({}),
    output: shape.user,
    scopes: ["user:read"],
  }),
  customStatus: define({
    method: "POST",
    kind: "write",
    tag: "Users",
    summary: "Set the key owner's custom status",
    input: z.object({
      code: z.string().min(3).max(102).describe("Emoji code such as `:palm_tree:`."),
      status: z.string().max(100).optional(),
      expiresAt: z.int().min(0).describe("When it clears, milliseconds since 1970, UTC."),
      expiration: z.enum(["never", "min30", "hour1", "hour4", "today", "thisWeek", "custom"]).optional(),
    }),
    output: null,
    scopes: ["status:write"],
  }),
} as const satisfies Record<string, Operation>;

export type Operations = typeof operations;
export type OperationName = keyof Operations;
/** What a caller gives. */
export type OperationInput<Name extends OperationName> = z.input<Operations[Name]["input"]>;
/** What a caller gets; `undefined` where the answer is empty. */
export type OperationOutput<Name extends OperationName> = Operations[Name]["output"] extends z.ZodType
  ? z.output<Operations[Name]["output"]>
  : undefined;

export const operationNames = Object.keys(operations) as OperationName[];
