/** The emoji that everybody has, from the published list whose names Pumble uses. */
import { readFileSync } from "node:fs";
import { z } from "zod";

/** Where the list is written to. */
export const emojiListFile = "src/pumble/messages/generated/emoji-list.ts";

const published = z.array(
  z.object({
    /** Code points in hexadecimal, with `-` between. */
    unified: z.string(),
    short_names: z.array(z.string()).min(1),
    category: z.string(),
    sort_order: z.number(),
    skin_variations: z.record(z.string(), z.object({ unified: z.string() })).optional(),
  }),
);

/** An emoji as it is published. */
export type PublishedEmoji = z.output<typeof published>[number];

/** The whole list, in the order in which pickers show it. */
export function publishedEmoji(): PublishedEmoji[] {
  const list = published.parse(JSON.parse(readFileSync("node_modules/emoji-datasource/emoji.json", "utf8")));
  return list.sort((a, b) => a.sort_order - b.sort_order);
}

/** Categories in the order in which people look through them. */
const categories = [
  "Smileys & Emotion",
  "People & Body",
  "Animals & Nature",
  "Food & Drink",
  "Travel & Places",
  "Activities",
  "Objects",
  "Symbols",
  "Flags",
  "Component",
];

/** The text of code points in hexadecimal. */
export function glyphOfPoints(unified: string): string {
  return String.fromCodePoint(...unified.split("-").map((point) => Number.parseInt(point, 16)));
}

function entryOf({ unified, short_names, skin_variations }: PublishedEmoji): string {
  return [short_names.join(","), glyphOfPoints(unified), ...(skin_variations ? ["tones"] : [])].join(" ");
}

/**
 * The list as a module.
 * @throws Error for a category that has no place here
 */
export function emojiList(): string {
  const all = publishedEmoji();
  const unknown = all.find(({ category }) => !categories.includes(category));
  if (unknown) throw new Error(`tools/emoji-list.ts does not know the category ${unknown.category}`);
  const groups = categories.map((category) => {
    const entries = all.filter((emoji) => emoji.category === category).map(entryOf);
    return `  [\n    ${JSON.stringify(category)},\n    ${JSON.stringify(entries.join("|"))},\n  ],\n`;
  });
  return [
    "// Written by `npm run generate` from the package emoji-datasource. Do not edit.\n",
    "\n",
    "/** By category: emoji, each with its names, its glyph, and whether it takes a skin tone. */\n",
    "export const emojiList: readonly (readonly [category: string, emoji: string])[] = [\n",
    ...groups,
    "];\n",
  ].join("");
}
