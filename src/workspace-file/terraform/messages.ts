/** Announcements with their threads, and schedules, as resources. */

import { channelsIn } from "../rules/mentioned";
import type { Announcement, Content, Reply, Schedule } from "../workspace";
import { addressName } from "./address";
import { mentionsToText, prefixChannels } from "./mentions";
import { address, channelAddress, dependsOn, idOf, inWords, type Owner, type Resource } from "./resource";
import { literal } from "./template";

/** What is said, and the channels that have to be there before it can be. */
function contentBody({ form, value, allowBroadcast }: Content, { context }: Owner) {
  const { prefix, options, keysByName } = context;
  const isMarkdown = form === "markdown";
  const said = isMarkdown
    ? prefixChannels(mentionsToText(value, options.mentionsAsText ?? new Set()), keysByName, prefix)
    : value;
  const mentioned = isMarkdown
    ? channelsIn(value, keysByName).map(({ name }) => channelAddress(keysByName.get(name)!))
    : [];
  return {
    body: { [form]: literal(said), ...(allowBroadcast ? { allow_broadcast: true } : {}) },
    mentioned,
  };
}

/** The message first, then what hangs on it. */
export function announcementResources(
  of: Owner,
  announcement: Announcement,
  before: readonly string[],
): Resource[] {
  const { channel, context } = of;
  const { key, content, place } = announcement;
  const own = channelAddress(channel.key);
  const { body, mentioned } = contentBody(content, of);
  const message: Resource = {
    type: "pumble_message",
    name: addressName(channel.key, key),
    body: {
      channel_id: idOf(own),
      ...body,
      ...(announcement.asBot ? { as_bot: true } : {}),
      ...(announcement.adopt || context.options.adopt ? { adopt_existing: true } : {}),
      ...(announcement.keep ? { on_destroy: "keep" } : {}),
      ...dependsOn(...before, ...mentioned.filter((one) => one !== own)),
    },
    object: { kind: "announcement", ...inWords(of, place), key, notifies: content.mentions.broadcasts },
  };
  const target = { of, announcement, message: address(message) };
  const resources = [message, ...reactionResources(target, announcement.reactions, null)];
  let previous: string[] = [];
  for (const reply of announcement.replies) {
    const resource = replyResource(target, reply, previous);
    previous = [address(resource)];
    resources.push(resource, ...reactionResources(target, reply.reactions, { reply, resource }));
  }
  return resources;
}

interface Thread {
  readonly of: Owner;
  readonly announcement: Announcement;
  readonly message: string;
}

function replyResource(
  { of, announcement, message }: Thread,
  reply: Reply,
  before: readonly string[],
): Resource {
  const own = channelAddress(of.channel.key);
  const { body, mentioned } = contentBody(reply.content, of);
  return {
    type: "pumble_reply",
    name: addressName(of.channel.key, announcement.key, reply.key),
    body: {
      ...{ channel_id: idOf(own), thread_root_id: idOf(message), ...body },
      ...(of.context.options.adopt ? { adopt_existing: true } : {}),
      ...(reply.asBot ? { as_bot: true } : {}),
      ...(reply.alsoSendToChannel ? { also_send_to_channel: true } : {}),
      ...dependsOn(...before, ...mentioned.filter((one) => one !== own)),
    },
    object: {
      ...{ kind: "reply", ...inWords(of, reply.place), announcement: announcement.key, key: reply.key },
      notifies: reply.content.mentions.broadcasts,
    },
  };
}

function reactionResources(
  { of, announcement, message }: Thread,
  codes: readonly string[],
  on: { reply: Reply; resource: Resource } | null,
): Resource[] {
  const parts = [of.channel.key, announcement.key, ...(on ? [on.reply.key] : [])];
  return codes.map((emoji) => ({
    type: "pumble_reaction",
    name: addressName(...parts, emoji.slice(1, -1)),
    body: {
      channel_id: idOf(channelAddress(of.channel.key)),
      message_id: idOf(on ? address(on.resource) : message),
      reaction: emoji,
    },
    object: {
      ...{ kind: "reaction", ...inWords(of, on?.reply.place ?? announcement.place), emoji },
      ...{ announcement: announcement.key, reply: on?.reply.key ?? null },
    },
  }));
}

export function scheduleResource(of: Owner, schedule: Schedule, before: readonly string[]): Resource {
  const { key, content, recurrence, sendAt, endDate, times, place } = schedule;
  const own = channelAddress(of.channel.key);
  const { body, mentioned } = contentBody(content, of);
  return {
    type: "pumble_scheduled_message",
    name: addressName(of.channel.key, key),
    body: {
      ...{ channel_id: idOf(own), ...body, send_at: sendAt },
      ...(of.context.options.adopt ? { adopt_existing: true } : {}),
      ...(recurrence === null ? {} : { recurrence: { type: recurrence, ...ends(times, endDate) } }),
      ...dependsOn(...before, ...mentioned.filter((one) => one !== own)),
    },
    object: { kind: "schedule", ...inWords(of, place), key, notifies: content.mentions.broadcasts },
  };
}

function ends(times: number | null, endDate: string | null) {
  return {
    ...(times === null ? {} : { end_after_occurrences: times }),
    ...(endDate === null ? {} : { end_date: endDate }),
  };
}
