import type { RichText } from "../blocks";
import { ContainerWriter, ruleText } from "./container-writer";
import { Directory, type MentionResolver } from "./directory";
import { type Conversion, inlinesOf, type Look, lineOf } from "./inlines";
import { parse, type Token } from "./parser";
import { blocksToText } from "./plain-text";
import { emptyProblem, type MarkdownProblemKind } from "./problems";
import { tableText } from "./table";

/** How to read a Markdown text. */
export interface MarkdownOptions extends MentionResolver {
  /** Whether `@channel`, `@here` and mentions of user groups may be sent. @default false */
  allowBroadcast?: boolean;
  /** What relative links and `#anchors` are relative to, a whole address. Without it they are unresolved. */
  baseUrl?: string;
  /**
   * What becomes of a mention of nobody, of a mention in a table, and of a link that leads nowhere: a problem, or the
   * text as it is written. @default "problem"
   */
  unresolved?: "problem" | "text";
}

/** A Markdown text as Pumble takes it. */
export interface MarkdownMessage {
  /** One block of rich text, or none when there is nothing to show. */
  blocks: RichText[];
  /** The same as plain text, for notifications and search. */
  text: string;
  /** What keeps the message from being sent as it is meant, one sentence and a next step each. */
  problems: string[];
  /** Of each problem, in the same order, what there is to be done about it. */
  problemKinds: MarkdownProblemKind[];
}

/** Pumble's sizes go from 1, that of other text, to 3. */
const headingSizes: Record<string, 1 | 2 | 3> = { h1: 3, h2: 2 };

/** Walks block tokens in order and writes each as containers. */
class BlockReader {
  readonly writer = new ContainerWriter();
  private look: Look | undefined;

  constructor(private readonly conversion: Conversion) {}

  private readonly readers: Record<string, (token: Token) => void> = {
    heading_open: ({ tag }) => {
      this.look = { size: headingSizes[tag] ?? 1, bold: true };
    },
    heading_close: () => {
      this.look = undefined;
    },
    inline: (token) => this.readInline(token),
    fence: (token) => this.readCode(token),
    code_block: (token) => this.readCode(token),
    hr: () => this.writer.prose([{ type: "text", text: ruleText }], true),
    blockquote_open: () => this.writer.openQuote(),
    bullet_list_open: () => this.writer.openList("bullet", 1),
    ordered_list_open: (token) => this.writer.openList("ordered", Number(token.attrGet("start") ?? 1)),
    list_item_open: () => this.writer.openItem(),
    blockquote_close: () => this.writer.close(),
    bullet_list_close: () => this.writer.close(),
    ordered_list_close: () => this.writer.close(),
    list_item_close: () => this.writer.close(),
  };

  read(tokens: Token[]): void {
    for (let index = 0; index < tokens.length; index++) {
      const token = tokens[index]!;
      const start = index;
      if (token.type === "table_open") {
        while (tokens[index]!.type !== "table_close") index++;
        this.writer.preformatted(tableText(tokens.slice(start, index), this.conversion));
      } else {
        const opensItem =
          tokens[index - 1]?.type === "paragraph_open" && tokens[index - 2]?.type === "list_item_open";
        if (token.type === "inline" && opensItem) showTask(token);
        this.readers[token.type]?.(token);
      }
    }
  }

  private readInline(token: Token): void {
    const { children, map } = token;
    const inlines = inlinesOf(children ?? [], this.conversion, { ...this.look, line: lineOf(map) });
    if (inlines.length > 0) this.writer.prose(inlines, this.look !== undefined);
  }

  private readCode(token: Token): void {
    const code = token.content.replace(/\n$/, "");
    if (code !== "") this.writer.preformatted(code);
  }
}

/** `[ ] to do` and `[x] done` at the start of a list's item, as boxes. */
function showTask({ children }: Token): void {
  const first = children?.[0];
  const written = first?.type === "text" ? /^\[([ xX])\] /.exec(first.content) : null;
  if (!first || !written || (children!.length === 1 && written[0] === first.content)) return;
  first.content = `${written[1] === " " ? "☐" : "☑"} ${first.content.slice(written[0].length)}`;
}

/**
 * Markdown (CommonMark with strikethrough, tables and bare links) as Pumble's rich text.
 *
 * - A heading is a line of its own, bold, in size 3, 2, 1, 1, 1, 1; a line break in the source is one in the message.
 * - `@ada@example.com`, `#channel`, `@handle` of a user group, `@channel`, `@here` and Pumble's own `<<@id>>` are
 *   mentions; `:tada:` and `:wave::skin-tone-3:` are emoji. A backslash before the sign, or backticks around it, keeps
 *   it text. `#42` is a number unless a channel has that name.
 * - A task's `[ ]` and `[x]` are shown as ☐ and ☑.
 * - Lists go 5 levels deep, deeper ones stay at the fifth. HTML is shown as text, an image as a link, a table as
 *   preformatted text.
 *
 * What cannot be sent as it is meant is listed in `problems`, with its line, and stays in the message as it is
 * written. Never throws of its own accord; takes time in proportion to the length of the text.
 */
export function markdownToBlocks(markdown: string, options: MarkdownOptions): MarkdownMessage {
  const { allowBroadcast = false, unresolved = "problem", baseUrl } = options;
  const conversion: Conversion = { allowBroadcast, unresolved, baseUrl, problems: new Map() };
  const reader = new BlockReader(conversion);
  reader.read(parse(markdown, new Directory(options)));
  const blocks = reader.writer.blocks();
  if (blocks.length === 0) conversion.problems.set(emptyProblem.text, emptyProblem.kind);
  const { problems } = conversion;
  return {
    ...{ blocks, text: blocksToText(blocks) },
    ...{ problems: [...problems.keys()], problemKinds: [...problems.values()] },
  };
}
