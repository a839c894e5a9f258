/** Reads an existing workspace through the public API, in few calls: what the key's owner sees and can keep as code. */
import { type PumbleClient, PumbleError } from "../../client";
import {
  type ChannelListEntry,
  type ErrorKind,
  isId,
  type Message,
  type ScheduledMessage,
  type User,
  type UserGroup,
} from "../../pumble";

/** Which messages become announcements: none, those that are pinned, or the newest ones of the key's owner. */
export const announcementChoices = ["pinned", "own", "none"] as const;
export type AnnouncementChoice = (typeof announcementChoices)[number];

export interface Wanted {
  readonly announcements: AnnouncementChoice;
  /** Most messages of each channel. */
  readonly messages: number;
  /** Messages of apps' bots too, as messages sent `as_bot`. */
  readonly bots: boolean;
  /** Whether a channel is wanted, by its name. */
  readonly isWanted: (name: string) => boolean;
}

export interface Existing {
  readonly me: User;
  readonly users: readonly User[];
  readonly groups: readonly UserGroup[];
  /** Every channel, for what mentions are called. */
  readonly all: readonly ChannelListEntry[];
  /** Public and private channels that are wanted, in order of their names; archived ones too. */
  readonly channels: readonly ChannelListEntry[];
  /** By channel, oldest first. */
  readonly messages: ReadonlyMap<string, readonly Message[]>;
  /** Replies by the message that they hang on, oldest first; of those messages alone that the key's owner or a bot wrote. */
  readonly replies: ReadonlyMap<string, readonly Message[]>;
  /** Pinned messages whose text could not be read. */
  readonly unread: readonly { readonly channel: string; readonly id: string }[];
  readonly scheduled: readonly ScheduledMessage[];
}

/** From so many channels on, messages are searched for in many channels at once. */
const searchFrom = 40;
/** So many channels, and so many authors, in one search: what every addon takes at once. */
const searchIds = 50;
const pageMax = 200;

/** @param note called as it goes on, with a few words */
export async function readExisting(
  client: PumbleClient,
  wanted: Wanted,
  note: (text: string) => void,
): Promise<Existing> {
  note("people and channels");
  const [me, users, groups, all] = await Promise.all([
    client.myInfo({}),
    client.listUsers({}),
    client.listUserGroups({}),
    client.listChannels({}),
  ]);
  const channels = all
    .filter(({ channel }) => ["PUBLIC", "PRIVATE"].includes(channel.channelType))
    .filter(({ channel }) => wanted.isWanted(channel.name))
    .sort((one, other) => (one.channel.name < other.channel.name ? -1 : 1));
  note("schedules");
  const scheduled = await collected(client.allScheduledMessages({}));
  const living = channels.filter(({ channel }) => !channel.isArchived);
  const reading = { client, wanted, authors: authorsOf(me, users, wanted), note };
  const { messages, unread } = await messagesOf(living, reading);
  const replies = await repliesTo([...messages.values()].flat(), reading);
  return { me, users, groups, all, channels, messages, replies, unread, scheduled };
}

interface Reading {
  readonly client: PumbleClient;
  readonly wanted: Wanted;
  readonly authors: ReadonlySet<string>;
  readonly note: (text: string) => void;
}

type Found = Pick<Existing, "messages" | "unread">;

function authorsOf(me: User, users: readonly User[], { bots }: Wanted): Set<string> {
  const ofBots = bots ? users.filter(({ isAddonBot }) => isAddonBot) : [];
  return new Set([me, ...ofBots].map(({ id }) => id));
}

async function messagesOf(channels: readonly ChannelListEntry[], reading: Reading): Promise<Found> {
  const { wanted, authors } = reading;
  if (wanted.announcements === "none" || wanted.messages === 0) return { messages: new Map(), unread: [] };
  if (wanted.announcements === "pinned") return pinned(channels, reading);
  const isSearchable = channels.length >= searchFrom && authors.size <= searchIds;
  const found = isSearchable ? await searched(channels, reading) : await listed(channels, reading);
  return { messages: found, unread: [] };
}

