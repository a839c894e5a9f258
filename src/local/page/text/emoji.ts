/** Emoji by the names of the published list, which Pumble's codes use. A code that is not in it is shown as it is written. */
import { emojiNameSource } from "../../../pumble/messages/emoji";
import { emojiList } from "../../../pumble/messages/generated/emoji-list";

/** The category of what is no emoji by itself, such as skin tones. */
const parts = "Component";

const emoji = emojiList.flatMap(([category, list]) =>
  list.split("|").map((entry) => {
    const [names, glyph, tones] = entry.split(" ") as [string, string, string?];
    return { category, names: names.split(","), glyph, takesTone: tones !== undefined };
  }),
);

const glyphs = new Map(emoji.flatMap(({ names, glyph }) => names.map((name) => [name, glyph] as const)));
const withTones = new Set(emoji.filter(({ takesTone }) => takesTone).map(({ glyph }) => glyph));

/** Names by category, one for each emoji, as a picker shows them. */
export const emojiGroups = emojiList
  .map(([category]) => category)
  .filter((category) => category !== parts)
  .map((title) => ({
    title,
    names: emoji.filter(({ category }) => category === title).map(({ names }) => names[0]!),
  }));

const skinTones = ["", "🏻", "🏼", "🏽", "🏾", "🏿"];

/** Each person of the picture gets the tone; hands that are shaken between people have none of their own. */
function toned(glyph: string, tone: string): string {
  return glyph.replace(/(\p{Emoji_Modifier_Base})\uFE0F?/gu, (all, base) =>
    base === "🤝" && glyph !== base ? all : base + tone,
  );
}

/** Names offered first in the picker: the reactions that teams use most. */
export const commonNames = [
  "+1",
  "tada",
  "heart",
  "joy",
  "eyes",
  "white_check_mark",
  "rocket",
  "pray",
  "clap",
  "raised_hands",
  "fire",
  "100",
  "thinking_face",
  "smile",
  "wave",
  "sparkles",
  "muscle",
  "bulb",
  "bug",
  "warning",
  "sob",
  "-1",
  "x",
  "coffee",
];

/** What people type for an emoji whose names do not hold it. */
const alsoTyped: Readonly<Record<string, string>> = {
  rofl: "rolling_on_the_floor_laughing",
  lol: "joy",
  thumbs_up: "thumbsup",
  thumbs_down: "thumbsdown",
  plus1: "+1",
  party: "tada",
  hooray: "tada",
  done: "white_check_mark",
  check: "white_check_mark",
  hundred: "100",
  love: "heart",
  thanks: "pray",
  please: "pray",
};

/** The name inside `:name:`, or the input itself when it has no colons. */
export function nameOf(code: string): string {
  return code.replace(/^:|:$/g, "");
}

/** What to show for an emoji name: the glyph, with the skin tone (1 = none, 2..6) where it takes one, else `:name:`. */
export function glyphOf(name: string, skinTone?: number): string {
  const glyph = glyphs.get(name);
  if (!glyph) return `:${name}:`;
  const tone = skinTone && withTones.has(glyph) ? skinTones[skinTone - 1] : "";
  return tone ? toned(glyph, tone) : glyph;
}

/** Whether the list has a glyph for the name. */
export function isKnownEmoji(name: string): boolean {
  return glyphs.has(name);
}

function spaced(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, "_");
}

/**
 * The very name, then what people also call so, then names that begin with, then names that contain, what was typed; each
 * emoji once. For nothing, those
 * that are used most.
 */
export function findEmoji(query: string, limit: number): string[] {
  const wanted = spaced(query);
  if (!wanted) return commonNames.slice(0, limit);
  const found = [...glyphs.keys()].filter((name) => spaced(name).includes(wanted));
  const rank = (name: string) => (spaced(name) === wanted ? 0 : spaced(name).startsWith(wanted) ? 1 : 2);
  found.sort((a, b) => rank(a) - rank(b));
  const typed = Object.entries(alsoTyped).filter(([word]) => word.startsWith(wanted));
  const at = found.findIndex((name) => rank(name) > 0);
  found.splice(at < 0 ? found.length : at, 0, ...typed.map(([, name]) => name));
  const seen = new Set<string>();
  const isNew = (glyph: string) => !seen.has(glyph) && seen.add(glyph);
  return found.filter((name) => isNew(glyphs.get(name)!)).slice(0, limit);
}

const code = new RegExp(`:(${emojiNameSource}):`, "g");

/** Splits plain text at the `:codes:` that the list knows; `emoji` holds the name. */
export function splitEmoji(text: string): ({ text: string } | { emoji: string })[] {
  const pieces: ({ text: string } | { emoji: string })[] = [];
  let end = 0;
  for (const match of text.matchAll(code)) {
    const name = match[1]!;
    if (!glyphs.has(name)) continue;
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push({ emoji: name });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}
