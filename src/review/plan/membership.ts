/** Who joins and who leaves a channel. */
import type { Directory } from "./directory";
import { textIn, textsIn, type Values } from "./masked";
import type { Place } from "./places";

export interface Membership {
  joins: string[];
  leaves: string[];
}

const nobody: Membership = { joins: [], leaves: [] };

function listed(values: Values | null, directory: Directory): string[] {
  const [emails, ids] = [textsIn(values, "emails"), textsIn(values, "user_ids")];
  const one = [textIn(values, "email") ?? textIn(values, "user_id")].filter((key) => key !== null);
  const keys = emails.length > 0 ? emails : ids.length > 0 ? ids : one;
  return [...new Set(keys.map((key) => directory.person(key)))];
}

/** Without what is in the other list, upper and lower case alike. */
function without(people: string[], others: string[]): string[] {
  const known = new Set(others.map((person) => person.toLowerCase()));
  return people.filter((person) => !known.has(person.toLowerCase()));
}

function inside(place: Place, directory: Directory): string[] | null {
  const users = place.id ? directory.channel(place.id)?.users : undefined;
  return users ? users.map((id) => directory.person(id)) : null;
}

/** Who is told by the resources about members; for a plan those who are in the channel already do not join. */
export function membershipOf(
  change: { type: string; before: Values | null; after: Values | null },
  place: Place,
  directory: Directory,
): Membership {
  if (!change.type.startsWith("pumble_channel_member")) return nobody;
  const [before, after] = [listed(change.before, directory), listed(change.after, directory)];
  const there = inside(place, directory);
  const joins = without(without(after, before), there ?? []);
  const leaves = without(before, after);
  const isListed = Array.isArray(change.after?.["emails"] ?? change.after?.["user_ids"]);
  if (change.after?.["remove_unmanaged"] === true && isListed && there) {
    const others = there.filter((person) => !isSpared(person, directory));
    return { joins, leaves: [...new Set([...leaves, ...without(others, after)])] };
  }
  return { joins, leaves };
}

/** Whom the provider never takes out: the key's owner and bots. */
function isSpared(person: string, directory: Directory): boolean {
  const user = directory.user(person);
  return user === undefined || user.id === directory.me || user.isAddonBot === true;
}
