/** An existing workspace as what code declares of it, whatever the code is written in. */

import {
  type Block,
  type ChannelListEntry,
  channelNameProblem,
  type Message,
  type ScheduledMessage,
  textMax,
  type User,
} from "../../pumble";
import { emojiCodePattern } from "../../pumble/messages/emoji-name";
import { namesIn } from "../../pumble/messages/markdown/from-blocks";
import { isActive } from "../../pumble/people";
import { isAddress, secretIn } from "../../workspace-file";
import type { Existing } from "./existing";
import { slugOf, Taken } from "./keys";
import { LeavingOut, type LeftOut, type Reason } from "./left-out";
import { type Said, saidOf } from "./said";
import { withoutSkinTone } from "./skin-tone";

export interface ExportedChannel {
  /** Its name, which is its key too. */
  readonly key: string;
  readonly id: string;
  readonly type: "PUBLIC" | "PRIVATE";
  readonly description: string | null;
  /** Addresses, in order. */
  readonly members: readonly string[];
  /** In the order in which they were posted. */
  readonly announcements: readonly ExportedMessage[];
  readonly schedules: readonly ExportedSchedule[];
}

/** What was posted and is kept. */
export interface ExportedPosted {
  readonly key: string;
  readonly id: string;
  readonly asBot: boolean;
  readonly said: Said;
  /** Emoji codes of the key's owner, without skin tones. */
  readonly reactions: readonly string[];
}

/** Its key is unlike that of any other message or schedule of the channel. */
export interface ExportedMessage extends ExportedPosted {
  /** In the order in which they were posted. */
  readonly replies: readonly ExportedReply[];
}

/** Its key is unlike that of any other reply to the message, and unlike the name of an emoji on it. */
export interface ExportedReply extends ExportedPosted {
  readonly alsoSendToChannel: boolean;
}

export interface ExportedSchedule {
  readonly key: string;
  readonly id: string;
  readonly said: Said;
  /** Next time, epoch milliseconds. */
  readonly sendAt: number;
  readonly recurrence: ScheduledMessage["recurrence"];
}

export interface Exported {
  readonly channels: readonly ExportedChannel[];
  /** IANA name of the zone that the key's owner lives in, or UTC. */
  readonly timeZone: string;
  readonly left: readonly LeftOut[];
}

interface Reading {
  readonly existing: Existing;
  readonly left: LeavingOut;
  /** Users by id. */
  readonly users: ReadonlyMap<string, User>;
  /** Ids of those whose address is theirs alone. */
  readonly named: ReadonlySet<string>;
  readonly say: (text: string, blocks: readonly Block[]) => Said | null;
  readonly form: ExportedForm;
  readonly timeZone: string;
}

export interface ExportedForm {
  /** Whether messages of bots are wanted. */
  readonly bots: boolean;
  /** Whether the form can keep what a bot says in a private channel, without letting the bot in anew. */
  readonly canBotsBePrivate: boolean;
  /** Whether the form can say when a schedule is sent. */
  readonly canTime: (schedule: ExportedSchedule, timeZone: string) => boolean;
}

/** What of an existing workspace code can declare, and what is left out. */
export function exportedOf(existing: Existing, form: ExportedForm): Exported {
  const left = new LeavingOut();
  const names = namesIn({ users: existing.users, channels: existing.all, groups: existing.groups });
  const reading: Reading = {
    ...{ existing, left },
    users: new Map(existing.users.map((user) => [user.id, user])),
    named: new Set(existing.users.filter(({ id }) => names.user(id) !== undefined).map(({ id }) => id)),
    say: (text, blocks) => saidOf(text, blocks, names),
    ...{ form, timeZone: zoneOf(existing.me) },
  };
  for (const { channel } of existing.unread) left.add("unread", channel);
  for (const { channel } of existing.all) {
    if (!["PUBLIC", "PRIVATE"].includes(channel.channelType)) left.add("direct");
  }
  const channels = existing.channels.flatMap((entry) => channelOf(entry, reading) ?? []);
  return { channels, timeZone: reading.timeZone, left: left.list() };
}

function channelOf(entry: ChannelListEntry, reading: Reading): ExportedChannel | null {
  const { channel } = entry;
  const { left, existing } = reading;
  if (channel.isArchived) left.add("archived", channel.name);
  const isSayable = channelNameProblem(channel.name) === null && secretIn(channel.name) === null;
  if (!channel.isArchived && !isSayable) left.add("channel_name", channel.name);
  if (channel.isArchived || !isSayable) return null;
  const keys = new Taken();
  // What a channel's list of members is called.
  keys.free("members");
  const here = existing.scheduled.filter(({ channelId }) => channelId === channel.id);
  const messages = existing.messages.get(channel.id) ?? [];
  return {
    ...{ key: channel.name, id: channel.id, type: channel.channelType as "PUBLIC" | "PRIVATE" },
    description: descriptionOf(entry, left),
    members: membersOf(entry, reading),
    announcements: messages.flatMap((message) => messageOf(message, { entry, keys }, reading) ?? []),
    schedules: here.flatMap((schedule) => scheduleOf(schedule, { entry, keys }, reading) ?? []),
  };
}

