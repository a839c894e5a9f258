import { a, t } from "../../terraform";
import {
  attachmentsAttribute,
  bodyAttributes,
  checkContent,
  isUnchanged,
  observedContent,
  planContent,
  type Sendable,
  saysTheSame,
  sendable,
} from "../content/content";
import { edit, find, importParts, postedAttributes, remove, settle } from "../content/posted";
import { defineResource, type PumbleContext } from "../context";
import { explain, explained } from "../problem";
import { pumbleId } from "../values/validators";

export const message = defineResource({
  name: "message",
  description: [
    "A message that is kept in a channel: posted once, edited in place when its content changes, deleted when it is",
    "destroyed. A message that somebody deleted in Pumble is posted again by the next apply.",
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
    const existing = plan.adopt_existing ? await adoptable(plan, sent, context) : null;
    const id = existing?.id ?? (await send(plan, sent, context));
    saveState({ ...plan, id });
    await settle({ channel_id, id }, sent, { context, privateState });
    return { ...plan, id };
  },

  async read({ state, context, privateState }) {
    const found = await find(
      state,
      context,
      async (shown) =>
        Boolean(shown.authorAppId) === state.as_bot && (await isUnchanged(state, shown, privateState)),
    );
    if (!found) return null;
    const content = await observedContent(state, found, privateState);
    return { ...state, ...content, as_bot: Boolean(found.authorAppId) };
  },

  async update({ plan, state, context, privateState }) {
    await edit(state, plan, { context, privateState });
    return { ...plan, id: state.id };
  },

  delete: ({ state, context }) => remove(state, context),

  async importState({ id, identity, context }) {
    if (identity) return { id: identity.id as string, channel_id: identity.channel_id as string };
    const form = { what: "message", form: "CHANNEL/MESSAGE" };
    const [channel_id = "", messageId = ""] = await importParts(id, context, form);
    return { id: messageId, channel_id };
  },

  modifyPlan: (call) => planContent(call),

  identity: {
    attributes: {
      channel_id: { type: t.string, description: "Id of the channel." },
      id: { type: t.string, description: "Id of the message." },
    },
    of: ({ channel_id, id }) => ({ channel_id, id }),
  },

  list: {
    description: "Messages of a channel, newest first: those of the key's owner, or everybody's.",
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

function adoptable({ channel_id, as_bot }: Place, sent: Sendable, { workspace }: PumbleContext) {
  return workspace.claimMessage(channel_id, (message) => {
    const isFrom = as_bot ? Boolean(message.authorAppId) : message.author === workspace.me.id;
    const isPlain = !message.deleted && !message.subtype && !message.threadReplyInfo;
    return isFrom && isPlain && saysTheSame(message, sent);
  });
}

async function send({ channel_id, as_bot }: Place, sent: Sendable, { client, workspace }: PumbleContext) {
  const { id } = await explained(() => client.sendMessage({ channelId: channel_id, ...sent, asBot: as_bot }));
  workspace.claim(id);
  return id;
}

async function* listed(channelId: string, includeOthers: boolean, { client, workspace }: PumbleContext) {
  const nothing = { text: null, markdown: null, blocks: null, allow_broadcast: false };
  try {
    for await (const found of client.allMessages({ channelId })) {
      const isMine = found.author === workspace.me.id;
      if (found.deleted || found.subtype || (!isMine && !includeOthers)) continue;
      const content = await observedContent(nothing, found, { get: () => undefined, set: () => {} });
      yield {
        displayName: found.text.replace(/\s+/g, " ").slice(0, 60) || found.id,
        state: {
          ...{ id: found.id, channel_id: channelId, ...content, as_bot: Boolean(found.authorAppId) },
          ...{ adopt_existing: false, triggers: null, on_destroy: "delete" },
        },
      };
    }
  } catch (error) {
    throw explain(error);
  }
}
