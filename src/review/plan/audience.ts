/** How many people a plan notifies: each person counts once, whoever's presence is not known makes it “at least”. */
import { isActive } from "../../pumble/people";
import { isHidden } from "../hidden";
import type { Notified } from "../report";
import type { Directory } from "./directory";
import type { Mentions } from "./mentions";
import type { Place } from "./places";

/** Collects who is notified by one message, or by many. */
export class Audience {
  private readonly people = new Set<string>();
  private readonly broadcast = new Set<string>();
  private unsure = false;

  constructor(private readonly directory: Directory) {}

  /** @param members who a plan puts into the channel, beside those who are there */
  add(mentions: Mentions, place: Place, members: readonly string[]): void {
    for (const person of mentions.people) this.notify(person, false);
    for (const handle of mentions.groups) {
      const group = this.directory.group(handle);
      if (!group?.workspaceUserIds) this.unsure = true;
      for (const id of group?.workspaceUserIds ?? []) this.notify(id, true);
    }
    if (!mentions.everybody) return;
    const there = place.id ? this.directory.channel(place.id)?.users : undefined;
    if (!there && !place.address) this.unsure = true;
    for (const person of [...(there ?? []), ...members]) this.notify(person, true);
  }

  addAll(people: readonly string[]): void {
    for (const person of people) this.notify(person, false);
  }

  /** There may be more: what would say whom it notifies is secret or not known yet. */
  guess(): void {
    this.unsure = true;
  }

  /** Takes over what another one has. */
  merge(other: Audience): void {
    for (const person of other.people) this.people.add(person);
    for (const person of other.broadcast) this.broadcast.add(person);
    this.unsure ||= other.unsure;
  }

  get result(): Notified {
    return { people: this.people.size, atLeast: this.unsure, broadcast: this.broadcast.size };
  }

  private notify(key: string, broadcast: boolean): void {
    if (isHidden(key)) {
      this.guess();
      return;
    }
    const user = this.directory.user(key);
    if (user && (user.id === this.directory.me || !isActive(user) || user.isAddonBot)) return;
    const person = this.directory.person(key).toLowerCase();
    this.people.add(person);
    if (broadcast) this.broadcast.add(person);
  }
}
