import { emojiCodePattern, emojiCodeProblem } from "../../pumble/messages/emoji";
import type { Message } from "../../pumble/operations/shapes";
import { a, between, matches, t } from "../../terraform";
import { importParts } from "../content/posted";
import { defineResource } from "../context";
import { explain, explained, failedAs } from "../problem";
import { importProblems } from "../problems/imports";
import { pumbleId } from "../values/validators";

export const reaction = defineResource({
  name: "reaction",
  description: [
    "A reaction of the key's owner to a message. It is taken back when it is destroyed, and added again when somebody",
    "took it back in Pumble. Every change makes a new reaction.",
  ].join("\n"),
  attributes: {
    id: a.string({
      computed: true,
      keepState: true,
      description: "The channel's id, the message's id and the emoji code, with slashes between.",
    }),
    channel_id: a.string({
      required: true,
      replace: true,
      validate: [pumbleId],
      description: "Id of the channel that the message is in.",
    }),
    message_id: a.string({
      required: true,
      replace: true,
      validate: [pumbleId],
      description: "Id of the message or reply.",
    }),
    reaction: a.string({
      required: true,
      replace: true,
      validate: [matches(emojiCodePattern, emojiCodeProblem)],
      description: "Emoji code with colons, such as `:tada:`.",
    }),
    skin_tone: a.int({
      optional: true,
      replace: true,
      validate: [between(1, 6)],
      description:
        "Skin tone, 1 to 6. Pumble does not tell it, so a change made there is not seen, and an import leaves it empty.",
    }),
  },

  async create({ plan, context }) {
    const { channel_id, message_id, reaction: emoji, skin_tone } = plan;
    await explained(() =>
      context.client.addReaction({
        ...{ channelId: channel_id, messageId: message_id, reaction: emoji },
        ...(skin_tone === null ? {} : { skinTone: skin_tone }),
      }),
    );
    context.workspace.forgetMessage(channel_id, message_id);
    return { ...plan, id: idOf(plan) };
  },

  async read({ state, context }) {
    const { me } = context.workspace;
    const isMine = ({ reactions }: Message) =>
      reactions?.some(({ user, code }) => user === me.id && isCode(code, state.reaction)) ?? false;
    const { channel_id: channelId, message_id: id } = state;
    const found = await context.workspace.message({ channelId, id, isAsExpected: isMine });
    return found && isMine(found) ? { ...state, id: idOf(state) } : null;
  },

  async delete({ state, context }) {
    const { channel_id, message_id, reaction: emoji } = state;
    try {
      await context.client.removeReaction({
        ...{ channelId: channel_id, messageId: message_id, reaction: emoji },
      });
    } catch (error) {
      if (!failedAs(error, "not_found")) throw explain(error);
    }
    context.workspace.forgetMessage(channel_id, message_id);
  },

  async importState({ id, identity, context }) {
    if (identity) {
      const { channel_id, message_id, reaction: emoji } = identity as Record<string, string>;
      return { channel_id, message_id, reaction: emoji };
    }
    const form = { what: "reaction", form: "CHANNEL/MESSAGE/CODE" };
    const [channel_id = "", message_id = "", emoji = ""] = await importParts(id, context, {
      ...form,
      free: 1,
    });
    if (!emojiCodePattern.test(emoji)) throw importProblems.import_emoji_code({ id, code: emoji });
    return { channel_id, message_id, reaction: emoji };
  },

  identity: {
    attributes: {
      channel_id: { type: t.string, description: "Id of the channel." },
      message_id: { type: t.string, description: "Id of the message." },
      reaction: { type: t.string, description: "Emoji code with colons." },
    },
    of: ({ channel_id, message_id, reaction: emoji }) => ({ channel_id, message_id, reaction: emoji }),
  },
});

function idOf({
  channel_id,
  message_id,
  reaction: emoji,
}: Record<"channel_id" | "message_id" | "reaction", string>) {
  return `${channel_id}/${message_id}/${emoji}`;
}

/** Whether a code that Pumble lists is this one, in whatever skin tone. */
function isCode(listed: string, wanted: string): boolean {
  return listed === wanted || listed.startsWith(`${wanted}:skin-tone-`);
}
