import type { Inline } from "../blocks";
import type { Mention } from "./directory";
import type { MentionMeta } from "./mention-rule";
import type { Token } from "./parser";
import { linkProblem, type MarkdownProblem, type MarkdownProblemKind, mentionProblem } from "./problems";

type Text = Extract<Inline, { type: "text" }>;
type Style = NonNullable<Text["style"]>;
type Size = NonNullable<Text["size"]>;

/** What is the same for the whole Markdown text. */
export interface Conversion {
  allowBroadcast: boolean;
  /** What becomes of names of nobody and of links to nowhere. */
  unresolved: "problem" | "text";
  /** What links are relative to. */
  baseUrl: string | undefined;
  /** By their text, in the order in which they were found. */
  problems: Map<string, MarkdownProblemKind>;
}

/** Notes a problem at a line of the source. */
export function noteProblem({ problems }: Conversion, line: number, { kind, text }: MarkdownProblem): void {
  problems.set(`Line ${line}: ${text}`, kind);
}

/** How a heading looks: larger and bold. And where it stands. */
export interface Look {
  size?: Size;
  bold?: boolean;
  /** Line of the source, from 1. */
  line?: number;
}

/** The line that a block token begins on, from 1. */
export function lineOf(map: Token["map"]): number {
  return (map?.[0] ?? 0) + 1;
}

const flags = { strong: "bold", em: "italic", s: "strike" } as const;
const styleOrder = ["bold", "italic", "strike", "code"] as const;

function sameLook(a: Text, b: Text): boolean {
  return a.size === b.size && styleOrder.every((flag) => a.style?.[flag] === b.style?.[flag]);
}

/** Appends, joining text to the text before it where both look the same. */
export function append(inlines: Inline[], inline: Inline): void {
  const last = inlines.at(-1);
  if (inline.type === "text" && last?.type === "text" && sameLook(inline, last)) last.text += inline.text;
  else if (inline.type !== "text" || inline.text !== "") inlines.push(inline);
}

/** Reads the inline tokens of one paragraph, heading or cell. */
class InlineReader {
  readonly inlines: Inline[] = [];
  private readonly depth = { bold: 0, italic: 0, strike: 0 };
  private url: string | undefined;
  private linkStart = 0;
  private line: number;

  constructor(
    private readonly conversion: Conversion,
    private readonly look: Look,
  ) {
    if (look.bold) this.depth.bold = 1;
    this.line = look.line ?? 1;
  }

  private problem(problem: MarkdownProblem): void {
    noteProblem(this.conversion, this.line, problem);
  }

  private readonly readers: Record<string, (token: Token) => void> = {
    softbreak: () => this.lineBreak(),
    hardbreak: () => this.lineBreak(),
    code_inline: (token) => this.text(token.content, true),
    link_open: (token) => this.openLink(String(token.attrGet("href"))),
    link_close: () => this.closeLink(),
    image: (token) => this.image(token),
    emoji: (token) => this.emoji(token),
    mention: (token) => this.mention(token),
  };

  read(token: Token): void {
    const read = this.readers[token.type];
    const flag = flags[token.tag as keyof typeof flags];
    if (read) read(token);
    else if (flag) this.depth[flag] += token.nesting;
    else this.text(token.content);
  }

  private style(code: boolean): Style {
    const { bold, italic, strike } = this.depth;
    return {
      ...(bold > 0 && { bold: true }),
      ...(italic > 0 && { italic: true }),
      ...(strike > 0 && { strike: true }),
      ...(code && { code: true }),
    };
  }

  private text(text: string, code = false): void {
    if (text === "") return;
    const style = this.style(code);
    const look = {
      ...(Object.keys(style).length > 0 && { style }),
      ...(this.look.size && { size: this.look.size }),
    };
    if (this.url === undefined) append(this.inlines, { type: "text", text, ...look });
    else this.linkText({ type: "text", text, ...look });
  }

