import type { User } from "../../pumble/operations/shapes";
import { a, type Diagnostics, isWhollyKnown, type PrivateState, t } from "../../terraform";
import { identityParts, importParts } from "../content/posted";
import { defineResource, type PumbleContext } from "../context";
import { warnOfArchived } from "../people/in-channel";
import {
  addMissing,
  channelOf,
  isActive,
  isInside,
  listOfPeople,
  takeOut,
  warnOfContest,
  warnOfDeactivated,
} from "../people/membership";
import {
  type Addresses,
  addressesOf,
  eachEmail,
  eachId,
  type Named,
  sameEmails,
  usersNamed,
  warnOfAddresses,
} from "../people/people";
import { memberProblems } from "../problems/members";
import { ownershipProblems, ownerText } from "../problems/ownership";
import { atLeastOne } from "../values/exactly-one";
import { pumbleId } from "../values/validators";

/** Private state: ids of those whom Terraform added, rather than finding them there. */
const addedKey = "added";
/** Private state: ids of those whom the configuration listed when it was last applied; nothing after an import. */
const listedKey = "listed";
/** Private state: whose the addresses were when they were applied. */
const addressesKey = "addresses";

const namedIn = { ids: "user_ids", emails: "emails" } as const;

export const channelMembers = defineResource({
  name: "channel_members",
  description: [
    "Who is in a channel. Everybody listed is added; who is taken off the list is taken out of the channel. People who",
    "are in the channel without being listed are left alone unless `remove_unmanaged` is true. The owner of the API key",
    "and bots are never taken out.",
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
    const added = await addMissing(channel_id, listed, { context, diagnostics });
    privateState.set(addedKey, added);
    privateState.set(listedKey, idsOf(listed));
    privateState.set(addressesKey, addressesOf(config.emails, listed, {}));
    const made = { id: channel_id, channel_id, ...namesOf(listed, named), remove_unmanaged };
    saveState(made);
    if (remove_unmanaged) {
      const others = await unmanaged(channel_id, idsOf(listed), context);
      await takeOut(channel_id, others, { context, diagnostics });
    }
    return made;
  },

  async read({ state, context, diagnostics }) {
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
    if (found.channel.isArchived && state.user_ids) return state;
    const users = await workspace.users();
    const isImport = state.user_ids === null;
    const beside = await unmanaged(channel_id, state.user_ids ?? [], context);
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
    const added = await addMissing(channel_id, listed, { context, diagnostics });
    const before = (privateState.get(addedKey) as string[] | undefined) ?? [];
    privateState.set(
      addedKey,
      [...new Set([...before, ...added])].filter((id) => idsOf(listed).includes(id)),
    );
    privateState.set(addressesKey, addressesOf(config.emails, listed, addresses));
    const { dropped, found } = takenOff(state.user_ids, privateState);
    privateState.set(listedKey, idsOf(listed));
    if (!remove_unmanaged) await warnOfFound(found, listed, { context, diagnostics });
    const leaving = await leavers({ ...plan, listed, before: dropped }, context);
    await takeOut(channel_id, leaving, { context, diagnostics });
    return { id: channel_id, channel_id, ...namesOf(listed, named, addresses), remove_unmanaged };
  },

  async delete({ state, context, privateState, diagnostics }) {
    const { workspace } = context;
    const added = (privateState.get(addedKey) as string[] | undefined) ?? [];
    const users = (await workspace.users()).filter(({ id }) => state.user_ids.includes(id));
    const ours = users.filter(({ id }) => state.remove_unmanaged || added.includes(id));
    for (const { id, name } of users.filter((user) => !ours.includes(user))) {
      if (id !== workspace.me?.id) diagnostics.add(memberProblems.member_was_in_before({ name }));
    }
    const others = ours.filter(({ id }) => id !== workspace.me?.id);
    await takeOut(state.channel_id, others, { context, diagnostics });
  },

  async importState({ id, identity, context }) {
    if (identity) return identityParts(identity, "channel members");
    const [channel_id = ""] = await importParts(id, context, { what: "channel members", form: "CHANNEL" });
    await channelOf(channel_id, context);
    return { channel_id };
  },

  // Both name the same people; addresses are what a person reads. Bots have none.
  generateConfig: ({ emails }) => (emails.includes("") ? { emails: null } : { user_ids: null }),

  async modifyPlan({ action, plan, state, config, context, privateState, diagnostics }) {
    if (action === "destroy" || !context.configured) return;
    if (!isWhollyKnown(config.user_ids) || !isWhollyKnown(config.emails)) return;
    const { workspace } = context;
    const addresses = addressesIn(privateState);
    const named = { ids: config.user_ids as string[] | null, emails: config.emails as string[] | null };
    const listed = await usersNamed(named, workspace, { ...namedIn, addresses });
    await warnOfAddresses(named.emails ?? [], { workspace, addresses, attribute: "emails", diagnostics });
    const { channel_id, remove_unmanaged } = plan;
    if (!isWhollyKnown(channel_id) || !isWhollyKnown(remove_unmanaged))
      return { ...plan, user_ids: idsOf(listed) };
    const inState = state?.channel_id === channel_id ? state.user_ids : [];
    // Another address of the same people changes nothing: what Pumble says stays in state.
    const isSame = state !== null && sameSet(inState, idsOf(listed));
    const people = isSame ? { user_ids: state.user_ids, emails: state.emails } : { user_ids: idsOf(listed) };
    const planned = { ...plan, ...people, id: channel_id as string };
    if (!isSame) await warnOfArchived(channel_id as string, { context, diagnostics });
    const entry = await workspace.channelById(channel_id as string);
    // What an archived channel holds is not shown, and cannot be changed.
    if (!entry || entry.channel.isArchived) return planned;
    warnOfDeactivated(
      listed.filter(({ id }) => !entry.users?.includes(id)),
      diagnostics,
    );
    const before = takenOff(inState, privateState).dropped;
    const change = { channel_id: channel_id as string, remove_unmanaged: remove_unmanaged as boolean };
    const leaving = await leavers({ ...change, listed, before }, context);
    const fixed = [workspace.me?.id, ...(entry.channel.isMain ? idsOf(leaving) : [])];
    const taken = leaving.filter(({ id }) => entry.users?.includes(id) && !fixed.includes(id));
    const ids = idsOf(listed);
    const gone = idsOf(taken);
    const isClosed = remove_unmanaged === true && !entry.channel.isMain;
    const takesOut = (id: string) => gone.includes(id) || (isClosed && !ids.includes(id));
    await warnOfContest(channel_id as string, { staying: listed, takesOut }, { context, diagnostics });
    if (taken.length === 0) return planned;
    const values = { channel: `#${entry.channel.name}`, people: listOfPeople(taken) };
    diagnostics.add(memberProblems.members_leaving(values));
    return planned;
  },

  identity: {
    attributes: {
      channel_id: { type: t.string, description: "Id of the channel." },
    },
    of: ({ channel_id }) => ({ channel_id }),
  },
});

