/** Operations on messages. */
import type { PlatformSession } from "../../platform/client";
import { PlatformRefusal, PlatformUnavailable } from "../../platform/errors";
import type { Message, MessageList } from "../../pumble/operations/shapes";
import { refused } from "./api-problem";
import { type Handlers, type JsonText, json } from "./handler";
import type { MemberCall } from "./member-call";
import { splitSearch } from "./split-search";

const ok = json({ status: "ok" });

function reference({ id, channelId }: Pick<Message, "id" | "channelId">) {
  return json({ id, channelId });
}

/**
 * Acts as the key's owner; when that is refused and the message is the bot's, as the bot. The owner must be able to see
 * the message for that, and have sent it, or administer the workspace.
 */
async function asAuthor(
  call: MemberCall,
  {
    channelId,
    messageId,
    change,
  }: { channelId: string; messageId: string; change: "bot.edited" | "bot.deleted" },
  act: (session: PlatformSession) => Promise<unknown>,
): Promise<null> {
  try {
    await act(call.user);
  } catch (refusal) {
    if (!(refusal instanceof PlatformRefusal)) throw refusal;
    const bot = await call.botIfAny();
    if (!bot) throw refusal;
    const seen = await call.user.fetchMessage(channelId, messageId).catch(() => null);
    if (seen?.value.author !== bot.id) throw refusal;
    if (!(await call.mayChangeAsBot(messageId))) {
      throw refused("not_allowed", "Another member sent this message through the bot");
    }
    await act(bot.session).catch(async (error: unknown) => {
      if (error instanceof PlatformUnavailable)
        await call.changedAsBot(change, messageId, "may have happened");
      throw error;
    });
    await call.changedAsBot(change, messageId);
  }
  return null;
}

/** The direct channel with these members, opened when there is none. */
async function directChannel(session: PlatformSession, selfId: string, others: string[]): Promise<string> {
  try {
    return (await session.getDirectChannel([selfId, ...others])).value.channel.id;
  } catch (error) {
    if (!(error instanceof PlatformRefusal)) throw error;
    return (await session.createDirectChannel(others)).value.channel.id;
  }
}

async function sendDirect(
  call: MemberCall,
  memberIds: string[],
  message: { text: string; asBot?: boolean | undefined; attachments?: unknown[] | undefined },
) {
  call.checkNotNarrowed();
  const { text, attachments, asBot } = message;
  const bot = asBot ? await call.bot() : null;
  // Nothing else here asks Pumble whether the key's owner is still there.
  if (bot) await call.role();
  const session = bot?.session ?? call.user;
  const channelId = await directChannel(session, bot?.id ?? call.key.userId, memberIds);
  const posted = (await session.postMessage(channelId, { text, attachments })).value;
  if (bot) await call.sentAsBot(posted);
  return reference(posted);
}

export const messageHandlers: Handlers<
  | "sendMessage"
  | "sendReply"
  | "dmUser"
  | "dmGroup"
  | "fetchMessage"
  | "fetchThreadReplies"
  | "searchMessages"
  | "deleteMessage"
  | "listMessages"
  | "addReaction"
  | "removeReaction"
  | "editMessage"
> = {
  async sendMessage(call, input) {
    const channelId = await call.channelId(input);
    const session = await call.sender(input.asBot, channelId);
    const { text, blocks, attachments, threadRootId } = input;
    await call.checkRoot(channelId, threadRootId, input.asBot);
    const posted = (await session.postMessage(channelId, { text, blocks, attachments }, threadRootId)).value;
    if (input.asBot) await call.sentAsBot(posted);
    return reference(posted);
  },

  async sendReply(call, input) {
    const channelId = await call.channelId(input);
    const session = await call.sender(input.asBot, channelId);
    const { text, blocks, attachments, alsoSendToChannel, messageId } = input;
    const draft = { text, blocks, attachments, alsoSendToChannel };
    await call.checkRoot(channelId, messageId, input.asBot);
    const posted = (await session.postMessage(channelId, draft, messageId)).value;
    if (input.asBot) await call.sentAsBot(posted);
    return reference(posted);
  },

  async dmUser(call, input) {
    const userId = input.userId ?? (await call.addresseeId(input.email ?? ""));
    if (userId === call.key.userId && !input.asBot) {
      throw refused("invalid", "Invalid request parameters: a direct message to yourself");
    }
    return sendDirect(call, [userId], input);
  },

  async dmGroup(call, input) {
    const byEmail = await Promise.all((input.emails ?? []).map((email) => call.addresseeId(email)));
    return sendDirect(call, [...new Set([...(input.userIds ?? []), ...byEmail])], input);
  },

  async fetchMessage(call, input) {
    return call.user.fetchMessage(await call.channelId(input), input.messageId);
  },

  async fetchThreadReplies(call, input) {
    const { cursor, limit = 100, strategy } = input;
    const page = { cursor, limit, strategy };
    return call.user.fetchThreadReplies(await call.channelId(input), input.rootMessageId, page);
  },

  async searchMessages(call, input) {
    const [from, channels] = await Promise.all([
      Promise.all((input.from ?? []).map((member) => call.memberId(member))),
      Promise.all((input.in ?? []).map((channel) => call.channelId({ channel }))),
    ]);
    const narrowed = channels.length > 0 ? channels : call.key.scopes.channels;
    const search = { ...input, from: input.from && from, in: narrowed ?? undefined };
    return splitSearch(search, (part) => call.user.searchMessages({ ...search, ...part }));
  },

  async deleteMessage(call, input) {
    const channelId = await call.channelId(input);
    const { messageId } = input;
    return asAuthor(call, { channelId, messageId, change: "bot.deleted" }, (session) =>
      session.deleteMessage(channelId, messageId),
    );
  },

  async listMessages(call, input) {
    const { cursor, limit = 100, strategy } = input;
    const page = { cursor, limit, strategy };
    return call.user.listMessages(await call.channelId(input), page) as Promise<JsonText<MessageList>>;
  },

  async addReaction(call, { messageId, channelId, reaction, skinTone }) {
    await call.checkMessage(channelId, messageId);
    await call.user.addReaction(messageId, { code: reaction, skinTone });
    return ok;
  },

  async removeReaction(call, { messageId, channelId, reaction }) {
    await call.checkMessage(channelId, messageId);
    await call.user.removeReaction(messageId, { code: reaction });
    return ok;
  },

  async editMessage(call, { channelId, messageId, text, blocks }) {
    call.checkChannel(channelId);
    return asAuthor(call, { channelId, messageId, change: "bot.edited" }, (session) =>
      session.editMessage(channelId, messageId, { text, blocks }),
    );
  },
};
