import type { Message } from "../../pumble/operations/shapes";
import { a, between, type State } from "../../terraform";
import { defineDataSource } from "../context";
import { readingIn } from "../people/in-channel";
import { exactlyOne } from "../values/exactly-one";
import { epochMs, instant, rfcTime } from "../values/instant";
import { channelReference, pumbleId } from "../values/validators";
import { channelNamed } from "./channel";

/** What is known of a message. */
export const messageFacts = {
  id: a.string({ computed: true, description: "Id of the message, 24 hex digits." }),
  channel_id: a.string({ computed: true, description: "Id of the channel in which it stands." }),
  author_id: a.string({ computed: true, description: "User id of the member or bot that sent it." }),
  text: a.string({ computed: true, description: "Plain text." }),
  sent_at: a.string({ computed: true, description: "When it was sent, RFC 3339 in UTC, whole seconds." }),
  edited: a.bool({ computed: true, description: "Whether it was edited since." }),
  by_app: a.bool({ computed: true, description: "Whether an app's bot sent it." }),
  subtype: a.string({ computed: true, description: "Empty for a normal message, set for a system message." }),
  thread_root_id: a.string({
    computed: true,
    description: "For a reply the id of the message it answers, else empty.",
  }),
  reply_count: a.int({ computed: true, description: "How many replies its thread has." }),
  reactions: a.mapOf(
    { count: a.int({ computed: true, description: "How many members reacted so." }) },
    { computed: true, description: "Reactions by emoji code, such as `:tada:`." },
  ),
};

/** A message of Pumble's lists as attributes. */
export function factsOfMessage(message: Message): State<typeof messageFacts> {
  const reactions: Record<string, { count: number }> = {};
  for (const { code } of message.reactions ?? []) {
    reactions[code] = { count: (reactions[code]?.count ?? 0) + 1 };
  }
  return {
    id: message.id,
    channel_id: message.channelId,
    author_id: message.author,
    text: message.text,
    sent_at: rfcTime(message.timestampMilli),
    edited: message.edited ?? false,
    by_app: Boolean(message.authorAppId),
    subtype: message.subtype ?? "",
    thread_root_id: message.threadReplyInfo?.rootId ?? "",
    reply_count: message.threadRootInfo?.repliesCount ?? 0,
    reactions,
  };
}

const defaultLimit = 100;
const pageMax = 200;

export const messages = defineDataSource({
  name: "messages",
  description: [
    "The latest messages of a channel or the latest replies of a thread, oldest first. It is read anew by every plan, so",
    "what depends on it changes whenever somebody writes; a time window that lies in the past keeps it still.",
  ].join("\n"),
  attributes: {
    channel_id: a.string({
      optional: true,
      computed: true,
      validate: [pumbleId],
      description: "Id of the channel. Give either `channel_id` or `channel`.",
    }),
    channel: a.string({
      optional: true,
      validate: [channelReference],
      description: "Name of the channel, such as `general`. Give either `channel_id` or `channel`.",
    }),
    thread_root_id: a.string({
      optional: true,
      validate: [pumbleId],
      description: "Read the replies to this message instead of the channel's messages.",
    }),
    sent_after: a.string({
      optional: true,
      validate: [instant],
      description: "Only messages sent at this RFC 3339 time or later.",
    }),
    sent_before: a.string({
      optional: true,
      validate: [instant],
      description:
        "Only messages sent before this RFC 3339 time. Newer ones are still read, page by page, to get there.",
    }),
    include_system: a.bool({
      optional: true,
      description:
        "Whether messages that Pumble writes itself, such as “Ada joined”, are in the result. Default `false`.",
    }),
    limit: a.int({
      optional: true,
      validate: [between(1, 10_000)],
      description: `How many messages at most, 1 to 10000; the latest ones are taken. Default ${defaultLimit}.`,
    }),
    messages: a.listOf(messageFacts, { computed: true, description: "What was found, oldest first." }),
  },

  validate: ({ config, diagnostics }) => exactlyOne(config, ["channel_id", "channel"], diagnostics),

  async read({ config, context, signal }) {
    const { channel_id: id, channel: name, thread_root_id: rootMessageId } = config;
    const channelId = id ?? (await channelNamed({ id, name }, context, "channel")).channel.id;
    const limit = config.limit ?? defaultLimit;
    const page = { channelId, limit: Math.min(limit, pageMax) };
    const walk = rootMessageId
      ? context.client.allThreadReplies({ ...page, rootMessageId }, { signal })
      : context.client.allMessages(page, { signal });
    const wanted = { ...windowOf(config), limit, system: config.include_system ?? false };
    const place = { channel_id: channelId, thread_root_id: rootMessageId };
    const found = await readingIn(place, context, () => latest(walk, wanted));
    return { ...config, channel_id: channelId, messages: found.reverse().map(factsOfMessage) };
  },
});

interface Wanted {
  /** Epoch milliseconds, included. */
  from: number;
  /** Epoch milliseconds, excluded. */
  to: number;
  limit: number;
  system: boolean;
}

/** The time window of a configuration, open where nothing is set. */
function windowOf(config: { sent_after: string | null; sent_before: string | null }) {
  return {
    from: config.sent_after === null ? Number.NEGATIVE_INFINITY : epochMs(config.sent_after),
    to: config.sent_before === null ? Number.POSITIVE_INFINITY : epochMs(config.sent_before),
  };
}

/** Takes from a walk that runs from new to old. */
async function latest(walk: AsyncIterable<Message>, { from, to, limit, system }: Wanted): Promise<Message[]> {
  const found: Message[] = [];
  for await (const message of walk) {
    if (message.timestampMilli < from || found.length >= limit) break;
    const isShown = !message.deleted && (system || !message.subtype);
    if (isShown && message.timestampMilli < to) found.push(message);
  }
  return found;
}
