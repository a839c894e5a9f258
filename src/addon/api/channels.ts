/** Operations on channels. */
import type { ChannelInfo } from "../../platform/client";
import type { ChannelListEntry } from "../../pumble/operations/shapes";
import { type Handlers, type JsonText, json } from "./handler";

/** All three keys are always there, whatever the platform left out. */
function listEntries(answer: Required<JsonText<ChannelInfo[]>>): JsonText<ChannelListEntry[]> {
  const complete = answer.value.every((entry) => entry.users && entry.pinnedMessages);
  if (complete) return answer;
  return json(
    answer.value.map(({ channel, pinnedMessages = [], users = [] }) => ({ channel, pinnedMessages, users })),
  );
}

export const channelHandlers: Handlers<
  "listChannels" | "getChannel" | "createChannel" | "addUsersToChannel" | "removeUserFromChannel"
> = {
  async listChannels(call) {
    const answer = await call.user.listChannels();
    if (call.key.scopes.channels === null) return listEntries(answer);
    const value = answer.value.filter(({ channel }) => call.allowsChannel(channel.id));
    return json(listEntries({ value, text: JSON.stringify(value) }).value!);
  },

  async getChannel(call, input) {
    const { value } = await call.user.getChannel(await call.channelId(input));
    return json({ channel: value.channel, users: value.users ?? [] });
  },

  async createChannel(call, { name, type, description }) {
    call.checkNotNarrowed();
    const { value } = await call.user.createChannel({ name, type, description });
    return json({ id: value.channel.id, name: value.channel.name });
  },

  async addUsersToChannel(call, { channelId, userIds }) {
    call.checkChannel(channelId);
    await call.user.addUsersToChannel(channelId, userIds);
    return null;
  },

  async removeUserFromChannel(call, { channelId, userId }) {
    call.checkChannel(channelId);
    await call.user.removeUserFromChannel(channelId, userId);
    return null;
  },
};
