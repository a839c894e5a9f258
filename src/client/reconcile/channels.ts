import { normalizeChannelName } from "../../pumble";
import { goneIsUndefined } from "./gone";
import type { Recipe, Search } from "./search";

/** Channel names are unique, so a channel of this name that we created just now is the one. */
export const createChannel: Recipe<"createChannel"> = {
  once: true,
  key: (input) => normalizeChannelName(input.name),
  place: (input) => `channel ${normalizeChannelName(input.name)}`,
  note: ({ name }, { calls, options }) =>
    calls.getChannel({ channel: normalizeChannelName(name) }, options).catch(goneIsUndefined),
  async find(input, search) {
    const name = normalizeChannelName(input.name);
    const entries = await search.calls.listChannels({}, search.options);
    const channel = entries.find((entry) => entry.channel.name === name)?.channel;
    if (!channel || !search.mayBeOurs(channel.id)) return undefined;
    if (channel.creatorId != null && channel.creatorId !== (await search.me())) return undefined;
    if (channel.timestampMilli != null && channel.timestampMilli < search.since()) return undefined;
    return { value: { id: channel.id, name: channel.name } };
  },
};

async function membersOf(channelId: string, search: Search): Promise<string[] | undefined> {
  return (await search.calls.getChannel({ channelId }, search.options)).users;
}

export const addUsersToChannel: Recipe<"addUsersToChannel"> = {
  once: false,
  async find(input, search) {
    const members = await membersOf(input.channelId, search);
    return members && input.userIds.every((id) => members.includes(id)) ? { value: undefined } : undefined;
  },
};

export const removeUserFromChannel: Recipe<"removeUserFromChannel"> = {
  once: false,
  async find(input, search) {
    const members = await membersOf(input.channelId, search);
    return members && !members.includes(input.userId) ? { value: undefined } : undefined;
  },
};
