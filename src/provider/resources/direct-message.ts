import { textMax } from "../../pumble/limits";
import type { User } from "../../pumble/operations/shapes";
import { a, atPlan, isUnknown, lengthBetween, sizeBetween, t } from "../../terraform";
import { attachmentsAttribute, isUnchanged, observedContent, sendable } from "../content/content";
import { edit, find, importParts, postedAttributes, remove, settle } from "../content/posted";
import { defineResource, type PumbleContext } from "../context";
import { eachEmail, eachId, importedUser, sameEmails, usersNamed } from "../people/people";
import { explained } from "../problem";
import { importProblems } from "../problems/imports";
import { memberProblems } from "../problems/members";
import { exactlyOne } from "../values/exactly-one";

/** What a direct message says, as that of other messages. */
const plain = { markdown: null, blocks: null, allow_broadcast: false };

export const directMessage = defineResource({
  name: "direct_message",
  description: [
    "A direct message from the key's owner to one member, or to a group of up to 8. It is sent once, edited in place",
    "when its text changes, and deleted when it is destroyed. The conversation is opened when there is none.",
  ].join("\n"),
  attributes: {
    id: a.string({ computed: true, keepState: true, description: "Id of the message, 24 hex digits." }),
    channel_id: a.string({
      computed: true,
      keepState: true,
      description: "Id of the conversation's channel.",
    }),
    user_ids: a.set(t.string, {
      optional: true,
      computed: true,
      keepState: true,
      replace: true,
      validate: [atPlan(sizeBetween(1, 8)), eachId],
      description:
        "Ids of 1 to 8 members, the key's owner not among them. Give either `user_ids` or `emails`.",
    }),
    emails: a.set(t.string, {
      optional: true,
      computed: true,
      keepState: true,
      replace: true,
      validate: [atPlan(sizeBetween(1, 8)), eachEmail],
      equal: sameEmails,
      description: "E-mail addresses of 1 to 8 members. Give either `user_ids` or `emails`.",
    }),
    text: a.string({
      required: true,
      validate: [lengthBetween(1, textMax)],
      description: `Text, 1 to ${textMax} characters. A change edits the message in place.`,
    }),
    attachments: attachmentsAttribute,
    ...postedAttributes,
  },

  validate: ({ config, diagnostics }) => exactlyOne(config, ["user_ids", "emails"], diagnostics),

  async create({ plan, config, context, privateState, saveState }) {
    const people = await others({ ids: config.user_ids, emails: config.emails }, context);
    const { blocks: _, ...sent } = await sendable({ ...plan, ...plain }, context);
    const ids = people.map((user) => user.id);
    const { id, channelId } = await explained(() =>
      ids.length === 1
        ? context.client.dmUser({ userId: ids[0]!, ...sent })
        : context.client.dmGroup({ userIds: ids, ...sent }),
    );
    context.workspace.forgetChannels();
    const made = {
      ...plan,
      ...{ id, channel_id: channelId, user_ids: ids },
      emails: config.emails ?? people.map((user) => user.email),
    };
    saveState(made);
    await settle(made, sent, { context, privateState });
    return made;
  },

  async read({ state, context, privateState }) {
    const content = { ...state, ...plain };
    const found = await find(state, context, (shown) => isUnchanged(content, shown, privateState));
    if (!found) return null;
    const { attachments, text } = await observedContent(content, found, privateState);
    const people =
      state.user_ids === null || state.emails === null ? await peopleIn(state.channel_id, context) : [];
    return {
      ...state,
      ...{ attachments, text: text ?? found.text },
      user_ids: state.user_ids ?? people.map((user) => user.id),
      emails: state.emails ?? people.map((user) => user.email),
    };
  },

  async update({ plan, state, config, context, privateState }) {
    await edit({ ...state, ...plain }, { ...plan, ...plain }, { context, privateState });
    const { id, channel_id, user_ids } = state;
    return { ...plan, id, channel_id, user_ids, emails: config.emails ?? state.emails };
  },

  delete: ({ state, context }) => remove(state, context),

  async importState({ id, identity, context }) {
    if (identity) return { id: identity.id as string, channel_id: identity.channel_id as string };
    const form = { what: "direct message", form: "CHANNEL/MESSAGE" };
    const [who = "", ...rest] = id.split("/");
    if (!who.includes("@")) {
      const [channel_id = "", messageId = ""] = await importParts(id, context, form);
      return { id: messageId, channel_id };
    }
    const { workspace } = context;
    const people = await Promise.all(
      who.split(",").map((email) => importedUser(email, id, form.what, workspace)),
    );
    const channelId = await conversation(people, context);
    if (!channelId) throw importProblems.import_conversation_missing({ id, people: who });
    const [, messageId = ""] = await importParts([channelId, ...rest].join("/"), context, form);
    return { id: messageId, channel_id: channelId };
  },

  async modifyPlan({ action, plan, state, config, context }) {
    if (action === "destroy" || config.emails === null || plan.emails === state?.emails) return;
    if (isUnknown(config.emails) || config.emails.some(isUnknown) || !context.configured) return;
    await others({ ids: null, emails: config.emails as string[] }, context);
  },

  identity: {
    attributes: {
      channel_id: { type: t.string, description: "Id of the conversation's channel." },
      id: { type: t.string, description: "Id of the message." },
    },
    of: ({ channel_id, id }) => ({ channel_id, id }),
  },
});

/** Those to whom it goes. */
async function others(
  named: { ids: readonly string[] | null; emails: readonly string[] | null },
  { workspace }: PumbleContext,
): Promise<User[]> {
  const attribute = named.ids ? "user_ids" : "emails";
  const people = await usersNamed(named, workspace, attribute);
  if (!people.some((user) => user.id === workspace.me.id)) return people;
  throw memberProblems.direct_message_to_self({ name: workspace.me.name }, attribute);
}

/** Those in a conversation besides the key's owner. */
async function peopleIn(channelId: string, { workspace }: PumbleContext): Promise<User[]> {
  const inside = (await workspace.channelById(channelId))?.users ?? [];
  return (await workspace.users()).filter(({ id }) => inside.includes(id) && id !== workspace.me.id);
}

/** The channel of exactly these people and the key's owner. */
async function conversation(
  people: readonly User[],
  { workspace }: PumbleContext,
): Promise<string | undefined> {
  const wanted = new Set([workspace.me.id, ...people.map((user) => user.id)]);
  const found = (await workspace.channels()).find(
    ({ channel, users = [] }) =>
      channel.channelType === "DIRECT" && users.length === wanted.size && users.every((id) => wanted.has(id)),
  );
  return found?.channel.id;
}
