/** Who joins and who leaves a channel. */
import { isHidden, unknown } from "../hidden";
import type { Directory } from "./directory";
import { textIn, textsIn, type Values } from "./masked";
import type { Place } from "./places";

export interface Membership {
  joins: string[];
  leaves: string[];
}

const nobody: Membership = { joins: [], leaves: [] };

/** Whom an object lists, by address or id; a word in brackets for whoever is secret or not known yet. */
export function listedIn(values: Values | null): string[] {
  const one = [textIn(values, "email") ?? textIn(values, "user_id")].filter((key) => key !== null);
  const lists = [textsIn(values, "emails"), textsIn(values, "user_ids"), one];
  const known = lists.find((keys) => keys.length > 0);
  if (known) return known;
  const hidden = ["emails", "user_ids", "email", "user_id"].map((name) => values?.[name]).find(isHidden);
  return hidden === undefined ? [] : [hidden as string];
}

function listed(values: Values | null, directory: Directory): string[] {
  return [...new Set(listedIn(values).map((key) => directory.person(key)))];
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
  // Who is not known yet may be anybody of before.
  const leaves = after.includes(unknown) ? [] : without(before, after);
  const isListed = Array.isArray(change.after?.["emails"] ?? change.after?.["user_ids"]);
  if (change.after?.["remove_unmanaged"] === true && isListed && there && !after.some(isHidden)) {
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
