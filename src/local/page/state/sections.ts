/** How a member has arranged the channels in the sidebar. It is this browser's: the workspace knows nothing of it. */
import { computed, signal } from "@preact/signals";
import { keepValue, keptValue } from "./kept";
import { meId } from "./workspace";

const storeKey = "pumble.sections";

/** Titles of the sections that every sidebar has. */
const builtIn = ["Channels", "Direct messages", "Apps"];

/** Channels under a title of the member's own. */
export interface Section {
  title: string;
  channelIds: string[];
}

interface Arrangement {
  sections: Section[];
  /** Titles of the sections that are folded. */
  folded: string[];
}

const all = signal<Record<string, Arrangement>>(keptValue("localStorage", storeKey) ?? {});

const mine = computed<Arrangement>(() => all.value[meId.value] ?? { sections: [], folded: [] });

/** The member's own sections, in the order in which they were made. */
export const sections = computed(() => mine.value.sections);

/** Titles of the sections of which only what is open or unread is shown. */
export const folded = computed(() => new Set(mine.value.folded));

function put(arrangement: Arrangement): void {
  all.value = { ...all.value, [meId.value]: arrangement };
  keepValue("localStorage", storeKey, all.value);
}

/** The title of the section that the channel is in, empty for none. */
export function sectionOf(channelId: string): string {
  return sections.value.find(({ channelIds }) => channelIds.includes(channelId))?.title ?? "";
}

/**
 * Moves a channel to the section of this title, which is made if need be; an empty one, or one that every sidebar has, is
 * for none. A section without channels goes.
 */
export function moveToSection(channelId: string, wantedTitle: string): void {
  const title = builtIn.includes(wantedTitle) ? "" : wantedTitle;
  const others = sections.value.map((section) => ({
    ...section,
    channelIds: section.channelIds.filter((id) => id !== channelId),
  }));
  const wanted = others.find((section) => section.title === title);
  if (wanted) wanted.channelIds.push(channelId);
  else if (title) others.push({ title, channelIds: [channelId] });
  put({ ...mine.value, sections: others.filter(({ channelIds }) => channelIds.length > 0) });
}

/** Folds a section, or unfolds it. */
export function toggleFolded(title: string): void {
  const next = new Set(folded.value);
  if (!next.delete(title)) next.add(title);
  put({ ...mine.value, folded: [...next] });
}
