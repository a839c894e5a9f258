/** Adding people to channels and taking them out, with the care that both resources about members need. */

import type { ChannelListEntry, User } from "../../pumble/operations/shapes";
import { isActive } from "../../pumble/people";
import type { Diagnostics, Problem } from "../../terraform";
import { explain, explained, failedAs, isPumbleError } from "../call-problem";
import type { PumbleContext } from "../context";
import { channelProblems } from "../problems/channels";
import { importProblems } from "../problems/imports";
import { memberProblems } from "../problems/members";
import { ownershipProblems, personText } from "../problems/ownership";
import { inChannel } from "./in-channel";

/** The channel, or a problem that says that it is not there. */
export async function channelOf(channelId: string, { workspace }: PumbleContext): Promise<ChannelListEntry> {
  const found = await workspace.channelById(channelId);
  if (found) return found;
  throw channelProblems.channel_missing({ id: channelId, attribute: "id" }, "channel_id");
}

/** Why members of an archived channel cannot be imported. @param id as it was typed */
export function archivedAtImport(what: string, id: string, { name }: { name: string }): Problem {
  return importProblems.import_archived({ what, id, channel: `#${name}` });
}

/**
 * Adds those who are not in the channel yet. Who is deactivated cannot be added, and is left out; the plan has said so.
 * @returns ids of those who were added
 */
export async function addMissing(
  channelId: string,
  people: readonly User[],
  context: PumbleContext,
): Promise<string[]> {
  const acting = <T>(call: () => Promise<T>) => inChannel({ channel_id: channelId }, context, call);
  await context.workspace.claims.stay(people.map(({ id }) => memberIn(channelId, id)));
  const { users = [] } = await acting(() => context.client.getChannel({ channelId }));
  const missing = people.filter(({ id }) => !users.includes(id));
  const userIds = missing.filter(isActive).map(({ id }) => id);
  if (userIds.length > 0) {
    await acting(() => context.client.addUsersToChannel({ channelId, userIds }));
    context.workspace.forgetChannels();
  }
  return userIds;
}

/** A member of a channel, for whichever resource has them. */
export function memberIn(channelId: string, userId: string): string {
  return `member ${channelId}/${userId}`;
}

/** Warns of those whom Pumble will not add. */
export function warnOfDeactivated(people: readonly User[], diagnostics: Diagnostics): void {
  const inactive = people.filter((user) => !isActive(user));
  if (inactive.length === 0) return;
  diagnostics.add(memberProblems.member_deactivated({ people: listOfPeople(inactive) }));
}

interface Moves {
  staying: readonly User[];
  takesOut?: (id: string) => boolean;
}

/** Warns, in the plan, of those whom one resource wants in a channel and another takes out of it. */
export async function warnOfContest(
  channelId: string,
  { staying, takesOut = () => false }: Moves,
  { context: { workspace }, diagnostics }: Acting,
): Promise<void> {
  const { claims, me } = workspace;
  // Before who stays is noted, so that nobody is in each other's way in one resource.
  const out = claims.leave(channelId, takesOut);
  const ids = [
    ...out,
    ...claims.enter(
      channelId,
      staying.map(({ id }) => id),
    ),
  ];
  const contested = (await workspace.users()).filter(
    ({ id, isAddonBot, isPumbleBot }) => ids.includes(id) && id !== me?.id && !isAddonBot && !isPumbleBot,
  );
  if (contested.length === 0) return;
  const people = listOfPeople(contested);
  diagnostics.add(memberProblems.members_contested({ channel_id: channelId, people }));
}

/** Who of these can be taken out of a channel, and its name; null where nobody can: see `takeOut`. */
async function removable(channelId: string, people: readonly User[], { workspace }: PumbleContext) {
  const entry = await workspace.channelById(channelId);
  if (!entry || entry.channel.isArchived || entry.channel.isMain) return null;
  const { users = [] } = entry;
  const leaving = people.filter(({ id }) => users.includes(id) && id !== workspace.me?.id);
  if (leaving.length === 0) return null;
  return { channel: `#${entry.channel.name}`, leaving };
}

/**
 * Warns, in the plan, of those who will be taken out of a channel.
 * @param others those of them whom nobody ever listed, so that they go only because nobody else may be in
 */
