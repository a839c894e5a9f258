import type { User } from "../../pumble/operations/shapes";
import { a, isUnknown, t } from "../../terraform";
import { identityParts, importParts } from "../content/import-ids";
import { defineResource } from "../context";
import { warnOfArchived } from "../people/in-channel";
import { namesAsBefore } from "../people/listed-members";
import {
  addMissing,
  archivedAtImport,
  channelOf,
  isInside,
  memberIn,
  takeOut,
  warnOfContest,
  warnOfDeactivated,
  warnOfMoving,
} from "../people/membership";
import { makeAlone, planAlone, planAnother } from "../people/one-owner";
import { refuseElsewhere, rememberOwner } from "../people/owner";
import {
  type Addresses,
  addressesOf,
  emailAddress,
  importedUser,
  sameEmail,
  usersNamed,
  warnOfAddresses,
} from "../people/people";
import { importProblems } from "../problems/imports";
import { memberProblems } from "../problems/members";
import { ownershipProblems, ownerText, personText } from "../problems/ownership";
import { atLeastOne } from "../values/exactly-one";
import { pumbleId } from "../values/validators";

/** Private state: whether Terraform added the member, rather than finding them there. */
const addedKey = "added";
/** Private state: whose the address was that the configuration names. */
const addressesKey = "addresses";

const namedIn = { ids: "user_id", emails: "email" } as const;

/** One person as `usersNamed` takes several. */
function namedBy({ user_id, email }: { user_id: string | null; email: string | null }) {
  return { ids: user_id === null ? null : [user_id], emails: email === null ? null : [email] };
}

/** Whose addresses are known: the present one, and those that the configuration named when it was applied. */
function knownAddresses(
  { email, user_id }: { email: string; user_id: string },
  privateState: { get(name: string): unknown },
): Addresses {
  const before = privateState.get(addressesKey) as Addresses | undefined;
  return { ...before, [email.toLowerCase()]: user_id };
}

/** A member of a channel, for whichever resource has them. */
function memberOf(channelId: string, user: User) {
  return { is: memberIn(channelId, user.id), called: `The member ${personText(user)}` };
}

/** Whether a destroy takes the member out. */
function isOurs(
  { remove_unmanaged }: { remove_unmanaged: boolean },
  privateState: { get(name: string): unknown },
): boolean {
  return remove_unmanaged || privateState.get(addedKey) === true;
}

