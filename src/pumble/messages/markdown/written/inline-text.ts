/** Inline elements as Markdown source. */
import type { Inline } from "../../blocks";
import { mentionCode } from "../../mention";
import { CareLevel, escaped } from "./escapes";

type Styled = Extract<Inline, { type: "text" | "link" }>;
type Flag = "bold" | "italic" | "strike";

/** What ids are called; undefined where no name stands for just this one. */
export interface Names {
  user(id: string): string | undefined;
  channel(id: string): string | undefined;
  group(id: string): string | undefined;
}

/** How to write one container. */
export interface Writing {
  readonly names: Names;
  readonly care: CareLevel;
  /** Within a heading, bold goes without saying. */
  readonly isHeading?: boolean;
}

const marks: Record<Flag, (care: CareLevel) => string> = {
  bold: () => "**",
  italic: (care) => (care === CareLevel.Entities ? "_" : "*"),
  strike: () => "~~",
};
const order: readonly Flag[] = ["bold", "strike", "italic"];

/** Writes a run of inlines, with styles open as long as they go on. */
export function inlineMarkdown(inlines: readonly Inline[], writing: Writing): string {
  const writer = new InlineWriter(writing);
  for (const [index, inline] of inlines.entries()) writer.write(inline, inlines, index);
  return writer.end();
}

class InlineWriter {
  private out = "";
  private open: Flag[] = [];

  constructor(private readonly writing: Writing) {}

  write(inline: Inline, all: readonly Inline[], index: number): void {
    this.restyle(flagsOf(inline, this.writing.isHeading));
    if (inline.type === "link") this.link(inline, all, index);
    else if (inline.type === "text") this.out += this.text(inline, neighbours(all, index));
    else this.out += mentionOrEmoji(inline, this.writing);
  }

  end(): string {
    this.restyle([]);
    return this.out;
  }

  private restyle(wanted: readonly Flag[]): void {
    const keep = this.open.findIndex((flag) => !wanted.includes(flag));
    const closing = keep < 0 ? [] : this.open.splice(keep);
    for (const flag of closing.reverse()) this.out += marks[flag](this.writing.care);
    for (const flag of order) {
      if (!wanted.includes(flag) || this.open.includes(flag)) continue;
      this.open.push(flag);
      this.out += marks[flag](this.writing.care);
    }
  }

  private text({ text, style }: Pick<Styled, "text" | "style">, at: { before: boolean; after: boolean }) {
    return style?.code ? codeSpan(text ?? "") : escaped(text ?? "", this.writing.care, at);
  }

  /** A link of several styles is several elements in a row. */
  private link(link: Extract<Inline, { type: "link" }>, all: readonly Inline[], index: number): void {
    const { url, text } = link;
    const bare = text === undefined || text === url || `mailto:${text}` === url;
    if (bare) {
      this.out += bareLink(url, this.writing.care);
      return;
    }
    if (!continues(all[index - 1], link)) this.out += "[";
    this.out += this.text(link, { before: true, after: true });
    if (!continues(all[index + 1], link)) {
      this.restyle([]);
      this.out += `](${target(url)})`;
    }
  }
}

function continues(other: Inline | undefined, { url }: { url: string }): boolean {
  return other?.type === "link" && other.url === url && other.text !== undefined;
}

function flagsOf(inline: Inline, isHeading = false): Flag[] {
  if (inline.type !== "text" && inline.type !== "link") return [];
  return order.filter((flag) => inline.style?.[flag] && !(isHeading && flag === "bold"));
}

/** Whether something stands right before and after that begins or ends with a sign. */
function neighbours(all: readonly Inline[], index: number) {
  return { before: index > 0, after: index < all.length - 1 };
}

/** Backticks around a text, more than it holds in a row. */
function codeSpan(text: string): string {
  const runs = text.match(/`+/g)?.map((run) => run.length) ?? [];
  let length = 1;
  while (runs.includes(length)) length++;
  const fence = "`".repeat(length);
  const isPadded = /^`|`$/.test(text) || (/^ .* $/s.test(text) && text.trim() !== "");
  const space = isPadded ? " " : "";
  return `${fence}${space}${text}${space}${fence}`;
}

function bareLink(url: string, care: CareLevel): string {
  const mail = /^mailto:([^\s<>]+@[^\s<>]+)$/.exec(url)?.[1];
  const isPlain = care === CareLevel.Readable && /^https?:\/\/[\w./-]*[\w/]$/.test(url);
  return isPlain ? url : `<${mail ?? url}>`;
}

function target(url: string): string {
  const isPlain = /^[^\s()<>\\&"'*_`[\]]+$/.test(url);
  return isPlain ? url : `<${url.replace(/[<>\\&]/g, (char) => (char === "&" ? "&amp;" : `\\${char}`))}>`;
}

function mentionOrEmoji(inline: Exclude<Inline, Styled>, { names, care }: Writing): string {
  const named = (sign: string, name: string | undefined, code: string) =>
    // A code begins and ends with a sign, which no letter beside it changes.
    name === undefined || care === CareLevel.Entities ? code : `${sign}${name}`;
  switch (inline.type) {
    case "emoji":
      return `:${inline.name}:${inline.skin_tone ? `:skin-tone-${inline.skin_tone}:` : ""}`;
    case "broadcast":
      return `@${inline.range}`;
    case "user":
      return named("@", names.user(inline.user_id), mentionCode("user", inline.user_id));
    case "channel":
      return named("#", names.channel(inline.channel_id), mentionCode("channel", inline.channel_id));
    case "usergroup":
      return named("@", names.group(inline.usergroup_id), mentionCode("usergroup", inline.usergroup_id));
  }
}
