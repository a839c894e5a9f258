/** What only Pumble can tell of a workspace's files: whether people are there, and whom a mention reaches. */

import { meant } from "../../pumble/nearest";
import type { ChannelListEntry, User, UserGroup } from "../../pumble/operations/shapes";
import { isActive } from "../../pumble/people";
import type { WorkspaceProblem } from "../files/file-problem";
import { byPlace, formatPlace, type Place } from "../files/place";
import type { Content, Workspace } from "../workspace";

export interface PeopleCheck {
  readonly problems: readonly WorkspaceProblem[];
  /** Addresses in lower case of those whom a plan would have to go on without. */
  readonly missing: ReadonlySet<string>;
}

/** Names everybody who is unknown to Pumble, deactivated, or there twice, with each place that names them. */
export function checkPeople(workspace: Workspace, users: readonly User[]): PeopleCheck {
  const byAddress = new Map<string, User[]>();
  for (const user of users) {
    const lower = user.email.toLowerCase();
    byAddress.set(lower, [...(byAddress.get(lower) ?? []), user]);
  }
  const missing = new Set<string>();
  const problems = [...workspace.addresses].flatMap(([address, places]) => {
    const found = byAddress.get(address) ?? [];
    const active = found.filter(isActive);
    if (active.length === 1) return [];
    if (active.length === 0) missing.add(address);
    const what =
      active.length > 1 ? "is there twice in Pumble" : found.length > 0 ? "is deactivated in Pumble" : null;
    const hint = meant(address, byAddress.keys());
    const next = what
      ? nextSteps[what]
      : `${hint || "Invite them in Pumble, or correct the address."} ${goOn}`;
    return [problem("people", places, `${address} ${what ?? "is no member of this workspace"}`, next)];
  });
  return { problems, missing };
}

const goOn = "--skip-unknown-people plans without them, and names each channel that they leave.";

const nextSteps = {
  "is there twice in Pumble": "Deactivate one of the two in Pumble.",
  "is deactivated in Pumble": `Take them out of the files. ${goOn}`,
};

/** What the addon's bot is called in every workspace. */
export const botName = "API";

/**
 * Refuses messages in the bot's name that could never be posted: in a private channel, where the bot is let in first, and
 * it is not known who that is.
 */
export function checkBot({ channels }: Workspace, users: readonly User[]): WorkspaceProblem[] {
  const bots = users.filter(
    ({ isAddonBot, name, status }) => isAddonBot && name === botName && status === "ACTIVATED",
  );
  if (bots.length === 1) return [];
  const places = [...channels.values()]
    .filter(({ type }) => type === "PRIVATE")
    .flatMap(({ announcements }) => announcements.flatMap((one) => [one, ...one.replies]))
    .filter(({ asBot }) => asBot)
    .map(({ place }) => place);
  if (places.length === 0) return [];
  const found = bots.length === 0 ? `no bot called ${botName}` : `${bots.length} bots called ${botName}`;
  const message = `as_bot cannot post in a private channel here: this workspace has ${found}, and only one could be let in`;
  return [problem("reference", places, message, "Take out as_bot, or make the channel public.")];
}

/** What of a workspace is there to be mentioned. */
export interface Mentionable {
  readonly users: readonly User[];
  readonly channels: readonly ChannelListEntry[];
  readonly groups: readonly UserGroup[];
}

export interface MentionCheck {
  readonly problems: readonly WorkspaceProblem[];
  /** Mentions of nobody and nothing, with their signs, that a plan could keep as text. */
  readonly unknown: ReadonlySet<string>;
}

/** Names every mention of nobody and nothing, and every user group that is not there. */
export function checkMentions(workspace: Workspace, there: Mentionable): MentionCheck {
  const known = {
    users: there.users.flatMap(({ id, email }) => [id, email.toLowerCase()]),
    channels: [...there.channels.map(({ channel }) => channel.name), ...namesOf(workspace)],
    groups: there.groups.filter(({ disabled }) => !disabled).map(({ handle }) => handle.replace(/^@/, "")),
  };
  const unknown = new Map<string, Place[]>();
  const hints = new Map<string, string>();
  const see = (sign: string, name: string, names: readonly string[], place: Place) => {
    if (names.includes(name.toLowerCase()) || names.includes(name)) return;
    unknown.set(`${sign}${name}`, [...(unknown.get(`${sign}${name}`) ?? []), place]);
    hints.set(
      `${sign}${name}`,
      meant(
        name,
        names.filter((one) => one !== ""),
      ),
    );
  };
  for (const { mentions, place } of contentsOf(workspace)) {
    for (const name of mentions.users) see("@", name, known.users, place);
    for (const name of mentions.channels) see("#", name, known.channels, place);
    for (const name of mentions.groups) see("@", name, known.groups, place);
  }
  const problems = [...unknown].map(([written, places]) => {
    const next = `${hints.get(written) ?? ""} Write \\${written} to show it as text.`.trim();
    return problem("mention", places, `${written} mentions nobody and nothing in this workspace`, next);
  });
  return {
    problems: [...problems, ...missingGroups(workspace, known.groups)],
    unknown: new Set(unknown.keys()),
  };
}

function missingGroups({ channels }: Workspace, known: readonly string[]): WorkspaceProblem[] {
  const missing = new Map<string, Place[]>();
  for (const { groups } of channels.values()) {
    for (const { handle, place } of groups) {
      if (!known.includes(handle)) missing.set(handle, [...(missing.get(handle) ?? []), place]);
    }
  }
  return [...missing].map(([handle, places]) =>
    problem("people", places, `There is no user group @${handle} in this workspace`, meant(handle, known)),
  );
}

function namesOf({ channels }: Workspace): string[] {
  return [...channels.values()].map(({ name }) => name);
}

function* contentsOf({ channels }: Workspace): Generator<Content> {
  for (const { announcements, schedules } of channels.values()) {
    for (const { content, replies } of announcements) {
      yield content;
      for (const reply of replies) yield reply.content;
    }
    for (const { content } of schedules) yield content;
  }
}

/** One problem for all places: the first one is pointed at, the others are named. */
function problem(
  code: WorkspaceProblem["code"],
  places: readonly Place[],
  message: string,
  nextStep: string,
): WorkspaceProblem {
  const each = new Map(places.map((place) => [formatPlace(place), place]));
  const [first, ...others] = [...each.values()].sort(byPlace);
  const also = others.length > 0 ? `Also at ${others.map(formatPlace).join(", ")}.` : "";
  const next = [nextStep, also].filter((part) => part !== "").join("\n");
  return { code, severity: "error", place: first!, message, nextStep: next, sourceLine: null };
}
