/** A member of the workspace, however they are named. */
import { Token } from "cdktf";
import type { IConstruct } from "constructs";
import { isId } from "../../src/pumble/ids";
import type { DataPumbleCurrentUser } from "../bindings/data-pumble-current-user";
import type { DataPumbleUser } from "../bindings/data-pumble-user";
import { emailCheck, faultsOf, faultsOfEach, idCheck } from "../checks";
import { nameOf } from "./element";

/** What a user of ours tells. */
export interface UserAttributes extends IConstruct {
  /** Id, 24 hex digits. */
  readonly id: string;
  /** E-mail address. */
  readonly email: string;
  /** Display name. */
  readonly name: string;
  /** What mentions them in texts and in Markdown. */
  readonly mention: string;
}

/** A user of ours, one of the generated bindings, an e-mail address, or an id. */
export type UserReference = UserAttributes | DataPumbleUser | DataPumbleCurrentUser | string;

/** People as the resources take them: all by address, or all by id. */
export function peopleConfig(people: readonly UserReference[]): { emails?: string[]; userIds?: string[] } {
  if (!isList(people)) return { emails: people as string[] };
  if (people.length > 0 && people.every(isIdOrUser) && people.some((one) => typeof one === "string")) {
    return { userIds: people.map(userIdOf) };
  }
  return { emails: people.map(emailOf) };
}

/** What is wrong with people whose names are known. */
export function peopleFaults(name: string, people: readonly UserReference[]): string[] {
  if (Token.isUnresolved(people)) return [];
  if (!isList(people)) return [`${name} must be a list of people, but is ${nameOf(people)}.`];
  const strangers = people.flatMap((one) => strangerFaults(`each of ${name}`, one));
  const { emails } = peopleConfig(people);
  if (strangers.length > 0 || emails === undefined) return strangers;
  if (emails.some(isId)) return [`${name} must be all e-mail addresses or all ids, not some of each.`];
  return faultsOfEach(name, emails, emailCheck);
}

/** The id of one user, where an address is not enough; empty when it is none. */
export function userIdOf(user: UserReference): string {
  return typeof user === "string" ? user : isUser(user) ? user.id : "";
}

/** What is wrong with an id that is known. */
export function userIdFaults(name: string, user: UserReference): string[] {
  if (typeof user !== "string") return strangerFaults(name, user);
  const faults = faultsOf(name, user, idCheck);
  return faults.map((fault) => `${fault} For an address use PumbleUser.fromEmail.`);
}

/** A user's address or id as a resource for one takes it. */
export function personConfig(user: UserReference): { email: string } | { userId: string } {
  if (typeof user !== "string") return { userId: userIdOf(user) };
  return isId(user) ? { userId: user } : { email: user };
}

/** What is wrong with one person whose name is known. */
export function personFaults(name: string, user: UserReference): string[] {
  if (typeof user !== "string") return strangerFaults(name, user);
  return isId(user) ? [] : faultsOf(name, user, emailCheck);
}

/** Neither a text nor a user: what the compiler did not see. */
function strangerFaults(name: string, user: UserReference): string[] {
  if (typeof user === "string" || isUser(user)) return [];
  return [`${name} must be a user, an e-mail address or an id, but is ${nameOf(user)}.`];
}

function emailOf(user: UserReference): string {
  return typeof user === "string" ? user : isUser(user) ? user.email : "";
}

function isUser(user: Exclude<UserReference, string>): boolean {
  return typeof user === "object" && user !== null && "email" in user;
}

function isIdOrUser(user: UserReference): boolean {
  return typeof user === "string" ? isId(user) : true;
}

function isList(people: readonly UserReference[]): boolean {
  return Array.isArray(people) && !Token.isUnresolved(people);
}
