import type { Message, MessageRef } from "../../pumble";
import { PumbleError } from "../errors";
import type { Recipe, Search } from "./search";

/** Enough to find a message that was sent seconds ago, unless the channel is very lively. */
const pageSize = 200;

interface Sent {
  text: string;
  asBot?: boolean | undefined;
  blocks?: unknown;
}

function canonical(text: string): string {
  return text.normalize("NFC").replace(/\r\n?/g, "\n").trim();
}

/** The oldest message in these that the write can have made. */
async function match(messages: Message[], sent: Sent, search: Search): Promise<MessageRef | undefined> {
  const me = await search.me();
  const since = search.since();
  const text = canonical(sent.text);
  const hits = messages.filter(
    (message) =>
      canonical(message.text) === text &&
      message.timestampMilli >= since &&
      search.mayBeOurs(message.id) &&
      (sent.asBot ? message.author !== me && message.authorAppId !== null : message.author === me),
  );
  const hit = hits.sort((one, other) => one.timestampMilli - other.timestampMilli)[0];
  return hit && { id: hit.id, channelId: hit.channelId };
}

async function inChannel(channel: { channelId?: string; channel?: string }, sent: Sent, search: Search) {
  const page = await search.calls.listMessages({ ...channel, limit: pageSize }, search.options);
  const value = await match(page.messages, sent, search);
  return value && { value };
}

async function inThread(
  channel: { channelId?: string; channel?: string },
  rootMessageId: string,
  sent: Sent,
  search: Search,
) {
  const input = { ...channel, rootMessageId, limit: pageSize };
  const value = await match(await search.calls.fetchThreadReplies(input, search.options), sent, search);
  return value && { value };
}

/** The direct channel of exactly these members and the key's owner, if it was ever opened. */
async function directChannel(others: { ids?: string[]; emails?: string[] }, search: Search) {
  let ids = others.ids;
  if (!ids) {
    const users = await search.calls.listUsers({}, search.options);
    const emails = (others.emails ?? []).map((email) => email.toLowerCase());
    ids = users.filter((user) => emails.includes(user.email.toLowerCase())).map((user) => user.id);
  }
  const members = new Set([await search.me(), ...ids]);
  const entries = await search.calls.listChannels({}, search.options);
  return entries.find(
    ({ channel, users }) =>
      channel.channelType === "DIRECT" &&
      users?.length === members.size &&
      users.every((user) => members.has(user)),
  )?.channel.id;
}

async function inDirect(others: { ids?: string[]; emails?: string[] }, sent: Sent, search: Search) {
  const channelId = await directChannel(others, search);
  return channelId ? inChannel({ channelId }, sent, search) : undefined;
}

function place(input: { channelId?: string | undefined; channel?: string | undefined }) {
  return input.channelId ? { channelId: input.channelId } : { channel: input.channel! };
}

export const sendMessage: Recipe<"sendMessage"> = {
  once: true,
  key: (input) => JSON.stringify([place(input), input.threadRootId, canonical(input.text)]),
  find: (input, search) =>
    input.threadRootId
      ? inThread(place(input), input.threadRootId, input, search)
      : inChannel(place(input), input, search),
};

export const sendReply: Recipe<"sendReply"> = {
  once: true,
  key: (input) => JSON.stringify([place(input), input.messageId, canonical(input.text)]),
  find: (input, search) => inThread(place(input), input.messageId, input, search),
};

export const dmUser: Recipe<"dmUser"> = {
  once: true,
  key: (input) => JSON.stringify([input.userId ?? input.email, canonical(input.text)]),
  find: (input, search) =>
    inDirect(input.userId ? { ids: [input.userId] } : { emails: [input.email!] }, input, search),
};

export const dmGroup: Recipe<"dmGroup"> = {
  once: true,
  key: (input) => JSON.stringify([input.userIds ?? input.emails, canonical(input.text)]),
  find: (input, search) =>
    inDirect(input.userIds ? { ids: input.userIds } : { emails: input.emails! }, input, search),
};

/** Setting the same text twice leaves one text. */
export const editMessage: Recipe<"editMessage"> = { once: false };

export const deleteMessage: Recipe<"deleteMessage"> = {
  once: false,
  async find(input, search) {
    const message = await search.calls
      .fetchMessage({ ...place(input), messageId: input.messageId }, search.options)
      .catch(goneIsUndefined);
    return message === undefined || message.deleted ? { value: undefined } : undefined;
  },
};

async function reactsNow(
  input: { messageId: string; channelId?: string | undefined; reaction: string },
  search: Search,
): Promise<boolean | undefined> {
  const { channelId, messageId } = input;
  if (!channelId) return undefined;
  const message = await search.calls.fetchMessage({ channelId, messageId }, search.options);
  const me = await search.me();
  return (message.reactions ?? []).some(({ user, code }) => user === me && code === input.reaction);
}

export const addReaction: Recipe<"addReaction"> = {
  once: false,
  find: async (input, search) =>
    (await reactsNow(input, search)) === true ? { value: { status: "ok" } } : undefined,
};

export const removeReaction: Recipe<"removeReaction"> = {
  once: false,
  find: async (input, search) =>
    (await reactsNow(input, search)) === false ? { value: { status: "ok" } } : undefined,
};

/** For a read that asks whether something is still there. */
export function goneIsUndefined(error: unknown): undefined {
  if (error instanceof PumbleError && error.kind === "not_found") return undefined;
  throw error;
}