export const channelMember = defineResource({
  name: "channel_member",
  description: [
    "One member of a channel, whoever else is in it. To say who all the members are, use `pumble_channel_members`;",
    "do not use both for the same channel.",
    "",
    "Destroying it takes the member out if Terraform added them. Somebody who was in the channel before stays, unless",
    "`remove_unmanaged` is true, and the owner of the API key always stays.",
  ].join("\n"),
  attributes: {
    id: a.string({
      computed: true,
      keepState: true,
      description: "The channel's id and the user's id with a slash between.",
    }),
    channel_id: a.string({
      required: true,
      replace: true,
      validate: [pumbleId],
      description: "Id of the channel.",
    }),
    user_id: a.string({
      optional: true,
      computed: true,
      keepState: true,
      validate: [pumbleId],
      description:
        "Id of the user, 24 hex digits. Give `user_id` or `email`; both only when they name the same person. Somebody else is another member: the one is taken out, the other added.",
    }),
    email: a.string({
      optional: true,
      computed: true,
      keepState: true,
      validate: [emailAddress],
      equal: sameEmail,
      description:
        "E-mail address, upper and lower case alike. Another address of the same person changes nothing for them. Give `user_id` or `email`; both only when they name the same person.",
    }),
    remove_unmanaged: a.bool({
      optional: true,
      default: false,
      description:
        "Take the member out on destroy even if they were in the channel before Terraform, or joined on their own. Default `false`.",
    }),
  },

  validate: ({ config, diagnostics }) => atLeastOne(config, ["user_id", "email"], diagnostics),

  async create({ plan, config, context, privateState }) {
    const { channel_id, remove_unmanaged } = plan;
    const people = await usersNamed(namedBy(config), context.workspace, namedIn);
    const user = people[0]!;
    makeAlone(context, memberOf(channel_id, user));
    const added = await addMissing(channel_id, people, context);
    privateState.set(addedKey, added.length > 0);
    rememberOwner(privateState, context);
    privateState.set(addressesKey, addressesOf(namedBy(config).emails, people, {}));
    const email = config.email ?? user.email;
    return { id: `${channel_id}/${user.id}`, channel_id, user_id: user.id, email, remove_unmanaged };
  },

  async read({ state, context, privateState, diagnostics }) {
    const { channel_id, user_id } = state;
    const { workspace } = context;
    const found = await workspace.channelById(channel_id);
    if (!found) {
      // Right after an import there is no address yet: Terraform itself says that nothing was found.
      if (state.email === null) return null;
      const what = `The member ${state.email}`;
      diagnostics.add(ownershipProblems.place_unseen({ what, channel_id, me: ownerText(workspace.me) }));
      return state;
    }
    if (found.channel.isArchived && state.email === null)
      throw archivedAtImport("channel member", `${channel_id}/${user_id}`, found.channel);
    const user = (await workspace.users()).find((each) => each.id === user_id);
    // An archived channel does not show who is in it.
    if (!user || !(found.channel.isArchived || isInside(user, found))) return null;
    rememberOwner(privateState, context);
    const isTheirs = state.email === null || sameEmail(state.email, user.email);
    if (!isTheirs) privateState.set(addressesKey, knownAddresses(state, privateState));
    return { ...state, id: `${channel_id}/${user_id}`, email: (isTheirs && state.email) || user.email };
  },

  // Only remove_unmanaged and another address of the same person get here.
  update({ plan, state, config, privateState }) {
    const email = isUnknown(plan.email) ? (config.email ?? state.email) : plan.email;
    privateState.set(addressesKey, knownAddresses({ ...state, email }, privateState));
    return { ...state, remove_unmanaged: plan.remove_unmanaged, email };
  },

  async delete({ state, context, privateState, diagnostics }) {
    await refuseElsewhere(`member ${state.email}`, { context, privateState });
    const people = (await context.workspace.users()).filter(({ id }) => id === state.user_id);
    if (!isOurs(state, privateState)) {
      for (const { name } of people) diagnostics.add(memberProblems.member_was_in_before({ name }));
      return;
    }
    await takeOut(state.channel_id, people, { context, diagnostics });
  },

  async importState({ id, identity, context }) {
    if (identity) return identityParts(identity, "channel member");
    const form = { what: "channel member", form: "CHANNEL/USER" };
    const [channel_id = "", who = ""] = await importParts(id, context, { ...form, free: 1 });
    const user = await importedUser(who, id, form.what, context.workspace);
    const { users = [], channel } = await channelOf(channel_id, context);
    if (channel.isArchived) throw archivedAtImport(form.what, id, channel);
    if (users.includes(user.id)) return { channel_id, user_id: user.id };
    throw importProblems.import_not_in_channel({ id, name: user.name });
  },

  // Both name the same people; addresses are what a person reads. Bots have none.
  generateConfig: ({ email }) => (email === "" ? { email: null } : { user_id: null }),

  async modifyPlan(call) {
    const { action, plan, state, config, context, privateState, diagnostics } = call;
    if (action === "destroy") return;
    const { user_id, email } = config;
    if (isUnknown(user_id) || isUnknown(email)) {
      for (const name of ["user_id", "email"] as const)
        if (isUnknown(config[name])) call.requireReplace(name);
      return;
    }
    if (!context.configured) return;
    const { workspace } = context;
    if (state && plan.channel_id !== state.channel_id && isOurs(state, privateState)) {
      const leaving = (await workspace.users()).filter(({ id }) => id === state.user_id);
      await warnOfMoving(state.channel_id, leaving, { context, diagnostics });
    }
    const addresses = state ? knownAddresses(state, privateState) : {};
    const named = namedBy({ user_id, email });
    const isUnseen =
      state?.channel_id === plan.channel_id && !(await workspace.channelById(state.channel_id));
    const before = state && { user_ids: [state.user_id], emails: [state.email] };
    if (isUnseen && namesAsBefore(named, before!, addresses)) {
      return { ...plan, id: state.id, user_id: state.user_id, email: state.email };
    }
    const people = await usersNamed(named, workspace, { ...namedIn, addresses });
    await warnOfAddresses(email === null ? [] : [email], {
      ...{ workspace, addresses, attribute: "email", diagnostics },
    });
    const planned = { ...plan, user_id: people[0]!.id };
    // Another address of the same person changes nothing: what Pumble says stays in state.
    if (state && planned.user_id === state.user_id) planned.email = state.email;
    if (state && planned.user_id !== state.user_id) {
      call.requireReplace("user_id");
      if (!isUnknown(plan.channel_id)) planAnother(call, memberOf(plan.channel_id, people[0]!));
      return planned;
    }
    if (isUnknown(plan.channel_id)) return planned;
    if (!state) await warnOfArchived(plan.channel_id, { context, diagnostics });
    planned.id = `${plan.channel_id}/${people[0]!.id}`;
    const planMember = state && plan.channel_id !== state.channel_id ? planAnother : planAlone;
    planMember(call, memberOf(plan.channel_id, people[0]!));
    await warnOfContest(plan.channel_id, { staying: people }, { context, diagnostics });
    const entry = await workspace.channelById(plan.channel_id);
    if (entry && !entry.channel.isArchived && !entry.users?.includes(people[0]!.id))
      warnOfDeactivated(people, diagnostics);
    return planned;
  },

  identity: {
    attributes: {
      channel_id: { type: t.string, description: "Id of the channel." },
      user_id: { type: t.string, description: "Id of the user." },
    },
    of: ({ channel_id, user_id }) => ({ channel_id, user_id }),
  },
});
