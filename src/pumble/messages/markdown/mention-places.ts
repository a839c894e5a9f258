/** Where a Markdown source mentions somebody or something. */
import { Directory, type Mention, type MentionResolver } from "./directory";
import type { MentionMeta } from "./mention-rule";
import { parse, type Token } from "./parser";

export interface MentionPlace {
  readonly mention: Mention;
  /** As it is written, with its sign. */
  readonly written: string;
  /** Where it begins in the source, in UTF-16 code units. */
  readonly at: number;
}

/** What is mentioned, in order. Code, links, tables and the words for an image mention nobody. */
export function mentionPlaces(markdown: string, resolver: MentionResolver): MentionPlace[] {
  if (!/[@#<]/.test(markdown)) return [];
  const lines = linesOf(markdown);
  return parse(markdown, new Directory(resolver)).flatMap((token) =>
    token.type === "inline" && token.map ? placesIn(token, lines.slice(...token.map)) : [],
  );
}

interface Line {
  readonly text: string;
  readonly start: number;
}

/** Lines as the parser tells them apart, which puts another character in the place of a NUL. */
function linesOf(markdown: string): Line[] {
  const lines: Line[] = [];
  for (const { 0: line, index } of markdown.matchAll(/[^\r\n]*(?:\r\n?|\n|$)/g)) {
    lines.push({ text: line.replace(/[\r\n]+$/, "").replaceAll("\0", "\ufffd"), start: index });
  }
  return lines;
}

/** A line of what the parser reads is one of the source without what stands around it: signs of blocks, and spaces. */
function placesIn({ content, children }: Token, lines: readonly Line[]): MentionPlace[] {
  const mentions = (children ?? []).filter(({ type }) => type === "mention");
  const places: MentionPlace[] = [];
  let [start, next] = [0, 0];
  for (const [index, text] of content.split("\n").entries()) {
    const end = start + text.length;
    const line = lines[index]!;
    const indent = text.length - text.trimStart().length;
    const shift = line.start + line.text.lastIndexOf(text.trim()) - indent - start;
    for (; next < mentions.length; next++) {
      const { content: written, meta } = mentions[next]!;
      const { mention, at } = meta as MentionMeta;
      if (at >= end) break;
      places.push({ mention, written, at: at + shift });
    }
    start = end + 1;
  }
  return places;
}
