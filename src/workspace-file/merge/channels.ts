/** Channels with everything that is said of them anywhere: by themselves, by the template, by teams. */
import { channelNameProblem, normalizeChannelName } from "../../pumble/names";
import { meant } from "../../pumble/nearest";
import type { Place } from "../files/place";
import type { Folder } from "../files/text";
import { entriesAsWritten, markAt, type Written } from "../files/written";
import type { FilePolicy } from "../rules/policy";
import type { WrittenChannel, WrittenTeam, WrittenTemplate } from "../shape/schema";
import type { Channel, Member, MemberSource, Team } from "../workspace";
import type { Contents } from "./content";
import { type Definition, twice } from "./definitions";
import { announcementOf, type Entry, scheduleOf, scriptOf } from "./inside";
import type { People } from "./people";

export interface ChannelContext {
  readonly folder: Folder;
  readonly policy: FilePolicy;
  readonly people: People;
  readonly contents: Contents;
  readonly teams: ReadonlyMap<string, Omit<Team, "channels">>;
  readonly template: { readonly data: WrittenTemplate; readonly root: Written } | null;
  /** Whether the root file is among the files, so that what it does not say is said nowhere. */
  readonly hasRoot: boolean;
}

type Definitions = ReadonlyMap<string, Definition<WrittenChannel | null>>;

/** Channels by identity, and the identities of the channels that each team joins. */
export function resolveChannels(
  definitions: Definitions,
  writtenTeams: ReadonlyMap<string, Definition<WrittenTeam>>,
  context: ChannelContext,
): { channels: Map<string, Channel>; joins: Map<string, string[]> } {
  const heads = headsOf(definitions, context);
  const byLabel = new Map([...heads.values()].map((head) => [head.label, head]));
  const joins = new Map<string, string[]>();
  const joiners = new Map<string, { team: string; place: Place }[]>();
  for (const [team, { data, mark }] of writtenTeams) {
    const joined = new Set<string>();
    for (const [index, label] of ((!Array.isArray(data) && data.channels) || []).entries()) {
      const place = markAt(mark, ["channels", index]).value;
      const head = byLabel.get(label.normalize("NFC")) ?? heads.get(label.normalize("NFC"));
      if (!head) {
        unknownChannel(label, place, byLabel, context);
        continue;
      }
      context.policy.checkJoined({ name: head.name, isPrivate: head.isPrivate }, place);
      joined.add(head.key);
      joiners.set(head.key, [...(joiners.get(head.key) ?? []), { team, place }]);
    }
    joins.set(team, [...joined].sort());
  }
  const channels = [...heads.values()]
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map((head) => [head.key, channelOf(head, joiners.get(head.key) ?? [], context)] as const);
  return { channels: new Map(channels), joins };
}

/** What identifies a channel. */
interface Head {
  readonly label: string;
  readonly key: string;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly definition: Definition<WrittenChannel | null>;
}

function headsOf(definitions: Definitions, context: ChannelContext): Map<string, Head> {
  const heads = new Map<string, Head>();
  const names = new Map<string, Head>();
  const { problems } = context.folder;
  for (const [label, definition] of definitions) {
    const { data, mark } = definition;
    const key = (data?.key ?? label).normalize("NFC");
    const at = markAt(mark, ["name"]);
    const namePlace = data?.name === undefined ? mark.key : at.value;
    const fault = data?.name === undefined ? channelNameProblem(label) : null;
    if (fault) {
      const message = `${JSON.stringify(label)} cannot be a channel's name: it ${fault}`;
      problems.error("shape", mark.key, message, 'Say its name with "name".');
      continue;
    }
    const name = normalizeChannelName(data?.name ?? label);
    const type = data?.type ?? (data?.adopt ? undefined : context.template?.data.type);
    const head = { label, key, name, isPrivate: type === "private", definition };
    const same = heads.get(key);
    if (same) twice(problems, `channel ${JSON.stringify(key)}`, mark.key, same.definition.mark.key);
    const namesake = names.get(name);
    if (namesake && !same) takenName(head, namesake, namePlace, context);
    checkHead(head, namePlace, context);
    if (!same) heads.set(key, head);
    if (!namesake) names.set(name, head);
  }
  return heads;
}

function takenName({ name }: Head, other: Head, place: Place, { folder }: ChannelContext): void {
  const { file, line } = other.definition.mark.key;
  const message = `Two channels cannot be called "${name}"`;
  folder.problems.error("duplicate", place, message, `The other one is at ${file}:${line}. Change a name.`);
}

function checkHead(
  { label, key, name, definition }: Head,
  namePlace: Place,
  { policy }: ChannelContext,
): void {
  const { mark, data } = definition;
  policy.checkDefined("channels", label, mark.key);
  if (key !== label.normalize("NFC")) policy.checkDefined("channels", key, markAt(mark, ["key"]).value);
  if (data?.name !== undefined) policy.checkDefined("channels", name, namePlace);
  if (!data?.adopt) policy.checkName(name, namePlace);
}

function unknownChannel(
  label: string,
  place: Place,
  known: ReadonlyMap<string, Head>,
  { folder }: ChannelContext,
): void {
  const hint = meant(label, known.keys()) || "Define it under channels.";
  folder.problems.error("reference", place, `There is no channel ${JSON.stringify(label)}`, hint);
}

