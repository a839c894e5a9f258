/** How many people a plan notifies: each person counts once, whoever's presence is not known makes it “at least”. */
import type { Notified } from "../report";
import type { Directory } from "./directory";
import type { Place } from "./places";

export interface Mentions {
  /** `channel` and `here` count alike: who is active then is not known now. */
  everybody: boolean;
  /** Handles or ids. */
  groups: string[];
  /** Ids or e-mail addresses. */
  people: string[];
}

const everybodyPattern = /(?<![\w.@\\`-])@(?:channel|here)(?![\w@-])/;
const addressPattern = /(?<![\w.+-])@([\w.+-]+@[\w-]+(?:\.[\w-]+)+)/g;
const handlePattern = /(?<![\w.@\\`-])@([\p{L}\p{N}][\p{L}\p{N}_.-]*)/gu;

/** Code in a Markdown text, where nothing mentions anybody. */
const inCode = /(`+)[\s\S]*?\1/g;

/**
 * Who is mentioned in a message.
 * @param form plain text knows codes only, Markdown names too
 */
export function mentionsIn(source: string, form: "text" | "markdown" | "blocks"): Mentions {
  const ids = (sign: string) =>
    [...source.matchAll(new RegExp(`<<${sign}([0-9a-f]{24})>>`, "g"))].map((m) => m[1]!);
  if (form === "text") {
    return { everybody: everybodyPattern.test(source), groups: ids("&"), people: ids("@") };
  }
  if (form === "blocks") {
    const of = (field: string) => [...source.matchAll(new RegExp(`"${field}":\\s*"([0-9a-f]{24})"`, "g"))];
    const everybody = /"type":\s*"broadcast"/.test(source);
    return {
      everybody,
      groups: of("usergroup_id").map((m) => m[1]!),
      people: of("user_id").map((m) => m[1]!),
    };
  }
  const prose = source.replace(inCode, "");
  const bare = prose.replace(addressPattern, "").replace(/<<[@#&][0-9a-f]{24}>>/g, "");
  const handles = [...bare.matchAll(handlePattern)].map((match) => match[1]!.replace(/[.-]+$/, ""));
  return {
    everybody: everybodyPattern.test(bare),
    groups: [...ids("&"), ...handles.filter((handle) => handle !== "channel" && handle !== "here")],
    people: [...ids("@"), ...[...prose.matchAll(addressPattern)].map((match) => match[1]!)],
  };
}

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
    const user = this.directory.user(key);
    if (user && (user.id === this.directory.me || user.status === "DEACTIVATED" || user.isAddonBot)) return;
    const person = this.directory.person(key).toLowerCase();
    this.people.add(person);
    if (broadcast) this.broadcast.add(person);
  }
}
