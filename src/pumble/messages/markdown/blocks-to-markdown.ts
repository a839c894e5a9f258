/** Rich text as Markdown: the way back from `markdownToBlocks`. */
import type { Block, Inline, RichTextContainer } from "../blocks";
import { canonicalBlocks } from "./canonical-blocks";
import type { MentionResolver } from "./directory";
import { markdownToBlocks } from "./markdown-to-blocks";
import { containerMarkdown, listsMarkdown } from "./written/container-text";
import { CareLevel } from "./written/escapes";
import type { Names, Writing } from "./written/inline-text";

export type { Names } from "./written/inline-text";

type List = Extract<RichTextContainer, { type: "rich_text_list" }>;
type Part = readonly RichTextContainer[];

const levels = [CareLevel.Readable, CareLevel.Signs, CareLevel.Entities];

/**
 * Markdown that `markdownToBlocks` makes these very blocks of, or null when there is none: two sections in a row, say,
 * or a text that is larger and not bold. Every answer was read back and compared.
 * @param names what is mentioned is called; whatever has no name is written as Pumble's own code, `<<@id>>`
 */
export function blocksToMarkdown(blocks: readonly Block[], names: Names): string | null {
  const canonical = canonicalBlocks([...blocks]);
  const [block] = canonical;
  if (canonical.length !== 1 || block?.type !== "rich_text") return null;
  const wanted = JSON.stringify(canonical);
  const { elements } = block as unknown as { elements: RichTextContainer[] };
  if (!elements.every(isKnown)) return null;
  const parts = partsOf(elements);
  const written = (care: CareLevel) =>
    parts.map((part, at) =>
      partMarkdown(part, { names, care }, isSection(parts[at - 1]) || isSection(parts[at + 1])),
    );
  const [readable, ...careful] = levels.map(written);
  const mixed = parts.map(
    (part, at) =>
      [readable!, ...careful].map((texts) => texts[at]!).find((text) => says(part, text, names)) ?? "",
  );
  const tries = [readable!, mixed, ...careful];
  for (const markdown of tries.map((texts) => texts.join("\n\n"))) {
    if (readBack(markdown, elements, names) === wanted) return markdown;
  }
  return null;
}

const known = ["rich_text_section", "rich_text_quote", "rich_text_preformatted", "rich_text_list"];
const inlineTypes = ["text", "link", "emoji", "user", "channel", "usergroup", "broadcast"];

/** Pumble may hold more than people can write. */
function isKnown({ type, elements }: RichTextContainer): boolean {
  if (!known.includes(type) || !Array.isArray(elements)) return false;
  if (type !== "rich_text_list") return elements.every((inline) => inlineTypes.includes(inline.type));
  return elements.every((item) => item.type === "rich_text_section" && isKnown(item));
}

/** Lists in a row belong together. */
function partsOf(elements: readonly RichTextContainer[]): Part[] {
  const parts: RichTextContainer[][] = [];
  for (const element of elements) {
    const last = parts.at(-1)?.at(-1);
    const goesOn =
      element.type === "rich_text_list" && last?.type === "rich_text_list" && last.border === element.border;
    if (goesOn) parts.at(-1)!.push(element);
    else parts.push([element]);
  }
  return parts;
}

function isSection(part: Part | undefined): boolean {
  return part?.[0]?.type === "rich_text_section";
}

function partMarkdown(part: Part, writing: Writing, isBetween: boolean): string {
  const [first] = part;
  if (first!.type === "rich_text_list") return listsMarkdown(part as readonly List[], writing);
  return containerMarkdown(first!, writing, isBetween);
}

function says(part: Part, markdown: string, names: Names): boolean {
  const wanted = JSON.stringify(canonicalBlocks([{ type: "rich_text", elements: part }]));
  return readBack(markdown, part, names) === wanted;
}

/** The blocks that a text stands for, as canonical JSON; null when somebody would be told that something is wrong. */
function readBack(markdown: string, elements: Part, names: Names): string | null {
  const { blocks, problems } = markdownToBlocks(markdown, {
    allowBroadcast: true,
    ...resolverFor(elements, names),
  });
  return problems.length > 0 ? null : JSON.stringify(canonicalBlocks(blocks));
}

/** Knows by name just what is mentioned. */
function resolverFor(elements: Part, names: Names): MentionResolver {
  const ids = {
    user: new Map<string, string>(),
    channel: new Map<string, string>(),
    group: new Map<string, string>(),
  };
  const put = (kind: keyof typeof ids, id: string) => {
    const name = names[kind](id);
    if (name !== undefined) ids[kind].set(name.toLowerCase(), id);
    ids[kind].set(id, id);
  };
  for (const inline of inlinesIn(elements)) {
    if (inline.type === "user") put("user", inline.user_id);
    else if (inline.type === "channel") put("channel", inline.channel_id);
    else if (inline.type === "usergroup") put("group", inline.usergroup_id);
  }
  return {
    resolveUser: (name) => ids.user.get(name.toLowerCase()),
    resolveChannel: (name) => ids.channel.get(name),
    resolveGroup: (name) => ids.group.get(name.toLowerCase()),
  };
}

function inlinesIn(elements: Part): Inline[] {
  return elements.flatMap((element) =>
    element.type === "rich_text_list" ? element.elements.flatMap((item) => item.elements) : element.elements,
  );
}
