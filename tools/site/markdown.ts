/** Markdown as the pages are written in: their front matter, links and headings. */
import MarkdownIt from "markdown-it";
import { parse } from "yaml";

type Token = ReturnType<MarkdownIt["parse"]>[number];

const parser = new MarkdownIt({ html: true });

/** A page without its front matter. */
export interface Block {
  readonly title: string;
  readonly description: string;
  readonly markdown: string;
}

/** Takes the front matter off. The title is that of the first heading: the registry's has the provider's name in it. */
export function markdownOf(text: string): Block {
  const [whole = "", yaml = ""] = /^---\n([\s\S]*?)\n---\n/.exec(text) ?? [];
  const { description = "" } = (parse(yaml) ?? {}) as { description?: string };
  const markdown = text.slice(whole.length);
  return { title: headingOf(markdown) ?? "", description, markdown };
}

/** @returns the first heading's text, without the kind that the registry's pages have behind it */
export function headingOf(markdown: string): string | null {
  const tokens = parser.parse(markdown, {});
  const at = tokens.findIndex(({ type }) => type === "heading_open");
  const inline = tokens[at + 1];
  return at < 0 || !inline ? null : textOf(inline).replace(/ \([A-Z][A-Za-z -]+\)$/, "");
}

/** The text of an inline token; the end of a line parts words. */
export function textOf(token: Token): string {
  return (token.children ?? []).map(({ type, content }) => (type.endsWith("break") ? " " : content)).join("");
}

/** Where links and pictures lead, as it is written. */
export function linksIn(markdown: string): string[] {
  const inner = parser.parse(markdown, {}).flatMap(({ children }) => children ?? []);
  return inner.flatMap((token) => token.attrGet("href") ?? token.attrGet("src") ?? []);
}

/**
 * A heading's anchor by GitHub's rule: letters, digits, `-` and `_`.
 * @param taken the page's anchors so far; one that repeats gets a number
 */
export function anchorOf(text: string, taken: ReadonlySet<string>): string {
  const anchor = text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");
  let unique = anchor;
  for (let count = 1; taken.has(unique); count++) unique = `${anchor}-${count}`;
  return unique;
}

/** What stands below one heading. */
export interface Part {
  readonly title: string;
  /** Of the heading: 1 is the page's own. */
  readonly level: number;
  readonly anchor: string;
  /** Without signs of Markdown. */
  readonly text: string;
}

/** The parts of a page, one a heading, each without those below it. */
export function partsOf(markdown: string): Part[] {
  const parts: { title: string; level: number; anchor: string; text: string }[] = [];
  const tokens = parser.parse(markdown, {});
  tokens.forEach((token, index) => {
    if (token.type === "heading_open") {
      const title = textOf(tokens[index + 1]!);
      const anchor = anchorOf(title, new Set(parts.map((part) => part.anchor)));
      parts.push({ title, level: Number(token.tag.slice(1)), anchor, text: "" });
    } else if (token.type === "inline" || token.type === "fence") {
      const part = parts.at(-1);
      if (part && tokens[index - 1]?.type !== "heading_open")
        part.text += `${token.type === "fence" ? token.content : textOf(token)}\n`;
    }
  });
  return parts;
}

/** Each row of the table below a heading, as the links in it and the text of its first cell. */
export function linkTable(markdown: string, heading: string): { name: string; links: string[] }[] {
  const [, below = ""] = markdown.split(`\n## ${heading}\n`);
  const rows = below.split(/\n## /, 1)[0]!.split("\n");
  return rows.flatMap((row) => {
    const [, name = "", ...cells] = row.split("|").map((cell) => cell.trim());
    const links = linksIn(cells.join(" "));
    return links.length === 0 ? [] : [{ name, links }];
  });
}
