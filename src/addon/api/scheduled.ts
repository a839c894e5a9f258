/** Operations on scheduled messages, which are the caller's own. */
import type { OperationOutput } from "../../pumble/operations/operations";
import { type Handlers, type JsonText, json } from "./handler";
import type { MemberCall } from "./member-call";

/** A key that is narrowed to channels only reaches scheduled messages of those. */
async function checkScheduled(call: MemberCall, scheduledMessageId: string): Promise<void> {
  if (call.key.scopes.channels === null) return;
  const { value } = await call.user.fetchScheduledMessage(scheduledMessageId);
  call.checkChannel(value.channelId);
}

export const scheduledHandlers: Handlers<
  | "createScheduledMessage"
  | "fetchScheduledMessages"
  | "fetchScheduledMessage"
  | "editScheduledMessage"
  | "deleteScheduledMessage"
> = {
  async createScheduledMessage(call, input) {
    const { channelId, threadRootId } = input;
    call.checkChannel(channelId);
    if (threadRootId) await call.checkMessage(channelId, threadRootId);
    const { value } = await call.user.createScheduledMessage(input);
    return json({ id: value.id, channelId: value.channelId });
  },

  async fetchScheduledMessages(call, { channelId, cursor, limit = 100 }) {
    if (channelId) call.checkChannel(channelId);
    else call.checkNotNarrowed();
    const answer = await call.user.fetchScheduledMessages({ channelId, cursor, limit });
    return answer as JsonText<OperationOutput<"fetchScheduledMessages">>;
  },

  async fetchScheduledMessage(call, { scheduledMessageId }) {
    const answer = await call.user.fetchScheduledMessage(scheduledMessageId);
    call.checkChannel(answer.value.channelId);
    return answer;
  },

  async editScheduledMessage(call, { scheduledMessageId, ...draft }) {
    call.checkChannel(draft.channelId);
    await checkScheduled(call, scheduledMessageId);
    return call.user.editScheduledMessage(scheduledMessageId, draft);
  },

  async deleteScheduledMessage(call, { scheduledMessageId }) {
    await checkScheduled(call, scheduledMessageId);
    await call.user.deleteScheduledMessage(scheduledMessageId);
    return null;
  },
};
