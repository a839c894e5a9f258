/** A message as it will look in Pumble, in the Markdown of a forge. */
import type { Inline, RichTextContainer } from "../../pumble";
import { markdownToBlocks } from "../../pumble/messages/markdown";
import { StandInIds } from "../plan/stand-in-ids";
import { beside, code, fence, prose } from "../words/markdown-safe";

/** Quoted lines that look like the message, none of them anything but a look. */
export function rendered(form: "text" | "markdown" | "blocks", text: string): string {
  const lines =
    form === "markdown" ? markdownLines(text) : text.split("\n").map((line) => unindented(prose(line)));
  // A quoted line that is empty ends a paragraph; two spaces at the end of another break it.
  return lines.map((line) => (line === "" ? ">" : `> ${line}  `)).join("\n");
}

/** Spaces at the start of a line would make code of it. */
function unindented(line: string): string {
  return line.replace(/^ +/, (spaces) => "\u00a0".repeat(spaces.length));
}

function markdownLines(text: string): string[] {
  const names = new StandInIds();
  const { blocks } = markdownToBlocks(text, {
    allowBroadcast: true,
    resolveUser: (name) => names.of(name),
    resolveChannel: (name) => (/^\d+$/.test(name) ? undefined : names.of(name)),
    resolveGroup: (handle) => names.of(handle),
  });
  return blocks.flatMap(({ elements }) => elements.flatMap((container) => containerLines(container, names)));
}

function containerLines(container: RichTextContainer, names: StandInIds): string[] {
  switch (container.type) {
    case "rich_text_section":
      return inlineLines(container.elements, names).map(unindented);
    case "rich_text_quote":
      return ["", ...inlineLines(container.elements, names).map((line) => `> ${unindented(line)}`), ""];
    case "rich_text_preformatted": {
      const lines = container.elements
        .map((inline) => ("text" in inline ? (inline.text ?? "") : ""))
        .join("");
      return [
        "",
        ...fence(
          lines.split("\n").map((line) => ({ sign: " ", text: line })),
          "",
        ).split("\n"),
        "",
      ];
    }
    case "rich_text_list": {
      const margin = "   ".repeat(container.indent ?? 0);
      const marker = (index: number) =>
        container.style === "bullet" ? "-" : `${(container.offset ?? 0) + index + 1}.`;
      const items = container.elements.map((item, index) => {
        return `${margin}${marker(index)} ${inlineLines(item.elements, names).join(" ")}`;
      });
      return ["", ...items, ""];
    }
  }
}

/** Inline elements; a line end in one begins another line. */
function inlineLines(inlines: Inline[], names: StandInIds): string[] {
  const lines = [""];
  for (const inline of inlines) {
    const [first, ...others] = inlineTexts(inline, names);
    lines[lines.length - 1] = beside(lines.at(-1)!, first ?? "");
    lines.push(...others);
  }
  return lines;
}

function inlineTexts(inline: Inline, names: StandInIds): string[] {
  switch (inline.type) {
    case "text":
      return inline.text.split("\n").map((line) => styled(line, inline.style));
    case "link": {
      const text = inline.text === undefined ? "" : styled(inline.text, inline.style);
      return [
        inline.text === inline.url || text === "" ? code(inline.url) : `\u200b${text} (${code(inline.url)})`,
      ];
    }
    case "emoji":
      return [prose(`:${inline.name}:`)];
    case "user":
      return [`**${prose(`@${names.nameOf(inline.user_id)}`)}**`];
    case "channel":
      return [`**${prose(`#${names.nameOf(inline.channel_id)}`)}**`];
    case "usergroup":
      return [`**${prose(`@${names.nameOf(inline.usergroup_id)}`)}**`];
    case "broadcast":
      return [`**${prose(`@${inline.range}`)}**`];
  }
}

type Style = Extract<Inline, { type: "text" }>["style"];

function styled(text: string, style: Style = {}): string {
  if (text.trim() === "") return text;
  if (style.code) return code(text);
  // Signs of Markdown hold on to words, not to spaces.
  const [, before = "", inner = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  const marks = `${style.bold ? "**" : ""}${style.italic ? "*" : ""}${style.strike ? "~~" : ""}`;
  const back = [...marks].reverse().join("");
  // No sign stands beside a mark: the mark would be text there, and with the sign, or as a `~` with any word, a reference.
  const [first, last] = style.strike ? [apart, apart] : [apartFrom(inner[0]), apartFrom(inner.at(-1))];
  return marks === ""
    ? `${before}${prose(inner)}${after}`
    : `${before}${marks}${first}${prose(inner)}${last}${back}${after}`;
}

/** A space without width. */
const apart = "\u200b";

function apartFrom(letter = ""): string {
  return /[\p{L}\p{N}]/u.test(letter) ? "" : apart;
}