function descriptionOf({ channel }: ChannelListEntry, left: LeavingOut): string | null {
  if (!channel.description) return null;
  if (secretIn(channel.description) === null) return channel.description;
  left.add("description", channel.name);
  return null;
}

/** Who counts as a member for the provider: no bots, not the key's owner, who always stays, and nobody who left. */
function membersOf(
  { channel, users = [] }: ChannelListEntry,
  { existing, left, ...reading }: Reading,
): string[] {
  const people = users
    .flatMap((id) => reading.users.get(id) ?? [])
    .filter((user) => !user.isAddonBot && !user.isPumbleBot && isActive(user))
    .filter(({ id }) => id !== existing.me.id);
  if (people.length === 0) return [];
  const isSayable = people.every(
    ({ id, email }) => reading.named.has(id) && isAddress(email) && secretIn(email) === null,
  );
  if (channel.isMain) left.add("everybody", channel.name);
  else if (!isSayable) left.add("ambiguous", channel.name);
  return channel.isMain || !isSayable ? [] : people.map(({ email }) => email).sort();
}

interface Place {
  readonly entry: ChannelListEntry;
  readonly keys: Taken;
}

function messageOf(message: Message, place: Place, reading: Reading): ExportedMessage | null {
  const { existing, left } = reading;
  const { threadReplyInfo: thread } = message;
  const isWithItsRoot = thread && existing.replies.get(thread.rootId)?.some(({ id }) => id === message.id);
  if (isWithItsRoot) return null;
  if (thread) {
    left.add("thread", place.entry.channel.name);
    return null;
  }
  const posted = postedOf(message, place, reading);
  if (posted === null) return null;
  const keys = new Taken();
  // An app's ids are shared by both.
  for (const code of posted.reactions) keys.free(code.slice(1, -1));
  const inThread = { entry: place.entry, keys };
  const replies = (existing.replies.get(message.id) ?? []).flatMap((reply) => {
    const alsoSendToChannel = reply.threadReplyInfo?.replySentToChannel ?? false;
    const found = postedOf(reply, inThread, reading);
    return found ? [{ ...found, alsoSendToChannel }] : [];
  });
  return { ...posted, replies };
}

function postedOf(
  message: Message,
  { entry, keys }: Place,
  { existing, left, say, form }: Reading,
): ExportedPosted | null {
  const { name } = entry.channel;
  const isReply = Boolean(message.threadReplyInfo);
  const leave = (reason: Reason) => {
    left.add(reason, name);
    return null;
  };
  // Nobody takes for an announcement what Pumble wrote itself, or what is gone.
  if (message.subtype || message.deleted) return null;
  const isBot = Boolean(message.authorAppId);
  if (isBot && !form.bots) return leave("bot");
  const isPrivate = entry.channel.channelType === "PRIVATE";
  if (isBot && isPrivate && !form.canBotsBePrivate) return leave("bot_in_private");
  if (!isBot && message.author !== existing.me.id) return leave(isReply ? "reply_author" : "author");
  if (hasMore(message)) return leave("attachments");
  const said = say(message.text, message.blocks ?? []);
  if (said === null) return leave("form");
  if (secretIn(said.value) !== null || secretIn(message.text) !== null) return leave("secret");
  const { own, others } = reactionsOf(message, existing.me);
  for (let count = 0; count < others; count++) left.add("reaction_author", name);
  return { key: keys.free(slugOf(said.plain)), id: message.id, asBot: isBot, said, reactions: own };
}

function reactionsOf({ reactions }: Message, me: User): { own: string[]; others: number } {
  const own = (reactions ?? []).filter(({ user }) => user === me.id).map(({ code }) => withoutSkinTone(code));
  const others = (reactions ?? []).length - own.length;
  return { own: [...new Set(own)].filter((code) => emojiCodePattern.test(code)).sort(), others };
}

function scheduleOf(
  schedule: ScheduledMessage,
  { entry, keys }: Place,
  { left, say, form, timeZone }: Reading,
): ExportedSchedule | null {
  const leave = (reason: Reason) => {
    left.add(reason, entry.channel.name);
    return null;
  };
  if (schedule.threadRootId) return leave("schedule_in_thread");
  if (hasMore(schedule)) return leave("attachments");
  const said = say(schedule.text, schedule.blocks ?? []);
  if (said === null) return leave("form");
  if (secretIn(said.value) !== null || secretIn(schedule.text) !== null) return leave("secret");
  const { id, sendAt, recurrence } = schedule;
  const written = { key: slugOf(said.plain), id, said, sendAt, recurrence };
  if (!form.canTime(written, timeZone)) return leave("schedule_time");
  return { ...written, key: keys.free(written.key) };
}

/** What a message holds beside its text: an edit would lose it, or cannot say it. */
function hasMore({ attachments, files, text }: Pick<Message, "attachments" | "files" | "text">): boolean {
  return Boolean(attachments?.length || files?.length) || [...text].length > textMax;
}

function zoneOf({ timeZoneId }: User): string {
  try {
    new Intl.DateTimeFormat("en", { timeZone: timeZoneId ?? "" });
    return timeZoneId && /^[A-Za-z]/.test(timeZoneId) ? timeZoneId : "UTC";
  } catch {
    return "UTC";
  }
}
