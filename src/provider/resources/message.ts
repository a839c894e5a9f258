import type { Message } from "../../pumble/operations/shapes";
import { a, t } from "../../terraform";
import { explain } from "../call-problem";
import {
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
  planAdopted,
  planPosted,
  postedAttributes,
  remove,
  settle,
  type Wanted,
} from "../content/posted";
import { shownText } from "../content/shown-text";
import { defineResource, type PumbleContext } from "../context";
import { inChannel } from "../people/in-channel";
import { rememberOwner, warnOfOther } from "../people/owner";
import { importProblems } from "../problems/imports";
import { pumbleId } from "../values/validators";

export const message = defineResource({
  name: "message",
  description: [
    "A message that is kept in a channel: posted once, edited in place when its content changes, deleted when it is",
    "destroyed. A message that somebody deleted in Pumble is posted again by the next apply.",
    "",
    "Terraform makes several messages at once, in any order. Where they stand in one channel and their order matters, let",
    "each wait for the one before it with `depends_on`.",
  ].join("\n"),
  attributes: {
    id: a.string({ computed: true, keepState: true, description: "Id of the message, 24 hex digits." }),
    channel_id: a.string({
      required: true,
      replace: true,
      validate: [pumbleId],
      description: "Id of the channel. Another channel posts the message anew.",
    }),
    ...bodyAttributes,
    attachments: attachmentsAttribute,
    adopt_existing: a.bool({
      optional: true,
      default: false,
      description:
        "Take over a message of the same sender and content among the channel's newest 200 instead of sending it, such as one whose apply was cut off. Only for messages whose content is unique in the channel. Default `false`.",
    }),
    as_bot: a.bool({
      optional: true,
      default: false,
      replace: true,
      description:
        "Send it as the addon's bot instead of the key's owner. Default `false`. A change posts the message anew.",
    }),
    ...postedAttributes,
  },

  validate: ({ config, diagnostics }) => checkContent(config, diagnostics),

  async create({ plan, context, privateState, saveState }) {
    const { channel_id } = plan;
    const sent = await sendable(plan, context);
    const { made } = context.workspace.claims;
    const existing = plan.adopt_existing ? await adoptable(plan, { sent, taken: made }, context) : null;
    const id = existing?.id ?? (await send(plan, sent, context));
    made.add(id);
    rememberOwner(privateState, context);
    saveState({ ...plan, id });
    await settle({ channel_id, id }, sent, { context, privateState });
    return { ...plan, id };
  },

  async read({ state, context, privateState, diagnostics }) {
    const isImport = isImported(state);
    const what = `Message ${state.id}`;
    const reading = { context, privateState, diagnostics };
    const content = new ContentReader(state, privateState, context.workspace);
    const found = await find(state, reading, {
      ...{ what, isImport },
      isAsExpected: async (shown) =>
        Boolean(shown.authorAppId) === state.as_bot && (await content.isUnchanged(shown)),
    });
    if (!found) return null;
    if (found === "unseen") return state;
    if (isImport) await checkOwnable(found, typedFor(found, privateState), context);
    if (!found.authorAppId) warnOfOther(what, reading);
    return { ...state, ...(await content.read(found)), as_bot: Boolean(found.authorAppId) };
  },

  async update({ plan, state, context, privateState }) {
    await edit(state, plan, { context, privateState });
    return { ...plan, id: state.id };
  },

  delete: ({ state, ...call }) => remove(state, call, `Message ${state.id}`),

  async importState({ id, identity, context, privateState }) {
    if (identity) return identityParts(identity, "message");
    const asked = importedForm(id);
    const written = { what: "message", form: "CHANNEL/MESSAGE", typed: id };
    rememberTyped(privateState, id);
    const [channel_id = "", messageId = ""] = await importParts(asked.id, context, written);
    return { id: messageId, channel_id, ...asked.form };
  },

  async modifyPlan(call) {
    await planPosted(call);
    await planAdopted(call, { lookUp: adoptable, thing: messageOf });
  },

  identity: {
    attributes: {
      channel_id: { type: t.string, description: "Id of the channel." },
      id: { type: t.string, description: "Id of the message." },
    },
    of: ({ channel_id, id }) => ({ channel_id, id }),
  },

  list: {
    description:
      "Messages of a channel, newest first: those of the key's owner and those of apps' bots, for Pumble does not tell who sent one `as_bot`; or everybody's. Replies that were also sent to the channel are not among them: they are `pumble_reply`.",
    attributes: {
      channel_id: a.string({ required: true, validate: [pumbleId], description: "Id of the channel." }),
      include_others: a.bool({
        optional: true,
        description: "Everybody's messages, though only their authors can change them. Default `false`.",
      }),
    },
    run: ({ config, context }) => listed(config.channel_id, config.include_others ?? false, context),
  },
});