  private linkText(text: Text): void {
    const last = this.inlines.length > this.linkStart ? this.inlines.at(-1) : undefined;
    if (last?.type === "link" && sameLook({ ...last, type: "text", text: "" }, text))
      last.text = `${last.text ?? ""}${text.text}`;
    else {
      this.inlines.push({ ...text, type: "link", url: this.url! });
    }
  }

  private lineBreak(): void {
    this.text("\n");
    this.line += 1;
  }

  private openLink(url: string): void {
    this.url = wholeAddress(url, this.conversion.baseUrl);
    this.linkStart = this.inlines.length;
  }

  private closeLink(): void {
    const url = this.url!;
    if (this.inlines.length === this.linkStart) this.text(url);
    this.url = undefined;
    if (!isWhole(url)) {
      if (this.conversion.unresolved === "problem") this.problem(linkProblem(url, this.conversion.baseUrl));
      else this.unlink(url);
    }
    for (let index = this.linkStart; index < this.inlines.length; index++) {
      const link = this.inlines[index]!;
      if (link.type === "link" && (link.text === url || `mailto:${link.text}` === url)) delete link.text;
    }
  }

  /** Leaves the words of a link that leads nowhere, with the address where they do not say it. */
  private unlink(url: string): void {
    const words = this.inlines.splice(this.linkStart);
    for (const inline of words) {
      if (inline.type !== "link") append(this.inlines, inline);
      else {
        const { url: _, raw: _raw, text = url, ...look } = inline;
        append(this.inlines, { ...look, type: "text", text });
      }
    }
  }

  /** An image is a link to it; inside a link, only its description is left. */
  private image(token: Token): void {
    const description = wordsOf(token.children ?? []);
    const inLink = this.url !== undefined;
    if (!inLink) this.openLink(String(token.attrGet("src")));
    this.text(description);
    if (!inLink) this.closeLink();
  }

  private emoji(token: Token): void {
    const skinTone = (token.meta as { skinTone: number } | null)?.skinTone;
    this.inlines.push({
      type: "emoji",
      name: token.content,
      ...(skinTone && { skin_tone: skinTone }),
    });
  }

  private mention(token: Token): void {
    const { mention } = token.meta as MentionMeta;
    const { allowBroadcast, unresolved } = this.conversion;
    const problem = mentionProblem(mention, token.content, allowBroadcast);
    if (problem === null) this.inlines.push(mentionInline(mention));
    else {
      const isNobody = mention.type !== "broadcast" && mention.id === undefined;
      if (!isNobody || unresolved === "problem") this.problem(problem);
      this.text(token.content);
    }
  }
}

function isWhole(url: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(url);
}

/** A relative address or an anchor, put behind what it is relative to. */
function wholeAddress(url: string, baseUrl: string | undefined): string {
  if (isWhole(url) || baseUrl === undefined || !URL.canParse(url, baseUrl)) return url;
  return new URL(url, baseUrl).href;
}

function mentionInline(mention: Mention): Inline {
  if (mention.type === "broadcast") return mention;
  const id = mention.id!;
  switch (mention.type) {
    case "user":
      return { type: "user", user_id: id };
    case "channel":
      return { type: "channel", channel_id: id };
    case "usergroup":
      return { type: "usergroup", usergroup_id: id };
  }
}

/** The words of inline tokens, without any style: what describes an image. */
function wordsOf(tokens: Token[]): string {
  const words = tokens.map((token) => {
    if (token.type === "softbreak" || token.type === "hardbreak") return " ";
    if (token.type === "emoji") return `:${token.content}:`;
    return token.type === "image" ? wordsOf(token.children ?? []) : token.content;
  });
  return words.join("");
}

/** The inline elements that the children of an `inline` token stand for. */
export function inlinesOf(tokens: Token[], conversion: Conversion, look: Look = {}): Inline[] {
  const reader = new InlineReader(conversion, look);
  for (const token of tokens) reader.read(token);
  return reader.inlines;
}
