import type { Message, MessageRef } from "../../pumble";
import { isReaction } from "../../pumble/messages/emoji";
import { userWithEmail } from "../../pumble/people";
import { canonical } from "./canonical";
import { goneIsUndefined } from "./gone";
import type { Recipe, Search } from "./search";

/** Enough to find a message that was sent seconds ago, unless the channel is very lively. */
const pageSize = 200;
/** What is noted before a message is sent: older ones are told from it by their time. */
const notedSize = 50;

interface Sent {
  text: string;
  asBot?: boolean | undefined;
  blocks?: unknown;
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

/** What a note needs of a search: there is no write yet whose effect could be looked for. */
type Noting = Pick<Search, "calls" | "options" | "me">;

function noteChannel(channel: { channelId?: string; channel?: string }, { calls, options }: Noting) {
  return calls.listMessages({ ...channel, limit: notedSize }, options);
}

function noteThread(
  channel: { channelId?: string; channel?: string },
  rootMessageId: string,
  { calls, options }: Noting,
) {
  return calls.fetchThreadReplies({ ...channel, rootMessageId, limit: notedSize }, options);
}

async function noteDirect(others: { ids?: string[]; emails?: string[] }, search: Noting) {
  const channelId = await directChannel(others, search);
  return channelId && noteChannel({ channelId }, search);
}

/** The direct channel of exactly these members and the key's owner, if it was ever opened. */
async function directChannel(others: { ids?: string[]; emails?: string[] }, search: Noting) {
  let ids = others.ids;
  if (!ids) {
    const users = await search.calls.listUsers({}, search.options);
    ids = (others.emails ?? []).flatMap((email) => userWithEmail(users, email)?.id ?? []);
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

function person({ userId, email }: { userId?: string | undefined; email?: string | undefined }) {
  return userId ? { ids: [userId] } : { emails: [email!] };
}

function people({ userIds, emails }: { userIds?: string[] | undefined; emails?: string[] | undefined }) {
  return userIds ? { ids: userIds } : { emails: emails! };
}

export const sendMessage: Recipe<"sendMessage"> = {
  once: true,
  key: (input) => JSON.stringify([place(input), input.threadRootId, canonical(input.text)]),
  place: (input) => JSON.stringify([place(input), input.threadRootId]),
  note: (input, search) =>
    input.threadRootId
      ? noteThread(place(input), input.threadRootId, search)
      : noteChannel(place(input), search),
  find: (input, search) =>
    input.threadRootId
      ? inThread(place(input), input.threadRootId, input, search)
      : inChannel(place(input), input, search),
};

export const sendReply: Recipe<"sendReply"> = {
  once: true,
  key: (input) => JSON.stringify([place(input), input.messageId, canonical(input.text)]),
  place: (input) => JSON.stringify([place(input), input.messageId]),
  note: (input, search) => noteThread(place(input), input.messageId, search),
  find: (input, search) => inThread(place(input), input.messageId, input, search),
};

/** The bot has direct channels of its own, which the key's owner is not in. */
function byBot({ asBot }: { asBot?: boolean | undefined }): boolean {
  return asBot === true;
}

export const dmUser: Recipe<"dmUser"> = {
  once: true,
  unseen: byBot,
  key: (input) => JSON.stringify([input.userId ?? input.email, canonical(input.text)]),
  place: (input) => JSON.stringify(person(input)),
  note: (input, search) => noteDirect(person(input), search),
  find: (input, search) => inDirect(person(input), input, search),
};

export const dmGroup: Recipe<"dmGroup"> = {
  once: true,
  unseen: byBot,
  key: (input) => JSON.stringify([input.userIds ?? input.emails, canonical(input.text)]),
  place: (input) => JSON.stringify(people(input)),
  note: (input, search) => noteDirect(people(input), search),
  find: (input, search) => inDirect(people(input), input, search),
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
  return (message.reactions ?? []).some(({ user, code }) => user === me && isReaction(code, input.reaction));
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