/** The pinned ones, each by itself: a list of channels tells their ids only. */
async function pinned(
  channels: readonly ChannelListEntry[],
  { client, wanted, note }: Reading,
): Promise<Found> {
  const messages = new Map<string, Message[]>();
  const unread: { channel: string; id: string }[] = [];
  for (const { channel, pinnedMessages = [] } of channels) {
    const ids = pinnedMessages.map((pin) => String(pin["messageId"] ?? pin["id"] ?? "")).filter(isId);
    if (ids.length > 0) note(`pinned in #${channel.name}`);
    const found: Message[] = [];
    for (const messageId of ids.slice(-wanted.messages)) {
      const message = await client.fetchMessage({ channelId: channel.id, messageId }).catch(unreadable);
      if (message) found.push(message);
      else unread.push({ channel: channel.name, id: messageId });
    }
    if (found.length > 0) messages.set(channel.id, inOrder(found));
  }
  return { messages, unread };
}

/** What a message is to blame for itself; another failure would be that of all others, too. */
const ofOneMessage: readonly ErrorKind[] = ["not_found", "not_allowed", "invalid", "protocol_changed"];

function unreadable(error: unknown): null {
  if (error instanceof PumbleError && ofOneMessage.includes(error.kind) && !error.lacksGroup) return null;
  throw error;
}

/** One page a channel: its newest 200 messages. */
async function listed(
  channels: readonly ChannelListEntry[],
  { client, wanted, authors, note }: Reading,
): Promise<Map<string, readonly Message[]>> {
  const found = new Map<string, readonly Message[]>();
  for (const [at, { channel }] of channels.entries()) {
    note(`#${channel.name}, ${at + 1} of ${channels.length}`);
    const { messages } = await client.listMessages({ channelId: channel.id, limit: pageMax });
    const own = messages.filter(({ author }) => authors.has(author));
    if (own.length > 0) found.set(channel.id, newest(own, wanted));
  }
  return found;
}

/** Searches in many channels at once; where a search does not show all that it counts, each channel is read. */
async function searched(
  channels: readonly ChannelListEntry[],
  reading: Reading,
): Promise<Map<string, readonly Message[]>> {
  const { client, wanted, authors, note } = reading;
  const found = new Map<string, readonly Message[]>();
  for (let first = 0; first < channels.length; first += searchIds) {
    const some = channels.slice(first, first + searchIds);
    note(`messages in channels ${first + 1} to ${first + some.length} of ${channels.length}`);
    const query = { from: [...authors], in: some.map(({ channel }) => channel.id) };
    const { totalElements } = await client.searchMessages({ ...query, limit: 1, strategy: "NEWEST" });
    const hits = totalElements === 0 ? [] : await collected(client.allSearchHits(query));
    if (hits.length < totalElements) {
      for (const [id, messages] of await listed(some, reading)) found.set(id, messages);
      continue;
    }
    for (const { channel } of some) {
      const inside = hits.filter(({ channelId }) => channelId === channel.id);
      if (inside.length > 0) found.set(channel.id, newest(inside, wanted));
    }
  }
  return found;
}

/** So many that could be announcements, and the replies beside them: those do not count, nor what Pumble wrote itself. */
function newest<One extends Message>(messages: readonly One[], { messages: count }: Wanted): One[] {
  const written = inOrder(messages).filter(({ subtype, deleted }) => !subtype && !deleted);
  const kept = new Set(written.filter(({ threadReplyInfo }) => !threadReplyInfo).slice(-count));
  return written.filter((one) => one.threadReplyInfo || kept.has(one));
}

/** A page for each thread, and more only where it does not hold all replies. */
async function repliesTo(
  messages: readonly Message[],
  { client, authors, note }: Reading,
): Promise<Map<string, readonly Message[]>> {
  const roots = messages.filter(
    ({ author, threadRootInfo }) => authors.has(author) && threadRootInfo?.repliesCount,
  );
  const found = new Map<string, readonly Message[]>();
  for (const [at, { id, channelId }] of roots.entries()) {
    note(`threads, ${at + 1} of ${roots.length}`);
    const thread = { channelId, rootMessageId: id, limit: pageMax };
    found.set(id, inOrder(await collected(client.allThreadReplies(thread))));
  }
  return found;
}

function inOrder<One extends Message>(messages: readonly One[]): One[] {
  return [...messages].sort(
    (one, other) => one.timestampMilli - other.timestampMilli || (one.id < other.id ? -1 : 1),
  );
}

async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
