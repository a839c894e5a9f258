/** Who is meant by what a list of members says: addresses, short names, teams. */

import { meant } from "../../pumble/nearest";
import { byPlace, type Place } from "../files/place";
import type { Problems } from "../files/problems";
import { markAt } from "../files/written";
import type { FilePolicy } from "../rules/policy";
import { isAddress, type WrittenTeam } from "../shape/schema";
import type { Person, Team } from "../workspace";
import type { Definition } from "./definitions";

type WrittenPerson = string | { email: string; name?: string | undefined };

/** One whom a list names: an address, or a team. */
export type Named =
  | { readonly kind: "person"; readonly address: string; readonly place: Place }
  | { readonly kind: "team"; readonly team: string; readonly place: Place };

/** What goes on at a short name that `people` does not have. */
export interface PeopleOptions {
  /** Go on without, and say so. @default false */
  readonly skipUnknownPeople?: boolean | undefined;
}

export class People {
  readonly people = new Map<string, Person>();
  /** Every address in lower case, with the places that name it. */
  readonly addresses = new Map<string, Place[]>();
  /** By address in lower case, as it is written first. */
  private readonly spelling = new Map<string, string>();

  constructor(
    definitions: ReadonlyMap<string, Definition<WrittenPerson>>,
    private readonly teams: ReadonlyMap<string, Definition<WrittenTeam>>,
    private readonly problems: Problems,
    private readonly options: PeopleOptions,
  ) {
    const shorts = new Map<string, Definition<WrittenPerson>>();
    for (const definition of definitions.values()) {
      const { key: short, data, mark } = definition;
      const address = typeof data === "string" ? data : data.email;
      const name = typeof data === "string" ? null : (data.name ?? null);
      this.people.set(short, { short, address, name, place: mark.key });
      this.checkShort(short, mark.key);
      const other = shorts.get(address.toLowerCase());
      if (other) this.sameAddress(definition, other);
      else shorts.set(address.toLowerCase(), definition);
      this.see(address, mark.value);
    }
  }

  /** Who is named; null after a problem. */
  resolve(written: string, place: Place): Named | null {
    if (written.startsWith("team:"))
      return this.team(written.slice("team:".length).trim().normalize("NFC"), place);
    if (isAddress(written)) return { kind: "person", address: this.see(written, place), place };
    const person = this.people.get(written.normalize("NFC"));
    if (person) return { kind: "person", address: this.see(person.address, place), place };
    this.unknown(written, place);
    return null;
  }

  /** An address as it was written first. */
  spelled(lower: string): string {
    return this.spelling.get(lower) ?? lower;
  }

  private team(team: string, place: Place): Named | null {
    if (this.teams.has(team)) return { kind: "team", team, place };
    const hint = meant(team, this.teams.keys());
    this.problems.error(
      "reference",
      place,
      `There is no team ${JSON.stringify(team)}`,
      hint || "Define it under teams.",
    );
    return null;
  }

  private unknown(written: string, place: Place): void {
    const hint = meant(written, this.people.keys()) || this.otherHint(written);
    const message = `${JSON.stringify(written)} is no short name of people and no e-mail address`;
    if (!this.options.skipUnknownPeople) this.problems.error("people", place, message, hint);
    else this.problems.note("people", place, message, "Going on without.");
  }

  private otherHint(written: string): string {
    if (written.startsWith("@"))
      return "A user group of Pumble can be a member of a channel, not of a team: write it under the channel's members.";
    if (this.teams.has(written)) return `Write team:${written} for the team.`;
    return [
      "Define it under people, or write the address; who has left is taken out here too.",
      "--skip-unknown-people plans without them, and names each channel that they leave.",
    ].join("\n");
  }

  private checkShort(short: string, place: Place): void {
    const isTaken = short.startsWith("@") || short.startsWith("team:") || isAddress(short);
    if (!isTaken) return;
    const message = `${JSON.stringify(short)} cannot be a short name`;
    this.problems.error(
      "shape",
      place,
      message,
      "A short name is a word such as ada, no address, group or team.",
    );
  }

  private sameAddress(second: Definition<WrittenPerson>, first: Definition<WrittenPerson>): void {
    const { file, line } = first.mark.key;
    const message = `${JSON.stringify(second.key)} and ${JSON.stringify(first.key)} are one person: their addresses are the same`;
    this.problems.note("people", second.mark.key, message, `The other one is at ${file}:${line}.`);
  }

  private see(address: string, place: Place): string {
    const lower = address.toLowerCase();
    const places = this.addresses.get(lower);
    if (places) places.push(place);
    else this.addresses.set(lower, [place]);
    if (!this.spelling.has(lower)) this.spelling.set(lower, address);
    return lower;
  }
}

/** Resolves teams within teams. A circle is a problem that names its way. */
export function resolveTeams(
  definitions: ReadonlyMap<string, Definition<WrittenTeam>>,
  people: People,
  context: { problems: Problems; policy: FilePolicy },
): Map<string, Omit<Team, "channels">> {
  const direct = new Map<string, Named[]>();
  for (const [name, { data, mark }] of definitions) {
    context.policy.checkDefined("teams", name, mark.key);
    const at = Array.isArray(data) ? [] : ["members"];
    const written = Array.isArray(data) ? data : data.members;
    const named = written.map((one, index) => people.resolve(one, markAt(mark, [...at, index]).value));
    direct.set(
      name,
      named.filter((one) => one !== null),
    );
  }
  const reported = new Set<string>();
  const closed = new Map<string, Map<string, Place>>();
  const close = (name: string, way: readonly string[]): Map<string, Place> => {
    const done = closed.get(name);
    if (done) return done;
    const members = new Map<string, Place>();
    for (const one of direct.get(name) ?? []) {
      if (one.kind === "person") put(members, one.address, one.place);
      else if ([...way, name].includes(one.team)) circle([...way, name], one, context.problems, reported);
      else for (const address of close(one.team, [...way, name]).keys()) put(members, address, one.place);
    }
    closed.set(name, members);
    return members;
  };
  return new Map(
    [...definitions].map(([name, { mark }]) => {
      const members = [...close(name, [])].sort(([one], [other]) => (one < other ? -1 : 1));
      return [name, { name, members: new Map(members), place: mark.key }];
    }),
  );
}

function put(members: Map<string, Place>, address: string, place: Place): void {
  const first = members.get(address);
  if (!first || byPlace(place, first) < 0) members.set(address, place);
}

function circle(
  way: readonly string[],
  { team, place }: { team: string; place: Place },
  problems: Problems,
  reported: Set<string>,
): void {
  const round = way.slice(way.indexOf(team));
  const known = [...round].sort().join("\n");
  if (reported.has(known)) return;
  reported.add(known);
  const names = [...round, team].join(" → ");
  problems.error(
    "cycle",
    place,
    `A team cannot be in itself: ${names}`,
    "Take one of them out of the circle.",
  );
}
