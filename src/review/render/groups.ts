/** Changes by what they are about, a new channel with all that comes with it told in one line. */
import type { Change } from "../report";
import { count, type Phrase } from "../words/phrase";
import { headingOf } from "../words/subject";

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

const parts: [type: RegExp, one: string, many: string][] = [
  [/^pumble_message$/, "announcement", "announcements"],
  [/^pumble_reply$/, "reply", "replies"],
  [/^pumble_reaction$/, "reaction", "reactions"],
  [/^pumble_scheduled_message$/, "schedule", "schedules"],
];

/** ` · 3 people · 1 announcement` for what a new channel gets; null when the group is no new channel or does more. */
export function newChannelParts({ changes }: Group): string[] | null {
  const [channel, ...rest] = changes;
  if (channel?.type !== "pumble_channel" || channel.action !== "create") return null;
  if (rest.some(({ action }) => action !== "create")) return null;
  const people = new Set(rest.filter(isMembership).flatMap(({ joins }) => joins)).size;
  const counted = parts.map(([type, one, many]) => {
    const number = rest.filter((change) => type.test(change.type)).length;
    return number === 0 ? "" : count(number, one, many);
  });
  return [people === 0 ? "" : count(people, "person", "people"), ...counted].filter((text) => text !== "");
}

function isMembership({ type }: Change): boolean {
  return type.startsWith("pumble_channel_member");
}
