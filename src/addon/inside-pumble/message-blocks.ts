/** Short formatted texts for messages and views. */
import type { Inline, RichText, RichTextContainer } from "../../pumble/messages/blocks";

/** A run of text; inside blocks nothing in it is read as a mention. */
export function words(text: string, style?: { bold?: boolean; code?: boolean }): Inline {
  return style ? { type: "text", text, style } : { type: "text", text };
}

export function link(url: string, text: string): Inline {
  return { type: "link", url, text };
}

/** A paragraph. */
export function paragraph(...elements: Inline[]): RichTextContainer {
  return { type: "rich_text_section", elements };
}

/** Text in a box of its own, easy to copy. */
export function boxed(text: string): RichTextContainer {
  return { type: "rich_text_preformatted", elements: [words(text)] };
}

export function bullets(lines: Inline[][]): RichTextContainer {
  const elements = lines.map((line) => ({ type: "rich_text_section" as const, elements: line }));
  return { type: "rich_text_list", style: "bullet", indent: 0, elements };
}

export function richText(...elements: RichTextContainer[]): RichText {
  return { type: "rich_text", elements };
}
