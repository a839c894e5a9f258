/** The containers of rich text as Markdown source. */
import type { Inline, RichTextContainer } from "../../blocks";
import { ruleText } from "../container-writer";
import { inlineMarkdown, type Writing } from "./inline-text";

type List = Extract<RichTextContainer, { type: "rich_text_list" }>;

const headings: Record<number, string> = { 3: "# ", 2: "## ", 1: "### " };

/**
 * One container that is no list.
 * @param isBetween another section stands beside it, so that it has to be a line of its own: a heading, or a rule
 */
export function containerMarkdown(
  container: Exclude<RichTextContainer, List>,
  writing: Writing,
  isBetween = false,
): string {
  const { elements } = container;
  switch (container.type) {
    case "rich_text_section":
      return isRule(elements) ? "---" : proseMarkdown(elements, writing, isBetween);
    case "rich_text_quote":
      return quoted(proseMarkdown(elements, writing));
    case "rich_text_preformatted": {
      const text = elements.map((inline) => ("text" in inline ? (inline.text ?? "") : "")).join("");
      return container.border ? quoted(fenced(text)) : fenced(text);
    }
  }
}

function isRule([first, ...others]: readonly Inline[]): boolean {
  return first?.type === "text" && first.text === ruleText && !first.style && others.length === 0;
}

/** Paragraphs, with a heading where the text is larger. */
function proseMarkdown(elements: readonly Inline[], writing: Writing, isBetween = false): string {
  const runs = headingRuns(elements, isBetween);
  const texts = runs.map(({ size, inlines }) =>
    size === null
      ? inlineMarkdown(inlines, writing)
      : `${headings[size]}${inlineMarkdown(inlines, { ...writing, isHeading: true }).replaceAll("\n", "&#10;")}`,
  );
  return texts.join("\n");
}

interface Run {
  readonly size: number | null;
  readonly inlines: Inline[];
}

/** Neighbours of one size; the line end between two such runs goes without saying. */
function headingRuns(elements: readonly Inline[], standsBetween: boolean): Run[] {
  const isBetween = standsBetween && elements.filter(isSized).every(({ style }) => style?.bold);
  const runs: Run[] = [];
  // What has no size, such as a mention, is as large as what stands before it, or else after it.
  const first = elements.find(isSized);
  const firstSize = first ? headingSize(first, isBetween) : isBetween ? 1 : null;
  for (const inline of elements) {
    const last = runs.at(-1);
    const size = isSized(inline) ? headingSize(inline, isBetween) : last ? last.size : firstSize;
    if (last && last.size === size) last.inlines.push(inline);
    else runs.push({ size, inlines: [inline] });
  }
  if (runs.length < 2) return runs;
  return runs.map(({ size, inlines }) => ({
    size,
    inlines: size === null ? withoutLineEnds(inlines) : inlines,
  }));
}

function withoutLineEnds(inlines: readonly Inline[]): Inline[] {
  return inlines.map((inline, index) => {
    if (inline.type !== "text") return inline;
    const begun = index === 0 ? inline.text.replace(/^\n/, "") : inline.text;
    return { ...inline, text: index === inlines.length - 1 ? begun.replace(/\n$/, "") : begun };
  });
}

function isSized(inline: Inline): inline is Extract<Inline, { type: "text" | "link" }> {
  return inline.type === "text" || inline.type === "link";
}

function headingSize(inline: Inline, isBetween: boolean): number | null {
  if (!isSized(inline) || !inline.style?.bold) return null;
  return inline.size ?? (isBetween ? 1 : null);
}

function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g)?.map((run) => run.length) ?? []));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

function quoted(markdown: string): string {
  return markdown.replace(/^/gm, "> ").replace(/^> $/gm, ">");
}

/** Lists that follow each other: those of a deeper indent stand in the last item before them. */
export function listsMarkdown(lists: readonly List[], writing: Writing): string {
  const open: { indent: number; width: number; marker: string }[] = [];
  const lines: string[] = [];
  for (const [at, list] of lists.entries()) {
    const indent = list.indent ?? 0;
    const before = open.findLast((one) => one.indent === indent);
    while (open.length > 0 && open.at(-1)!.indent >= indent) open.pop();
    const parents = open.reduce((width, one) => width + one.width, 0);
    const marker = markerOf(list, { before: before?.marker, last: lists[at - 1] });
    for (const [index, item] of list.elements.entries()) {
      const bullet = list.style === "bullet" ? marker : `${(list.offset ?? 0) + index + 1}${marker}`;
      const width = bullet.length + 1;
      const margin = " ".repeat(parents);
      const text = proseMarkdown(item.elements, writing).replaceAll("\n", `\n${margin}${" ".repeat(width)}`);
      lines.push(`${margin}${bullet} ${text}`.trimEnd());
      if (index === list.elements.length - 1) open.push({ indent, width, marker });
    }
  }
  const text = lines.join("\n");
  return lists[0]?.border ? quoted(text) : text;
}

/** A list beside another one that it does not go on has another sign, or it would be one list with it. */
function markerOf(list: List, { before, last }: { before: string | undefined; last: List | undefined }) {
  const [usual, other] = list.style === "bullet" ? ["-", "*"] : [".", ")"];
  const isBeside =
    last !== undefined && (last.indent ?? 0) === (list.indent ?? 0) && last.style === list.style;
  if (isBeside) return before === usual ? other! : usual!;
  return before === usual || before === other ? before : usual!;
}
