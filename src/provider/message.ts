import { isId } from "../pumble/ids";
import { normalizeChannelName } from "../pumble/names";
import { a, lengthBetween, Problem } from "../terraform";
import { defineResource } from "./context";
import { explain, explained, failedAs } from "./problem";
import { pumbleId } from "./validators";

export const message = defineResource({
  name: "message",
  description: [
    "A message that is kept in a channel: posted once, edited in place when its text changes, deleted when it is",
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
    text: a.string({
      required: true,
      validate: [lengthBetween(1, 100_000)],
      description: "Text, 1 to 100000 characters. A change edits the message in place.",
    }),
    as_bot: a.bool({
      optional: true,
      default: false,
      replace: true,
      description:
        "Send it as the addon's bot instead of the key's owner. Default `false`. A change posts the message anew.",
    }),
  },

  async create({ plan, context }) {
    const { channel_id, text, as_bot } = plan;
    const { id } = await explained(() =>
      context.client.sendMessage({ channelId: channel_id, text, asBot: as_bot }),
    );
    return { id, channel_id, text, as_bot };
  },

  async read({ state, context }) {
    const { id, channel_id } = state;
    try {
      const found = await context.client.fetchMessage({ channelId: channel_id, messageId: id });
      if (found.deleted) return null;
      return { id, channel_id, text: found.text, as_bot: Boolean(found.authorAppId) };
    } catch (error) {
      if (failedAs(error, "not_found")) return null;
      throw explain(error);
    }
  },

  async update({ plan, state, context }) {
    const { id, channel_id } = state;
    await explained(() =>
      context.client.editMessage({ channelId: channel_id, messageId: id, text: plan.text }),
    );
    return { ...state, text: plan.text };
  },

  async delete({ state, context }) {
    try {
      await context.client.deleteMessage({ channelId: state.channel_id, messageId: state.id });
    } catch (error) {
      if (!failedAs(error, "not_found")) throw explain(error);
    }
  },

  async importState({ id, context }) {
    const [where = "", messageId = ""] = id.split("/");
    if (!where || !isId(messageId)) throw badImportId(id);
    if (isId(where)) return { id: messageId, channel_id: where };
    const name = normalizeChannelName(where.replace(/^#/, ""));
    const found = await context.workspace.channelByName(name);
    if (!found) {
      throw new Problem({
        title: `Cannot import message "${id}"`,
        cause: `No channel that the key's owner can see is called "${name}".`,
        nextStep: "Give CHANNEL/MESSAGE, the channel by id or name.",
      });
    }
    return { id: messageId, channel_id: found.channel.id };
  },
});

function badImportId(id: string): Problem {
  return new Problem({
    title: `Cannot import message "${id}"`,
    cause: "The import id names no channel and message.",
    nextStep:
      "Give CHANNEL/MESSAGE: the channel by id or name, a slash, and the message's id of 24 hex digits.",
  });
}