function channelOf(
  { key, name, isPrivate, definition }: Head,
  joiners: readonly { team: string; place: Place }[],
  context: ChannelContext,
): Channel {
  const data = definition.data ?? {};
  const template = data.adopt ? null : context.template;
  const { folder, contents } = context;
  const { members, groups } = membersOf(definition, joiners, context);
  const inside = <Data>(section: Section): Entry<Data>[] => {
    checkLeftOut(section, definition, context);
    return entriesOf<Data>(section, definition, template);
  };
  return {
    ...{ key, name, type: isPrivate ? "PRIVATE" : "PUBLIC", members, groups, place: definition.mark.key },
    description: data.description ?? template?.data.description ?? null,
    adopt: data.adopt ?? false,
    protect: data.protect ?? false,
    exact: data.exact ?? template?.data.exact ?? false,
    announcements: present(inside<never>("announcements").map((entry) => announcementOf(entry, contents))),
    schedules: byKey(inside<never>("schedules").map((entry) => scheduleOf(entry, contents, folder.problems))),
    scripts: byKey(inside<never>("scripts").map((entry) => scriptOf(entry, folder))),
  };
}

/** Things whose order nobody sees: in that of their keys. */
function byKey<T extends { readonly key: string }>(values: readonly (T | null)[]): T[] {
  return present(values).sort((one, other) => (one.key < other.key ? -1 : 1));
}

function present<T>(values: readonly (T | null)[]): T[] {
  return values.filter((value) => value !== null);
}

type Section = "announcements" | "schedules" | "scripts";

/** The template's entries first, then the channel's own; one of its own, or `false`, stands in the template's place. */
function entriesOf<Data>(
  section: Section,
  { data, mark, file }: Definition<WrittenChannel | null>,
  template: ChannelContext["template"],
): Entry<Data>[] {
  const entries = new Map<string, Entry<Data> | null>();
  if (template) {
    const { root } = template;
    const whole = markAt(root.mark, ["template", section]);
    for (const [key, written] of entriesAsWritten<unknown>(template.data[section] ?? {}, whole)) {
      const at = markAt(whole, [key]);
      const name = key.normalize("NFC");
      entries.set(name, { key: name, data: written as Data, mark: at, file: root.file });
    }
  }
  const whole = markAt(mark, [section]);
  for (const [key, written] of entriesAsWritten<unknown>(data?.[section] ?? {}, whole)) {
    const name = key.normalize("NFC");
    const own = { key: name, data: written as Data, mark: markAt(whole, [key]), file };
    entries.set(name, written === false ? null : own);
  }
  return present([...entries.values()]);
}

const singular: Record<Section, string> = {
  announcements: "announcement",
  schedules: "schedule",
  scripts: "script",
};

/** `false` says something only where the template has something under this key for this channel. */
function checkLeftOut(
  section: Section,
  { data, mark }: Definition<WrittenChannel | null>,
  { template, hasRoot, folder: { problems } }: ChannelContext,
): void {
  if (!hasRoot) return;
  const known = Object.keys(template?.data[section] ?? {}).map((key) => key.normalize("NFC"));
  for (const [key, written] of Object.entries(data?.[section] ?? {})) {
    if (written !== false) continue;
    const place = markAt(mark, [section, key]).key;
    const quoted = JSON.stringify(key);
    const message = `There is no ${singular[section]} ${quoted} to leave out`;
    if (!template)
      problems.error("reference", place, `${message}: there is no template`, "Take the line out.");
    else if (!known.includes(key.normalize("NFC"))) {
      const next = meant(key, known) || "Take the line out.";
      problems.error("reference", place, `${message}: the template has none of this key`, next);
    } else if (data?.adopt) {
      const why = "the template is for channels that are made, and this one is taken over";
      problems.note("reference", place, `${quoted} is left out already: ${why}`, "Take the line out.");
    }
  }
}

function membersOf(
  { data, mark }: Definition<WrittenChannel | null>,
  joiners: readonly { team: string; place: Place }[],
  { people, teams, template }: ChannelContext,
): Pick<Channel, "members" | "groups"> {
  const sources = new Map<string, MemberSource[]>();
  const groups = new Map<string, Place>();
  const add = (address: string, source: MemberSource) =>
    sources.set(address, [...(sources.get(address) ?? []), source]);
  const addTeam = (team: string, place: Place) => {
    for (const address of teams.get(team)!.members.keys()) add(address, { from: "team", team, place });
  };
  const addListed = (written: string, place: Place, from: "channel" | "template") => {
    if (written.startsWith("@")) {
      if (!groups.has(written.slice(1))) groups.set(written.slice(1), place);
      return;
    }
    const named = people.resolve(written, place);
    if (named?.kind === "person") add(named.address, { from, place });
    else if (named) addTeam(named.team, place);
  };
  for (const [index, written] of (data?.members ?? []).entries()) {
    addListed(written, markAt(mark, ["members", index]).value, "channel");
  }
  for (const [index, written] of ((!data?.adopt && template?.data.members) || []).entries()) {
    addListed(written, markAt(template!.root.mark, ["template", "members", index]).value, "template");
  }
  for (const { team, place } of joiners) addTeam(team, place);
  const members = [...sources]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([address, from]): [string, Member] => [
      address,
      { address: people.spelled(address), sources: from },
    ]);
  return {
    members: new Map(members),
    groups: [...groups]
      .map(([handle, place]) => ({ handle, place }))
      .sort((one, other) => (one.handle < other.handle ? -1 : 1)),
  };
}
