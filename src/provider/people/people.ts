/** Members as a configuration names them: by user id or by e-mail address. */
import type { User } from "../../pumble/operations/shapes";
import { atPlan, waitsForPlan } from "../../terraform";
import { importProblems } from "../problems/imports";
import { memberProblems } from "../problems/members";
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

interface Named {
  ids: readonly string[] | null;
  emails: readonly string[] | null;
}

/**
 * The users with these ids or, without ids, with these addresses.
 * @param attribute to blame for the addresses
 * @throws {Problem} naming all who do not exist
 */
export async function usersNamed(named: Named, workspace: Workspace, attribute: string): Promise<User[]> {
  const users = await workspace.users();
  const names = named.ids ?? named.emails ?? [];
  const found = names.map((name) =>
    users.find((user) => (named.ids ? user.id === name : sameEmail(user.email, name))),
  );
  const missing = names.filter((_, index) => !found[index]);
  if (missing.length > 0) {
    const what = named.ids ? "id" : "e-mail address";
    const values = { names: missing.join(", "), count: users.length, attribute: what };
    throw memberProblems.member_missing(values, attribute);
  }
  return found as User[];
}

/** The user whom an import id names by id or by e-mail address. */
export async function importedUser(
  name: string,
  id: string,
  what: string,
  workspace: Workspace,
): Promise<User> {
  const found = (await workspace.users()).find((user) => user.id === name || sameEmail(user.email, name));
  if (found) return found;
  throw importProblems.import_user_missing({ what, id, user: name });
}
