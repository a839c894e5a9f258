/** The Markdown that people read: front page, docs, examples, and what stands beside them. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import MarkdownIt from "markdown-it";
import { anchorOf } from "../../tools/site/markdown";

type Token = ReturnType<MarkdownIt["parse"]>[number];

const parser = new MarkdownIt({ html: true });

function markdownBelow(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name !== "node_modules" && !name.startsWith("cdktf.out"))
    .map((name) => join(folder, name))
    .flatMap((path) =>
      statSync(path).isDirectory() ? markdownBelow(path) : path.endsWith(".md") ? [path] : [],
    );
}

/** Paths from the root of the repository. */
export const pages: readonly string[] = [
  ...readdirSync(".").filter((name) => name.endsWith(".md")),
  ...["docs", "examples", ".github"]
    .filter((folder) => existsSync(folder))
    .flatMap(markdownBelow)
    // Reports of the public surface, which are for reviews.
    .filter((path) => !path.startsWith("docs/api/")),
  "src/terraform/README.md",
];

const parsed = new Map<string, Token[]>();

/** A page's tokens, without the front matter, which is YAML. */
function tokensOf(page: string): Token[] {
  const known = parsed.get(page);
  if (known) return known;
  const tokens = parser.parse(readFileSync(page, "utf8").replace(/^---\n[\s\S]*?\n---\n/, ""), {});
  parsed.set(page, tokens);
  return tokens;
}

const isHtml = ({ type }: Token) => type === "html_inline" || type === "html_block";

/** Where the links and pictures of a page lead, as it is written. */
export function linksOf(page: string): string[] {
  const links: string[] = [];
  for (const token of tokensOf(page).flatMap(({ children }) => children ?? [])) {
    const target = token.attrGet(token.type === "image" ? "src" : "href");
    if (target !== null) links.push(target);
  }
  return links;
}

/**
 * The anchors of a page: those that it sets as `<a id>`, and those of its headings by GitHub's rule.
 */
export function anchorsOf(page: string): Set<string> {
  const tokens = tokensOf(page);
  const html = tokens.flatMap((token) => [token, ...(token.children ?? [])]).filter(isHtml);
  const anchors = new Set(html.flatMap(({ content }) => /<a id="([^"]+)">/.exec(content)?.[1] ?? []));
  tokens.forEach((token, index) => {
    if (token.type !== "heading_open") return;
    const text = (tokens[index + 1]?.children ?? []).map(({ content }) => content).join("");
    anchors.add(anchorOf(text, anchors));
  });
  return anchors;
}

/** A fenced code block. */
export interface CodeBlock {
  /** Page and first line, for messages. */
  readonly place: string;
  /** What stands behind the fence, such as `ts`. */
  readonly language: string;
  readonly code: string;
  /** What the comments `<!-- try: … -->` right above the block say of it, which readers do not see. */
  readonly notes: readonly string[];
}

const notePattern = /<!-- try: ([\s\S]*?) -->/g;

export function codeBlocksOf(page: string): CodeBlock[] {
  let notes: string[] = [];
  const blocks: CodeBlock[] = [];
  for (const { type, info, content } of tokensOf(page)) {
    if (type === "html_block") {
      notes.push(...[...content.matchAll(notePattern)].map(([, note]) => note!));
      continue;
    }
    if (type === "fence") {
      const place = `${page}: ${content.split("\n", 1)[0]}`;
      blocks.push({ place, language: info.trim(), code: content, notes });
    }
    // A paragraph that is only a file's name says what the block below it is.
    if (type === "paragraph_close") continue;
    const [, file] = (type === "inline" && /^`([\w./-]+\.\w+)`:?$/.exec(content)) || [];
    notes = file ? [`file ${file}`] : [];
  }
  return blocks;
}

/** The code within the sentences of a page, such as `pumble plan`, and the lines of its shell blocks. */
export function inlineCodeOf(page: string): string[] {
  return tokensOf(page)
    .flatMap(({ children }) => children ?? [])
    .filter(({ type }) => type === "code_inline")
    .map(({ content }) => content);
}
