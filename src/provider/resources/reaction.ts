import { emojiCodePattern, emojiCodeProblem, isReaction } from "../../pumble/messages/emoji";
import type { Message } from "../../pumble/operations/shapes";
import { a, between, isUnknown, matches, t } from "../../terraform";
import { explain } from "../call-problem";
import { identityParts, importParts } from "../content/import-ids";
import { find, isLeft } from "../content/posted";
import { defineResource } from "../context";
import { inChannel, warnOfArchived } from "../people/in-channel";
import { makeAlone, planAlone, planAnother } from "../people/one-owner";
import { notYours, otherOwner, ownerOf, rememberOwner, warnOfOther } from "../people/owner";
import { importProblems } from "../problems/imports";
import { messageProblems } from "../problems/messages";
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

  async create({ plan, context, privateState }) {
    const { channel_id, message_id, reaction: emoji, skin_tone } = plan;
    makeAlone(context, reactionOf(plan));
    await context.workspace.claims.stay([reactionOf(plan).is]);
    await inChannel(plan, context, () =>
      context.client.addReaction({
        ...{ channelId: channel_id, messageId: message_id, reaction: emoji },
        ...(skin_tone === null ? {} : { skinTone: skin_tone }),
      }),
    );
    context.workspace.forgetMessage(channel_id, message_id);
    rememberOwner(privateState, context);
    return { ...plan, id: idOf(plan) };
  },

  async read({ state, context, privateState, diagnostics }) {
    const reading = { context, privateState, diagnostics };
    const owner = ownerOf(privateState, context) ?? (await context.workspace.owner());
    const isTheirs = ({ reactions }: Message) =>
      reactions?.some(({ user, code }) => user === owner.id && isReaction(code, state.reaction)) ?? false;
    const what = called(state);
    const { channel_id, message_id } = state;
    // Right after an import there is no id yet.
    const asked = { what, isImport: state.id === null, isAsExpected: isTheirs };
    const found = await find({ channel_id, id: message_id }, reading, asked);
    if (found === "unseen") return state;
    if (!found) {
      if (asked.isImport) return null;
      diagnostics.add(messageProblems.reaction_message_gone({ what }));
      return state;
    }
    // What somebody else took back is theirs to give again.
    if (warnOfOther(what, reading)) return { ...state, id: idOf(state) };
    return isTheirs(found) ? { ...state, id: idOf(state) } : null;
  },

  async delete({ state, context, privateState, diagnostics }) {
    const { channel_id, message_id, reaction: emoji } = state;
    const what = called(state);
    const other = otherOwner(privateState, context);
    if (other) throw notYours(what, other, context.workspace);
    const { claims } = context.workspace;
    try {
      await claims.depart(reactionOf(state).is, () =>
        context.client.removeReaction({ channelId: channel_id, messageId: message_id, reaction: emoji }),
      );
    } catch (error) {
      const removing = { context, privateState, diagnostics, what };
      if (!(await isLeft(error, channel_id, removing))) throw explain(error);
    }
    context.workspace.forgetMessage(channel_id, message_id);
  },

  /** The API adds a reaction whatever channel is given, and is then never seen there. */
  async modifyPlan(call) {
    const { action, plan, context } = call;
    if (action === "destroy" || !context.configured) return;
    if (action === "create") await warnOfArchived(plan.channel_id, call);
    const { channel_id: channelId, message_id: id, reaction: emoji } = plan;
    if (isUnknown(channelId) || isUnknown(id) || isUnknown(emoji)) return;
    const object = { channel_id: channelId, message_id: id, reaction: emoji };
    const isAnother = call.state !== null && idOf(call.state) !== idOf(object);
    (isAnother ? planAnother : planAlone)(call, reactionOf(object));
    if (action !== "create") return;
    const { workspace } = context;
    // Whose reaction it is must be known to find it again.
    await workspace.owner();
    const found = await workspace.message({ channelId, id, isAsExpected: () => true });
    // Why nothing can be done where the key's owner sees nothing is told by the apply.
    if (!found && (await workspace.isShown(channelId))) {
      throw messageProblems.reaction_message_missing({ message_id: id, channel_id: channelId });
    }
    return { ...plan, id: idOf(object) };
  },

  async importState({ id, identity, context }) {
    if (identity) return identityParts(identity, "reaction", ["reaction"]);
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

function called({ reaction: emoji, message_id }: Record<"message_id" | "reaction", string>): string {
  return `Reaction ${emoji} to message ${message_id}`;
}

/** A reaction, for whichever resource has it. */
function reactionOf(object: Parameters<typeof idOf>[0]) {
  return { is: `reaction ${idOf(object)}`, called: called(object) };
}
