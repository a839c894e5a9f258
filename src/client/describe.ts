import type { OperationInput, OperationName } from "../pumble";

type ByChannel = { channelId?: string | undefined; channel?: string | undefined };

function quoted(text: string | undefined): string {
  return text === undefined ? "(unnamed)" : JSON.stringify(text);
}

function where(input: ByChannel): string {
  if (input.channelId) return `channel ${input.channelId}`;
  return input.channel ? `channel ${quoted(input.channel)}` : "a channel";
}

const phrases: { [Name in OperationName]: (input: OperationInput<Name>) => string } = {
  listChannels: () => "list channels",
  getChannel: (input) => `get ${where(input)}`,
  createChannel: (input) => `create channel ${quoted(input.name)}`,
  addUsersToChannel: (input) => `add members to ${where(input)}`,
  removeUserFromChannel: (input) => `remove member ${input.userId} from ${where(input)}`,
  sendMessage: (input) => `send a message to ${where(input)}`,
  sendReply: (input) => `reply to message ${input.messageId}`,
  dmUser: (input) => `send a direct message to ${input.userId ?? input.email}`,
  dmGroup: (input) => `send a direct message to ${[input.userIds ?? input.emails ?? []].flat().join(", ")}`,
  fetchMessage: (input) => `fetch message ${input.messageId}`,
  fetchThreadReplies: (input) => `fetch the replies of message ${input.rootMessageId}`,
  searchMessages: () => "search messages",
  deleteMessage: (input) => `delete message ${input.messageId}`,
  listMessages: (input) => `list the messages of ${where(input)}`,
  addReaction: (input) => `add reaction ${input.reaction} to message ${input.messageId}`,
  removeReaction: (input) => `remove reaction ${input.reaction} from message ${input.messageId}`,
  editMessage: (input) => `edit message ${input.messageId}`,
  createScheduledMessage: (input) => `schedule a message in ${where(input)}`,
  fetchScheduledMessages: () => "list scheduled messages",
  fetchScheduledMessage: (input) => `fetch scheduled message ${input.scheduledMessageId}`,
  editScheduledMessage: (input) => `edit scheduled message ${input.scheduledMessageId}`,
  deleteScheduledMessage: (input) => `delete scheduled message ${input.scheduledMessageId}`,
  listUsers: () => "list members",
  listUserGroups: () => "list user groups",
  myInfo: () => "read the key owner's profile",
  customStatus: () => "set the custom status",
};

/** What a call does, to which object, as it stands after "Cannot". Holds names and ids, never message text. */
export function describeCall<Name extends OperationName>(name: Name, input: OperationInput<Name>): string {
  return phrases[name](input);
}
