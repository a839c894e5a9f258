/** Members as a configuration names them: by user id or by e-mail address. */
import type { User } from "../../pumble/operations/shapes";
import { userWithEmail } from "../../pumble/people";
import { atPlan, type Diagnostics, type Problem, waitsForPlan } from "../../terraform";
import { importProblems } from "../problems/imports";
import { memberProblems } from "../problems/members";
import { personText } from "../problems/ownership";
import type { Workspace } from "../reads/workspace";
import { pumbleId } from "../values/validators";

/** Accepts what looks like an e-mail address. */
export const emailAddress = atPlan((value: string) =>
  /^[^\s@]+@[^\s@]+$/.test(value)
    ? undefined
    : `must be an e-mail address such as ada@example.com, but is ${JSON.stringify(value)}`,
);

/** A validator for a collection, made from one for its elements. It waits for the plan as that one does. */
export function each(validator: (value: string) => string | undefined) {
  const all = (values: readonly (string | null)[]): string | undefined =>
    values.map((value) => (value === null ? "must not hold null" : validator(value))).find((fault) => fault);
  return waitsForPlan(validator) ? atPlan(all) : all;
}

export const eachId = each(pumbleId);
export const eachEmail = each(emailAddress);

/** Whether two e-mail addresses are the same mailbox for Pumble. */
export function sameEmail(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Whether two sets of e-mail addresses are the same. */
export function sameEmails(one: readonly string[], other: readonly string[]): boolean {
  const sorted = (emails: readonly string[]) =>
    [...new Set(emails.map((email) => email.toLowerCase()))].sort();
  return sorted(one).join() === sorted(other).join();
}

/** People as a configuration names them: by ids, by addresses, or by both, which must then agree. */
export interface Named {
  ids: readonly string[] | null;
  emails: readonly string[] | null;
}

/** The attributes in which they are named. */
export interface NamedIn {
  ids: string;
  emails: string;
}

/** Whose an address was when it was applied, by address in lower case: people get other addresses. */
export type Addresses = Readonly<Record<string, string>>;

/**
 * The users with these ids or addresses.
 * @param addresses of people who may have other ones by now
 * @throws {Problem} naming all who do not exist, or when ids and addresses name different people
 */
export async function usersNamed(
  { ids, emails }: Named,
  workspace: Workspace,
  { ids: idsAttribute, emails: emailsAttribute, addresses = {} }: NamedIn & { addresses?: Addresses },
): Promise<User[]> {
  const users = await workspace.users();
  const of = users.length;
  const byId = ids?.map((id) => users.find((user) => user.id === id));
  const byEmail = emails?.map((email) => userAt(email, users, addresses));
  const unknownIds = (ids ?? []).filter((_, index) => !byId![index]);
  const unknownEmails = (emails ?? []).filter((_, index) => !byEmail![index]);
  if (unknownIds.length > 0) throw noSuchMember({ ids: unknownIds }, of, idsAttribute);
  if (unknownEmails.length > 0) throw noSuchMember({ emails: unknownEmails }, of, emailsAttribute);
  if (byId && byEmail && !samePeople(byId as User[], byEmail as User[]))
    throw memberProblems.member_names_differ({ ids: idsAttribute, emails: emailsAttribute }, emailsAttribute);
  return [...new Set((byId ?? byEmail ?? []) as User[])];
}

/** Nobody of these. @param count how many users were looked through */
export function noSuchMember(
  named: { ids: readonly string[] } | { emails: readonly string[] },
  count: number,
  attribute: string,
): Problem {
  const { member_id_missing, member_missing } = memberProblems;
  return "ids" in named
    ? member_id_missing({ names: named.ids.join(", "), count }, attribute)
    : member_missing({ names: named.emails.join(", "), count }, attribute);
}

/** Who has this address, or had it when it was applied. Bots have none. */
function userAt(email: string, users: readonly User[], addresses: Addresses = {}): User | undefined {
  if (email === "") return undefined;
  const before = addresses[email.toLowerCase()];
  return userWithEmail(users, email) ?? users.find((user) => user.id === before);
}

function samePeople(some: readonly User[], others: readonly User[]): boolean {
  const ids = new Set(some.map((user) => user.id));
  return others.every((user) => ids.has(user.id)) && new Set(others).size === ids.size;
}

/** Whose address each of these is. */
export function addressesOf(
  emails: readonly string[] | null,
  people: readonly User[],
  before: Addresses,
): Addresses {
  const entries = (emails ?? []).flatMap((email) => {
    const user = userAt(email, people, before);
    return user ? [[email.toLowerCase(), user.id] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** Warns of addresses that are theirs no more. */
export async function warnOfAddresses(
  emails: readonly string[],
  { workspace, addresses, attribute, diagnostics }: AddressCheck,
): Promise<void> {
  const users = await workspace.users();
  for (const email of emails) {
    const user = userAt(email, users, addresses);
    if (!user || sameEmail(user.email, email)) continue;
    const values = { written: email, attribute, person: personText(user), email: user.email };
    diagnostics.add(memberProblems.member_address_changed(values, attribute));
  }
}

interface AddressCheck {
  workspace: Workspace;
  addresses: Addresses;
  attribute: string;
  diagnostics: Diagnostics;
}

/** The user whom an import id names by id or by e-mail address. */
export async function importedUser(
  name: string,
  id: string,
  what: string,
  workspace: Workspace,
): Promise<User> {
  const users = await workspace.users();
  const found = users.find((user) => user.id === name) ?? userAt(name, users);
  if (found) return found;
  throw importProblems.import_user_missing({ what, id, user: name });
}
