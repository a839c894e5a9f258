import type { Message } from "../../pumble/operations/shapes";
import { a, t } from "../../terraform";
import { explained } from "../call-problem";
import {
  alreadyShown,
  attachmentsAttribute,
  bodyAttributes,
  checkContent,
  type Sendable,
  saysTheSame,
  sendable,
} from "../content/content";
import { checkAuthor, identityParts, importParts, rememberTyped, typedFor } from "../content/import-ids";
import { importedForm, isImported } from "../content/imported";
import { ContentReader } from "../content/observed";
import {
  edit,
  find,
  messageOf,
  overwrite,
  planAdopted,
  planPosted,
  postedAttributes,
  remove,
  settle,
  type Wanted,
} from "../content/posted";
import { defineResource, type PumbleContext } from "../context";
import { inChannel } from "../people/in-channel";
import { rememberOwner, warnOfOther } from "../people/owner";
import { importProblems } from "../problems/imports";
import { pumbleId } from "../values/validators";

export const reply = defineResource({
  name: "reply",
  description: [
    "A reply that is kept in a thread: posted once, edited in place when its content changes, deleted when it is",
    "destroyed. A reply that somebody deleted in Pumble is posted again by the next apply.",
  ].join("\n"),
  attributes: {
    id: a.string({ computed: true, keepState: true, description: "Id of the reply, 24 hex digits." }),
    channel_id: a.string({
      required: true,
      replace: true,
      validate: [pumbleId],
      description: "Id of the channel that the thread is in.",
    }),
    thread_root_id: a.string({
      required: true,
      replace: true,
      validate: [pumbleId],
      description: "Id of the message that the thread hangs on. Another thread posts the reply anew.",
    }),
    ...bodyAttributes,
    attachments: attachmentsAttribute,
    also_send_to_channel: a.bool({
      optional: true,
      default: false,
      replace: true,
      description: "Show it in the channel too. Default `false`. A change posts the reply anew.",
    }),
    adopt_existing: a.bool({
      optional: true,
      default: false,
      description:
        "Take over a reply of the same sender and content in the thread instead of sending it, such as one whose apply was cut off. Default `false`.",
    }),
    as_bot: a.bool({
      optional: true,
      default: false,
      replace: true,
      description:
        "Send it as the addon's bot instead of the key's owner. Default `false`. A change posts the reply anew.",
    }),
    ...postedAttributes,
  },

  validate: ({ config, diagnostics }) => checkContent(config, diagnostics),

  async create({ plan, context, privateState, saveState }) {
    const sent = await sendable(plan, context);
    const { made: taken } = context.workspace.claims;
    const existing = plan.adopt_existing ? await adoptable(plan, { sent, taken }, context) : null;
    const id = existing?.id ?? (await send(plan, sent, context));
    taken.add(id);
    const made = { ...plan, id };
    rememberOwner(privateState, context);
    saveState(made);
    await settle(made, sent, { context, privateState });
    // An addon that takes no blocks in replies has shown the text alone.
    const isBare = sent.blocks && plan.also_send_to_channel && !alreadyShown(privateState, sent);
    if (isBare) await overwrite(made, sent, { context, privateState });
    return made;
  },

  async read({ state, context, privateState, diagnostics }) {
    const isImport = isImported(state);
    const what = `Reply ${state.id}`;
    const reading = { context, privateState, diagnostics };
    const found = await find(state, reading, { what, isImport });
    if (!found) return null;
    if (found === "unseen") return state;
    if (isImport) {
      const id = typedFor(found, privateState);
      const isThere = found.threadReplyInfo?.rootId === state.thread_root_id;
      if (!isThere) throw importProblems.import_other_thread({ id });
      await checkAuthor(found, { what: "reply", id }, context);
    }
    if (!found.authorAppId) warnOfOther(what, reading);
    const content = await new ContentReader(state, privateState, context.workspace).read(found);
    const also_send_to_channel = found.threadReplyInfo?.replySentToChannel ?? state.also_send_to_channel;
    return { ...state, ...content, also_send_to_channel, as_bot: Boolean(found.authorAppId) };
  },

  async update({ plan, state, context, privateState }) {
    await edit(state, plan, { context, privateState });
    return { ...plan, id: state.id };
  },

  delete: ({ state, ...call }) => remove(state, call, `Reply ${state.id}`),

  async importState({ id, identity, context, privateState }) {
    if (identity) return identityParts(identity, "reply");
    const asked = importedForm(id);
    const written = { what: "reply", form: "CHANNEL/THREAD_ROOT/REPLY", typed: id };
    rememberTyped(privateState, id);
    const [channel_id = "", thread_root_id = "", replyId = ""] = await importParts(
      asked.id,
      context,
      written,
    );
    return { id: replyId, channel_id, thread_root_id, ...asked.form };
  },

  async modifyPlan(call) {
    await planPosted(call);
    await planAdopted(call, { lookUp: adoptable, thing: messageOf });
  },

  identity: {
    attributes: {
      channel_id: { type: t.string, description: "Id of the channel." },
      thread_root_id: { type: t.string, description: "Id of the thread root." },
      id: { type: t.string, description: "Id of the reply." },
    },
    of: ({ channel_id, thread_root_id, id }) => ({ channel_id, thread_root_id, id }),
  },
});

interface Sending {
  channel_id: string;
  thread_root_id: string;
  also_send_to_channel: boolean;
  as_bot: boolean;
}

/** The oldest reply in the thread that says this already and that no other resource has made or taken in. */
async function adoptable(plan: Sending, { sent, taken }: Wanted, { client, workspace }: PumbleContext) {
  const { channel_id: channelId, thread_root_id: rootMessageId, as_bot } = plan;
  const { id: mine } = await workspace.owner();
  const isIt = (message: Message) => {
    const isFrom = as_bot ? Boolean(message.authorAppId) : message.author === mine;
    return isFrom && !message.deleted && !taken.has(message.id) && saysTheSame(message, sent);
  };
  const replies = client.allThreadReplies({ channelId, rootMessageId });
  const found = await explained(() => lastOf(replies, isIt));
  if (found) taken.add(found.id);
  return found;
}

/** Of a walk from new to old, the oldest that fits. */
async function lastOf(
  walk: AsyncIterable<Message>,
  fits: (one: Message) => boolean,
): Promise<Message | null> {
  let found: Message | null = null;
  for await (const message of walk) if (fits(message)) found = message;
  return found;
}

/** Rich text goes the documented way, which cannot show a reply in the channel too. */
async function send(plan: Sending, sent: Sendable, context: PumbleContext): Promise<string> {
  const { client } = context;
  const { channel_id: channelId, thread_root_id: root, also_send_to_channel, as_bot: asBot } = plan;
  const { id } = await inChannel(plan, context, () =>
    sent.blocks && !also_send_to_channel
      ? client.sendMessage({ channelId, threadRootId: root, asBot, ...sent })
      : client.sendReply({
          ...{ channelId, messageId: root, asBot },
          alsoSendToChannel: also_send_to_channel,
          ...sent,
        }),
  );
  return id;
}
