import type { User } from "../../pumble/operations/shapes";
import { a, isUnknown, type PrivateState, t } from "../../terraform";
import { importParts } from "../content/posted";
import { defineResource, type PumbleContext } from "../context";
import { addMissing, channelOf, takeOut } from "../people/membership";
import { eachEmail, eachId, sameEmails, usersNamed } from "../people/people";
import { memberProblems } from "../problems/members";
import { exactlyOne } from "../values/exactly-one";
import { pumbleId } from "../values/validators";

/** Private state: ids of those whom Terraform added, rather than finding them there. */
const addedKey = "added";
/** Private state: ids of those whom the configuration listed when it was last applied; nothing after an import. */
const listedKey = "listed";

export const channelMembers = defineResource({
  name: "channel_members",
  description: [
    "Who is in a channel. Everybody listed is added; who is taken off the list is taken out of the channel. People who",
    "are in the channel without being listed are left alone unless `remove_unmanaged` is true. The owner of the API key",
    "and bots are never taken out.",
    "",
    "Destroying it takes out those whom Terraform added, and with `remove_unmanaged` all who are listed.",
  ].join("\n"),
  attributes: {
    id: a.string({ computed: true, keepState: true, description: "Id of the channel." }),
    channel_id: a.string({
      required: true,
      replace: true,
      validate: [pumbleId],
      description: "Id of the channel.",
    }),
    user_ids: a.set(t.string, {
      optional: true,
      computed: true,
      validate: [eachId],
      description: "Ids of the members. Give either `user_ids` or `emails`.",
    }),
    emails: a.set(t.string, {
      optional: true,
      computed: true,
      validate: [eachEmail],
      equal: sameEmails,
      description:
        "E-mail addresses of the members, upper and lower case alike. Give either `user_ids` or `emails`.",
    }),
    remove_unmanaged: a.bool({
      optional: true,
      default: false,
      description:
        "Take out everybody who is not listed, also people who joined on their own. Default `false`.",
    }),
  },

  validate: ({ config, diagnostics }) => exactlyOne(config, ["user_ids", "emails"], diagnostics),

  async create({ plan, config, context, privateState, diagnostics, saveState }) {
    const { channel_id, remove_unmanaged } = plan;
    const listed = await usersNamed(
      { ids: config.user_ids, emails: config.emails },
      context.workspace,
      "emails",
    );
    const added = await addMissing(channel_id, idsOf(listed), context);
    privateState.set(addedKey, added);
    privateState.set(listedKey, idsOf(listed));
    const made = { id: channel_id, channel_id, ...namesOf(listed, config), remove_unmanaged };
    saveState(made);
    if (remove_unmanaged) {
      const others = await unmanaged(channel_id, idsOf(listed), context);
      await takeOut(channel_id, others, { context, diagnostics });
    }
    return made;
  },

  async read({ state, context }) {
    const found = await context.workspace.channelById(state.channel_id);
    if (!found) return null;
    const users = await context.workspace.users();
    if (found.channel.isArchived && state.user_ids) return state;
    const inside = users.filter((user) => found.users?.includes(user.id));
    const others = new Set(idsOf(await unmanaged(state.channel_id, state.user_ids ?? [], context)));
    const showsOthers = state.remove_unmanaged || state.user_ids === null;
    const shown = inside.filter(({ id }) => state.user_ids?.includes(id) || (showsOthers && others.has(id)));
    return { ...state, id: state.channel_id, ...namesOf(shown, { emails: state.emails }) };
  },

  async update({ plan, state, config, context, privateState, diagnostics }) {
    const { channel_id, remove_unmanaged } = plan;
    const listed = await usersNamed(
      { ids: config.user_ids, emails: config.emails },
      context.workspace,
      "emails",
    );
    const added = await addMissing(channel_id, idsOf(listed), context);
    const before = (privateState.get(addedKey) as string[] | undefined) ?? [];
    privateState.set(
      addedKey,
      [...new Set([...before, ...added])].filter((id) => idsOf(listed).includes(id)),
    );
    const { dropped, found } = await takenOff(state.user_ids, idsOf(listed), { context, privateState });
    privateState.set(listedKey, idsOf(listed));
    if (!remove_unmanaged)
      for (const { name } of found) diagnostics.add(memberProblems.member_was_in_before({ name }));
    const others = remove_unmanaged ? await unmanaged(channel_id, idsOf(listed), context) : [];
    await takeOut(channel_id, [...new Set([...dropped, ...others])], { context, diagnostics });
    return { id: channel_id, channel_id, ...namesOf(listed, config), remove_unmanaged };
  },

  async delete({ state, context, privateState, diagnostics }) {
    const found = await context.workspace.channelById(state.channel_id);
    if (!found) return;
    const added = (privateState.get(addedKey) as string[] | undefined) ?? [];
    const users = (await context.workspace.users()).filter(({ id }) => state.user_ids.includes(id));
    const ours = users.filter(({ id }) => state.remove_unmanaged || added.includes(id));
    for (const { id, name } of users.filter((user) => !ours.includes(user))) {
      if (id !== context.workspace.me.id) diagnostics.add(memberProblems.member_was_in_before({ name }));
    }
    const others = ours.filter(({ id }) => id !== context.workspace.me.id);
    await takeOut(state.channel_id, others, { context, diagnostics });
  },

  async importState({ id, identity, context }) {
    if (identity) return { channel_id: identity.channel_id as string };
    const [channel_id = ""] = await importParts(id, context, { what: "channel members", form: "CHANNEL" });
    await channelOf(channel_id, context);
    return { channel_id };
  },

  async modifyPlan({ action, plan, config, context }) {
    if (action === "destroy" || plan.emails === null || config.emails === null) return;
    if (isUnknown(config.emails) || config.emails.some(isUnknown) || !context.configured) return;
    await usersNamed({ ids: null, emails: config.emails as string[] }, context.workspace, "emails");
  },

  identity: {
    attributes: {
      channel_id: { type: t.string, description: "Id of the channel." },
    },
    of: ({ channel_id }) => ({ channel_id }),
  },
});