interface Place {
  channel_id: string;
  as_bot: boolean;
}

async function adoptable({ channel_id, as_bot }: Place, { sent, taken }: Wanted, context: PumbleContext) {
  const { workspace } = context;
  const { id: mine } = await workspace.owner();
  const found = await workspace.oldestMessage(channel_id, (message) => {
    const isFrom = as_bot ? Boolean(message.authorAppId) : message.author === mine;
    const isPlain = !message.deleted && !message.subtype && !message.threadReplyInfo;
    return isFrom && isPlain && !taken.has(message.id) && saysTheSame(message, sent);
  });
  if (found) taken.add(found.id);
  return found;
}

/** Refuses to import what cannot be kept as a message. @throws {Problem} */
async function checkOwnable(found: Message, typed: string, context: PumbleContext): Promise<void> {
  const root = found.threadReplyInfo?.rootId;
  const { id, channelId } = found;
  if (await isDirect(channelId, context))
    throw importProblems.import_direct({ id: typed, place: `${channelId}/${id}` });
  if (root) throw importProblems.import_is_reply({ id: typed, place: `${channelId}/${root}/${id}` });
  await checkAuthor(found, { what: "message", id: typed }, context);
}

async function send(place: Place, sent: Sendable, context: PumbleContext) {
  const { channel_id: channelId, as_bot: asBot } = place;
  const { client } = context;
  const { id } = await inChannel(place, context, () => client.sendMessage({ channelId, ...sent, asBot }));
  return id;
}

/** Whether it is a conversation, whose messages are pumble_direct_message. A key that may not ask does not know. */
async function isDirect(channelId: string, { workspace }: PumbleContext): Promise<boolean> {
  const entry = await workspace.channelById(channelId).catch(() => null);
  return entry?.channel.channelType === "DIRECT";
}

const unremembered = { get: () => undefined, set: () => {} };

async function* listed(channelId: string, includeOthers: boolean, context: PumbleContext) {
  const { client, workspace } = context;
  if (await isDirect(channelId, context)) throw importProblems.list_direct({ channel_id: channelId });
  const nothing = { text: null, markdown: null, blocks: null, allow_broadcast: false };
  const { id: mine } = await workspace.owner();
  try {
    for await (const found of client.allMessages({ channelId })) {
      // What an app's bot sent may be the key's owner's, as_bot; a reply in the channel is a pumble_reply.
      const isMine = found.author === mine || Boolean(found.authorAppId);
      if (found.deleted || found.subtype || found.threadReplyInfo || (!isMine && !includeOthers)) continue;
      const content = await new ContentReader(nothing, unremembered).read(found);
      const displayName = (await shownText(found.text, workspace)).replace(/\s+/g, " ").slice(0, 60);
      yield {
        displayName: displayName || found.id,
        state: {
          ...{ id: found.id, channel_id: channelId, ...content, as_bot: Boolean(found.authorAppId) },
          ...{ markdown_base_url: null, markdown_unresolved: null },
          ...{ adopt_existing: false, triggers: null, on_destroy: "delete" },
        },
      };
    }
  } catch (error) {
    throw explain(error);
  }
}
