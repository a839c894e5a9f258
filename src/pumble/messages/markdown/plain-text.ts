import type { Inline, RichText, RichTextContainer } from "../blocks";
import { mentionCode } from "../mention";

/** @param next what follows: a link of several styles is several elements, and its address comes once, at its end */
function inlineText(inline: Inline, next: Inline | undefined): string {
  switch (inline.type) {
    case "text":
      return inline.text;
    case "link": {
      const address = inline.url.replace(/^mailto:/, "");
      if (inline.text === undefined || inline.text === address) return address;
      const goesOn = next?.type === "link" && next.url === inline.url && next.text !== undefined;
      return goesOn ? inline.text : `${inline.text} (${address})`;
    }
    case "emoji":
      return `:${inline.name}:${inline.skin_tone ? `:skin-tone-${inline.skin_tone}:` : ""}`;
    case "user":
      return mentionCode("user", inline.user_id);
    case "channel":
      return mentionCode("channel", inline.channel_id);
    case "usergroup":
      return mentionCode("usergroup", inline.usergroup_id);
    case "broadcast":
      return `@${inline.range}`;
  }
}

/** Inline elements as plain text. Mentions are the codes that Pumble reads in plain text. */
export function inlinesToText(inlines: Inline[]): string {
  return inlines.map((inline, index) => inlineText(inline, inlines[index + 1])).join("");
}

function quoted(text: string): string {
  return `> ${text.replaceAll("\n", "\n> ")}`;
}

function listText(list: Extract<RichTextContainer, { type: "rich_text_list" }>): string {
  const margin = "    ".repeat(list.indent ?? 0);
  const lines = list.elements.map((item, index) => {
    const marker = list.style === "bullet" ? "•" : `${(list.offset ?? 0) + index + 1}.`;
    return `${margin}${marker} ${inlinesToText(item.elements)}`;
  });
  return lines.join("\n");
}

function containerText(container: RichTextContainer): string {
  switch (container.type) {
    case "rich_text_section":
      return inlinesToText(container.elements);
    case "rich_text_quote":
      return quoted(inlinesToText(container.elements));
    case "rich_text_preformatted": {
      const text = inlinesToText(container.elements);
      return container.border ? quoted(text) : text;
    }
    case "rich_text_list":
      return container.border ? quoted(listText(container)) : listText(container);
  }
}

/** Rich text without its looks: what Pumble notifies with, searches, and shows where it cannot show blocks. */
export function blocksToText(blocks: RichText[]): string {
  return blocks.flatMap((block) => block.elements.map(containerText)).join("\n");
}
