/** Reads an existing workspace through the public API: what the key's owner can see. */
import type { PumbleClient } from "../../client";
import type { ChannelListEntry, Message, User, UserGroup } from "../../pumble";

export interface GatheredChannel extends ChannelListEntry {
  /** Oldest first; each with its replies. */
  messages: { message: Message; replies: Message[] }[];
}

export interface GatheredWorkspace {
  users: User[];
  groups: UserGroup[];
  /** Public and private channels; direct ones are left out. */
  channels: GatheredChannel[];
}

/**
 * @param messages how many of the newest messages of each channel to read; 0 reads none
 * @param note called before each channel, for progress
 */
export async function gather(
  client: PumbleClient,
  messages: number,
  note: (text: string) => void,
): Promise<GatheredWorkspace> {
  const users = await client.listUsers({});
  const groups = await client.listUserGroups({});
  const entries = (await client.listChannels({})).filter(({ channel }) =>
    ["PUBLIC", "PRIVATE"].includes(channel.channelType),
  );
  const channels: GatheredChannel[] = [];
  for (const [at, entry] of entries.entries()) {
    note(`#${entry.channel.name} (${at + 1} of ${entries.length})`);
    channels.push({ ...entry, messages: await newest(client, entry.channel.id, messages) });
  }
  return { users, groups, channels };
}

async function newest(
  client: PumbleClient,
  channelId: string,
  count: number,
): Promise<GatheredChannel["messages"]> {
  if (count === 0) return [];
  const { messages } = await client.listMessages({ channelId, limit: Math.min(count, 200) });
  const roots = messages.filter((one) => !one.subtype && !one.deleted && !one.threadReplyInfo);
  const gathered: GatheredChannel["messages"] = [];
  for (const message of roots.slice(-count)) {
    const hasReplies = (message.threadRootInfo?.repliesCount ?? 0) > 0;
    const replies = hasReplies
      ? await client.fetchThreadReplies({ channelId, rootMessageId: message.id, limit: 200 })
      : [];
    gathered.push({ message, replies: replies.reverse() });
  }
  return gathered;
}