function idsOf(users: readonly User[]): string[] {
  return users.map((user) => user.id);
}

function sameSet(some: readonly string[], others: readonly string[]): boolean {
  return some.length === new Set(others).size && others.every((id) => some.includes(id));
}

function addressesIn(privateState: { get(name: string): unknown }): Addresses {
  return (privateState.get(addressesKey) as Addresses | undefined) ?? {};
}

/** Both ways to list people; addresses as they are written where that was given. */
function namesOf(users: readonly User[], { emails }: Named, addresses: Addresses = {}) {
  const isOf = (user: User) => (email: string) =>
    email.toLowerCase() === user.email.toLowerCase() || addresses[email.toLowerCase()] === user.id;
  const written = (user: User) => emails?.find(isOf(user)) ?? user.email;
  return { user_ids: [...new Set(idsOf(users))], emails: [...new Set(users.map(written))] };
}

/** Of who is in the state: who was listed, and may be dropped; and who was only found in the channel by an import. */
function takenOff(inState: readonly string[], privateState: PrivateState) {
  const before = (privateState.get(listedKey) as string[] | undefined) ?? [];
  return {
    dropped: inState.filter((id) => before.includes(id)),
    found: inState.filter((id) => !before.includes(id)),
  };
}

/** Says that those stay whom an import found and nobody ever listed. */
async function warnOfFound(
  found: readonly string[],
  listed: readonly User[],
  { context: { workspace }, diagnostics }: { context: PumbleContext; diagnostics: Diagnostics },
): Promise<void> {
  const others = (await workspace.users()).filter(({ id }) => found.includes(id) && id !== workspace.me?.id);
  for (const { id, name } of others) {
    if (!idsOf(listed).includes(id)) diagnostics.add(memberProblems.member_was_in_before({ name }));
  }
}

interface Change {
  channel_id: string;
  remove_unmanaged: boolean;
  listed: readonly User[];
  /** Ids of who was listed before. */
  before: readonly string[];
}

/** Who is taken out: who is not listed any more, and whoever else is in the channel when nobody else may be. */
async function leavers(
  { channel_id, remove_unmanaged, listed, before }: Change,
  context: PumbleContext,
): Promise<User[]> {
  const ids = idsOf(listed);
  const users = await context.workspace.users();
  const dropped = users.filter(({ id }) => before.includes(id) && !ids.includes(id));
  const others = remove_unmanaged ? await unmanaged(channel_id, ids, context) : [];
  return [...new Set([...dropped, ...others])];
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
      users.includes(id) && !listed.includes(id) && id !== workspace.me?.id && !isAddonBot && !isPumbleBot,
  );
}
