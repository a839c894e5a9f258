/** Whom a list of members adds to a channel, keeps in it and takes out of it. */
import type { User } from "../../pumble/operations/shapes";
import type { Diagnostics, PrivateState } from "../../terraform";
import type { PumbleContext } from "../context";
import { memberProblems } from "../problems/members";
import type { Addresses, Named } from "./people";

/** Private state: ids of those whom Terraform added, rather than finding them there. */
export const addedKey = "added";
/** Private state: ids of those whom the configuration listed when it was last applied; nothing after an import. */
export const listedKey = "listed";
/** Private state: whose the addresses were when they were applied. */
export const addressesKey = "addresses";

/** Private state: ids of those with whose keys it was applied. */
const ownersKey = "owners";

/** Ids of those with whose keys it was applied, who stay in the channel as the present one does. */
export function ownersIn(privateState: { get(name: string): unknown }): string[] {
  return (privateState.get(ownersKey) as string[] | undefined) ?? [];
}

/** To be called by an apply, and by a read that knows of none. A key that may not ask who owns it adds nobody. */
export function addOwner(privateState: PrivateState, { workspace }: PumbleContext): void {
  const owners = ownersIn(privateState);
  const me = workspace.me?.id;
  if (me !== undefined && !owners.includes(me)) privateState.set(ownersKey, [...owners, me]);
}

/** The attributes that list people. */
export const namedIn = { ids: "user_ids", emails: "emails" } as const;

/** Their ids, in the same order. */
export function idsOf(users: readonly User[]): string[] {
  return users.map((user) => user.id);
}

/** Whether these are the same ids, in whatever order and however often. */
export function sameSet(some: readonly string[], others: readonly string[]): boolean {
  return some.length === new Set(others).size && others.every((id) => some.includes(id));
}

/** People as a state has them. */
interface InState {
  user_ids: readonly string[];
  emails: readonly string[];
}

/**
 * Whether a configuration names those whom the state names. Nobody is asked: in another workspace the same names are
 * other people.
 * @param addresses whose they were when they were applied
 */
export function namesAsBefore({ ids, emails }: Named, state: InState, addresses: Addresses = {}): boolean {
  if (ids !== null && !sameSet(ids, state.user_ids)) return false;
  if (emails === null) return true;
  const given = [...new Set(emails.map((email) => email.toLowerCase()))];
  const before = state.emails.map((email) => email.toLowerCase());
  const isTheirs = (email: string) =>
    before.includes(email) || state.user_ids.includes(addresses[email] ?? "");
  return given.length === before.length && given.every(isTheirs);
}

/** Whose the addresses were that were applied last. */
export function addressesIn(privateState: { get(name: string): unknown }): Addresses {
  return (privateState.get(addressesKey) as Addresses | undefined) ?? {};
}

/** Both ways to list people; addresses as they are written where that was given. */
export function namesOf(users: readonly User[], { emails }: Named, addresses: Addresses = {}) {
  const isOf = (user: User) => (email: string) =>
    email.toLowerCase() === user.email.toLowerCase() || addresses[email.toLowerCase()] === user.id;
  const written = (user: User) => emails?.find(isOf(user)) ?? user.email;
  return { user_ids: [...new Set(idsOf(users))], emails: [...new Set(users.map(written))] };
}

/** Of who is in the state: who was listed, and may be dropped; and who was only found in the channel by an import. */
export function takenOff(inState: readonly string[], privateState: PrivateState) {
  const before = (privateState.get(listedKey) as string[] | undefined) ?? [];
  return {
    dropped: inState.filter((id) => before.includes(id)),
    found: inState.filter((id) => !before.includes(id)),
  };
}

/** Of those in state, whom a destroy takes out: who was added, and with `remove_unmanaged` everybody. */
export function ours(
  inState: readonly User[],
  { remove_unmanaged }: { remove_unmanaged: boolean },
  privateState: PrivateState,
): User[] {
  const added = (privateState.get(addedKey) as string[] | undefined) ?? [];
  return inState.filter(({ id }) => remove_unmanaged || added.includes(id));
}

/** Says that those stay whom an import found and nobody ever listed. */
export async function warnOfFound(
  found: readonly string[],
  listed: readonly User[],
  { context: { workspace }, diagnostics }: { context: PumbleContext; diagnostics: Diagnostics },
): Promise<void> {
  const others = (await workspace.users()).filter(({ id }) => found.includes(id) && id !== workspace.me?.id);
  for (const { id, name } of others) {
    if (!idsOf(listed).includes(id)) diagnostics.add(memberProblems.member_was_in_before({ name }));
  }
}

/** What becomes of a channel's members. */
export interface Change {
  channel_id: string;
  remove_unmanaged: boolean;
  listed: readonly User[];
  /** Ids of who was listed before. */
  before: readonly string[];
  /** See `ownersIn`. */
  owners: readonly string[];
}

/** Who is taken out: who is not listed any more, and whoever else is in the channel when nobody else may be. */
export async function leavers(
  { channel_id, remove_unmanaged, listed, before, owners }: Change,
  context: PumbleContext,
): Promise<User[]> {
  const ids = idsOf(listed);
  const users = await context.workspace.users();
  const dropped = users.filter(({ id }) => before.includes(id) && !ids.includes(id));
  const others = remove_unmanaged ? await unmanaged(channel_id, [...ids, ...owners], context) : [];
  return [...new Set([...dropped, ...others])];
}

/** Who is in the channel beyond these, the key's owner and bots. */
export async function unmanaged(
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
