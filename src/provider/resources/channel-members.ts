import { isActive } from "../../pumble/people";
import { a, t } from "../../terraform";
import { identityParts, importParts } from "../content/import-ids";
import { defineResource } from "../context";
import {
  addedKey,
  addOwner,
  addressesIn,
  addressesKey,
  idsOf,
  leavers,
  listedKey,
  namedIn,
  namesOf,
  ours,
  ownersIn,
  takenOff,
  unmanaged,
  warnOfFound,
} from "../people/listed-members";
import { addMissing, archivedAtImport, channelOf, isInside, takeOut } from "../people/membership";
import { refuseElsewhere, rememberOwner } from "../people/owner";
import { addressesOf, eachEmail, eachId, sameEmails, usersNamed } from "../people/people";
import { memberProblems } from "../problems/members";
import { ownershipProblems, ownerText } from "../problems/ownership";
import { atLeastOne } from "../values/exactly-one";
import { pumbleId } from "../values/validators";
import { planMembers } from "./members-plan";

export const channelMembers = defineResource({
  name: "channel_members",
  description: [
    "Who is in a channel. Everybody listed is added; who is taken off the list is taken out of the channel. People who",
    "are in the channel without being listed are left alone unless `remove_unmanaged` is true. The owner of the API key",
    "and bots are never taken out, and whoever applied it with another key before only once they were listed.",
    "",
    "A plan names everybody who will be taken out. Who has another e-mail address by now, or is deactivated, is left as",
    "they are, with a warning. Destroying takes out those whom Terraform added, and with `remove_unmanaged` all who are",
    "listed.",
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
      description:
        "Ids of the members. Give `user_ids` or `emails`; both only when they name the same people.",
    }),
    emails: a.set(t.string, {
      optional: true,
      computed: true,
      validate: [eachEmail],
      equal: sameEmails,
      description:
        "E-mail addresses of the members, upper and lower case alike. Give `user_ids` or `emails`; both only when they name the same people.",
    }),
    remove_unmanaged: a.bool({
      optional: true,
      default: false,
      description:
        "Take out everybody who is not listed, also people who joined on their own. Default `false`.",
    }),
  },

  validate: ({ config, diagnostics }) => atLeastOne(config, ["user_ids", "emails"], diagnostics),

  async create({ plan, config, context, privateState, diagnostics, saveState }) {
    const { channel_id, remove_unmanaged } = plan;
    const named = { ids: config.user_ids, emails: config.emails };
    const listed = await usersNamed(named, context.workspace, namedIn);
    const added = await addMissing(channel_id, listed, context);
    privateState.set(addedKey, added);
    privateState.set(listedKey, idsOf(listed));
    privateState.set(addressesKey, addressesOf(config.emails, listed, {}));
    addOwner(privateState, context);
    rememberOwner(privateState, context);
    const made = { id: channel_id, channel_id, ...namesOf(listed, named), remove_unmanaged };
    saveState(made);
    if (remove_unmanaged) {
      const kept = [...idsOf(listed), ...ownersIn(privateState)];
      const others = await unmanaged(channel_id, kept, context);
      await takeOut(channel_id, others, { context, diagnostics });
    }
    return made;
  },

  async read({ state, context, privateState, diagnostics }) {
    const { workspace } = context;
    const { channel_id } = state;
    const found = await workspace.channelById(channel_id);
    if (!found) {
      // Right after an import nobody is known yet: Terraform itself says that nothing was found.
      if (state.user_ids === null) return null;
      const what = "Who should be a member";
      diagnostics.add(ownershipProblems.place_unseen({ what, channel_id, me: ownerText(workspace.me) }));
      return state;
    }
    if (found.channel.isArchived) {
      if (state.user_ids) return state;
      throw archivedAtImport("channel members", channel_id, found.channel);
    }
    const users = await workspace.users();
    const isImport = state.user_ids === null;
    if (ownersIn(privateState).length === 0) addOwner(privateState, context);
    rememberOwner(privateState, context);
    const kept = [...(state.user_ids ?? []), ...ownersIn(privateState)];
    const beside = await unmanaged(channel_id, kept, context);
    const others = new Set(idsOf(isImport ? beside.filter(isActive) : beside));
    const showsOthers = state.remove_unmanaged || isImport;
    const shown = users.filter((user) =>
      state.user_ids?.includes(user.id) ? isInside(user, found) : showsOthers && others.has(user.id),
    );
    return { ...state, id: channel_id, ...namesOf(shown, { ids: null, emails: state.emails }) };
  },

  async update({ plan, state, config, context, privateState, diagnostics }) {
    const { channel_id, remove_unmanaged } = plan;
    const addresses = addressesIn(privateState);
    const named = { ids: config.user_ids, emails: config.emails };
    const listed = await usersNamed(named, context.workspace, { ...namedIn, addresses });
    const added = await addMissing(channel_id, listed, context);
    const before = (privateState.get(addedKey) as string[] | undefined) ?? [];
    const addedByUs = [...new Set([...before, ...added])];
    privateState.set(addedKey, addedByUs);
    privateState.set(addressesKey, addressesOf(config.emails, listed, addresses));
    const { dropped, found } = takenOff(state.user_ids, privateState);
    if (!remove_unmanaged) await warnOfFound(found, listed, { context, diagnostics });
    addOwner(privateState, context);
    const owners = ownersIn(privateState);
    const leaving = await leavers({ ...plan, listed, before: dropped, owners }, context);
    await takeOut(channel_id, leaving, { context, diagnostics });
    // Only now, so that who could not be taken out is taken out by the next apply.
    const ids = idsOf(listed);
    privateState.set(
      addedKey,
      addedByUs.filter((id) => ids.includes(id)),
    );
    privateState.set(listedKey, ids);
    return { id: channel_id, channel_id, ...namesOf(listed, named, addresses), remove_unmanaged };
  },

  async delete({ state, context, privateState, diagnostics }) {
    await refuseElsewhere(`members of channel ${state.channel_id}`, { context, privateState });
    const { workspace } = context;
    const users = (await workspace.users()).filter(({ id }) => state.user_ids.includes(id));
    const leaving = ours(users, state, privateState);
    for (const { id, name } of users.filter((user) => !leaving.includes(user))) {
      if (id !== workspace.me?.id) diagnostics.add(memberProblems.member_was_in_before({ name }));
    }
    const others = leaving.filter(({ id }) => id !== workspace.me?.id);
    await takeOut(state.channel_id, others, { context, diagnostics });
  },

  async importState({ id, identity, context }) {
    if (identity) return identityParts(identity, "channel members");
    const [channel_id = ""] = await importParts(id, context, { what: "channel members", form: "CHANNEL" });
    const { channel } = await channelOf(channel_id, context);
    if (channel.isArchived) throw archivedAtImport("channel members", id, channel);
    return { channel_id };
  },

  // Both name the same people; addresses are what a person reads. Bots have none.
  generateConfig: ({ emails }) => (emails.includes("") ? { emails: null } : { user_ids: null }),

  modifyPlan: planMembers,

  identity: {
    attributes: {
      channel_id: { type: t.string, description: "Id of the channel." },
    },
    of: ({ channel_id }) => ({ channel_id }),
  },
});
