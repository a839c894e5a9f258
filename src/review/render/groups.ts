/** Changes by what they are about, a new channel with all that comes with it told in one line. */

import { isBot } from "../bots";
import type { Change } from "../report";
import { count, listed, type Phrase, say } from "../words/phrase";
import { headingOf, isScript } from "../words/subject";

export interface Group {
  heading: Phrase;
  changes: Change[];
}

/** Changes under their headings, in the order in which they come. */
export function groupsOf(changes: readonly Change[]): Group[] {
  const groups = new Map<string, Group>();
  for (const change of changes) {
    const heading = headingOf(change);
    const key = JSON.stringify(heading);
    const group = groups.get(key) ?? { heading, changes: [] };
    group.changes.push(change);
    groups.set(key, group);
  }
  return [...groups.values()];
}

const ofType = (wanted: string) => (change: Change) => change.type === wanted;

const parts: [isOne: (change: Change) => boolean, one: string, many: string][] = [
  [ofType("pumble_message"), "announcement", "announcements"],
  [ofType("pumble_reply"), "reply", "replies"],
  [ofType("pumble_reaction"), "reaction", "reactions"],
  [ofType("pumble_scheduled_message"), "schedule", "schedules"],
  [isScript, "script", "scripts"],
];

/**
 * ` · 3 people · 1 announcement` for what comes with a channel that is new or taken over; null when the group is no such
 * channel or does more.
 */
export function channelParts({ changes }: Group): string[] | null {
  const [channel, ...rest] = changes;
  if (channel?.type !== "pumble_channel") return null;
  const comesAlong =
    channel.action === "create" ? isNew : channel.action === "import" ? isThere : () => false;
  return rest.every(comesAlong) ? partsOf(rest) : null;
}

function isNew({ action }: Change): boolean {
  return action === "create";
}

/** Whether it is taken over where it is there already, which everything is that says nothing. */
function isThere({ action, attributes, content }: Change): boolean {
  const adopts = attributes.some(({ name, after }) => name === "adopt_existing" && after === "true");
  return action === "import" || (action === "create" && (adopts || content === null));
}

function partsOf(changes: readonly Change[]): string[] {
  const joining = changes.filter(isMembership).flatMap(({ joins }) => joins);
  const people = new Set(joining.filter((one) => !isBot(one))).size;
  const counted = parts.map(([isOne, one, many]) => {
    const number = changes.filter(isOne).length;
    return number === 0 ? "" : count(number, one, many);
  });
  return [people === 0 ? "" : count(people, "person", "people"), ...counted].filter((text) => text !== "");
}

/** More channels than this that are taken over as they are, and nothing else, are counted. */
const eachUpTo = 3;

/** Channels that are only taken over, apart from the others, when there are many. */
export function apart(groups: readonly Group[]): { taken: Group[]; others: readonly Group[] } {
  const isTaken = ({ changes }: Group) =>
    changes[0]!.channel !== null && changes.every(({ action }) => action === "import");
  const taken = groups.filter(isTaken);
  return taken.length > eachUpTo
    ? { taken, others: groups.filter((group) => !isTaken(group)) }
    : { taken: [], others: groups };
}

/** `are taken over as they are, with 12 announcements: #a, #b` */
export function tellTaken(taken: readonly Group[]): Phrase {
  const parts = partsOf(taken.flatMap(({ changes }) => changes)).join(" · ");
  const names = taken.map(({ changes }) => `#${changes[0]!.channel}`);
  return say`are taken over as they are${[parts === "" ? "" : ` · ${parts}`]}: ${listed(names)}`;
}

function isMembership({ type }: Change): boolean {
  return type.startsWith("pumble_channel_member");
}