/**
 * Who is in the state and not on the list: dropped from the list, or only found in the channel by an import, which
 * nobody ever listed.
 */
async function takenOff(
  inState: readonly string[],
  listed: readonly string[],
  { context, privateState }: { context: PumbleContext; privateState: PrivateState },
): Promise<{ dropped: User[]; found: User[] }> {
  const before = (privateState.get(listedKey) as string[] | undefined) ?? [];
  const users = (await context.workspace.users()).filter(
    ({ id }) => inState.includes(id) && !listed.includes(id),
  );
  return {
    dropped: users.filter(({ id }) => before.includes(id)),
    found: users.filter(({ id }) => !before.includes(id) && id !== context.workspace.me.id),
  };
}

function idsOf(users: readonly User[]): string[] {
  return users.map((user) => user.id);
}

/** Both ways to list people; addresses as they are written where that was given. */
function namesOf(users: readonly User[], { emails }: { emails: readonly string[] | null }) {
  const written = (user: User) =>
    emails?.find((email) => email.toLowerCase() === user.email.toLowerCase()) ?? user.email;
  return { user_ids: [...new Set(idsOf(users))], emails: [...new Set(users.map(written))] };
}

/** Who is in the channel beyond these, the key's owner and bots. */
async function unmanaged(
  channelId: string,
  listed: readonly string[],
  { workspace }: PumbleContext,
): Promise<User[]> {
  const { users = [] } = (await workspace.channelById(channelId)) ?? {};
  return (await workspace.users()).filter(
    ({ id, isAddonBot, isPumbleBot }) =>
      users.includes(id) && !listed.includes(id) && id !== workspace.me.id && !isAddonBot && !isPumbleBot,
  );
}