export async function warnOfLeaving(
  channelId: string,
  { people, others }: { people: readonly User[]; others: readonly User[] },
  { context, diagnostics }: Acting,
): Promise<void> {
  const found = await removable(channelId, people, context);
  if (!found) return;
  const kept = found.leaving.filter((one) => others.includes(one));
  const whom = kept.length < found.leaving.length ? `, which keeps ${kept.map(personText).join(", ")}` : "";
  const also = kept.length === 0 ? "" : `, or set remove_unmanaged = false${whom}`;
  diagnostics.add(memberProblems.members_leaving({ ...named(found), also }));
}

function named({ channel, leaving }: { channel: string; leaving: readonly User[] }) {
  const [first] = leaving;
  const who = leaving.length === 1 ? personText(first!) : `${leaving.length} members`;
  return { channel, who, people: listOfPeople(leaving) };
}

/** Warns, in the plan, of those who stay in a closed list's channel because it was once applied with their keys. */
export async function warnOfOwners(
  channelId: string,
  { owners, besides }: { owners: readonly string[]; besides: readonly string[] },
  { context, diagnostics }: Acting,
): Promise<void> {
  const people = (await context.workspace.users()).filter(
    ({ id }) => owners.includes(id) && !besides.includes(id),
  );
  const found = await removable(channelId, people, context);
  if (found) diagnostics.add(memberProblems.members_owned_key(named(found)));
}

/** Warns, in the plan, of those who leave a channel because what was declared for it is for another one now. */
export async function warnOfMoving(
  channelId: string,
  people: readonly User[],
  { context, diagnostics }: Acting,
): Promise<void> {
  const found = await removable(channelId, people, context);
  if (found) diagnostics.add(memberProblems.members_moving(named(found)));
}

/** Warns, in the plan, of those who may be taken out of a channel by what is not known yet. */
export async function warnOfPossiblyLeaving(
  { channelId, unknown }: { channelId: string; unknown: string },
  people: readonly User[],
  { context, diagnostics }: Acting,
): Promise<void> {
  const found = await removable(channelId, people, context);
  if (found) diagnostics.add(memberProblems.members_may_leave({ ...named(found), unknown }));
}

/** People as a problem lists them, one a line. */
export function listOfPeople(people: readonly User[]): string {
  return people.map((person) => `  - ${personText(person)}`).join("\n");
}

/**
 * Whether somebody counts as a member of what a channel shows: who is in it, and of those who should be also who is
 * deactivated, for nothing can be done about them.
 */
export function isInside(user: User, { users = [] }: Pick<ChannelListEntry, "users">): boolean {
  return users.includes(user.id) || !isActive(user);
}

/** What acting on members needs. */
interface Acting {
  context: PumbleContext;
  diagnostics: Diagnostics;
}

/**
 * Takes people out of a channel. Who is not in it is a success; the key's owner is never taken out, and nobody from the
 * channel that everybody is in, from an archived one or from one that cannot be seen, or whom another resource has come
 * to have there in this apply.
 */
export async function takeOut(
  channelId: string,
  people: readonly User[],
  { context, diagnostics }: Acting,
): Promise<void> {
  const { workspace } = context;
  const entry = await workspace.channelById(channelId);
  if (!entry) {
    if (people.length === 0) return;
    await refuseNarrowed(channelId, context);
    diagnostics.add(ownershipProblems.left_unseen({ what: "Who was added", channel_id: channelId }));
    return;
  }
  const { users = [], channel } = entry;
  if (channel.isArchived) {
    for (const { name } of people) diagnostics.add(memberProblems.member_of_archived_channel({ name }));
    return;
  }
  for (const { id, name } of people) {
    if (!users.includes(id)) continue;
    if (id === workspace.me?.id) diagnostics.add(memberProblems.member_owns_key({ name }));
    else if (channel.isMain) diagnostics.add(memberProblems.member_of_main_channel({ name }));
    else await workspace.claims.depart(memberIn(channelId, id), () => takeOutOne(channelId, id, context));
  }
}

/** @throws {Problem} where another key could do it, since this one is not for the channel */
async function refuseNarrowed(channelId: string, { client }: PumbleContext): Promise<void> {
  try {
    await client.getChannel({ channelId });
  } catch (error) {
    if (isPumbleError(error) && error.narrowed) throw explain(error);
  }
}

async function takeOutOne(channelId: string, userId: string, { client, workspace }: PumbleContext) {
  try {
    await client.removeUserFromChannel({ channelId, userId });
  } catch (error) {
    const { users = [] } = await explained(() => client.getChannel({ channelId }));
    if (users.includes(userId) && !failedAs(error, "not_found")) throw explain(error);
  }
  workspace.forgetChannels();
}
