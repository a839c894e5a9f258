// CommonMark's own examples: none crashes, none loses text, and emphasis is where the specification has it.
import { tests } from "commonmark-spec";
import { describe, expect, test } from "vitest";
import type { Inline, RichText, RichTextContainer } from "../../../../src/pumble/messages/blocks";
import { markdownToBlocks } from "../../../../src/pumble/messages/markdown";

const names = { resolveUser: () => undefined, resolveChannel: () => undefined, unresolved: "text" } as const;

/** HTML, which the specification passes on, is text here: more is shown, and nothing less. By section or example. */
const ofHtml: readonly (string | number)[] = ["HTML blocks", "Raw HTML", 201, 494];
/** No HTML block keeps this fence from being one, and the language of a fence is not shown. */
const fenceInHtml = 161;

function inlinesIn(container: RichTextContainer): Inline[] {
  return container.type === "rich_text_list"
    ? container.elements.flatMap((item) => item.elements)
    : container.elements;
}

function inlinesOf(blocks: RichText[]): Inline[] {
  return blocks.flatMap((block) => block.elements.flatMap(inlinesIn));
}

/** Letters and digits alone, in order. */
const lettersIn = (text: string) => text.match(/[\p{L}\p{N}]/gu)?.join("") ?? "";

function shown(blocks: RichText[]): string {
  return inlinesOf(blocks)
    .map((inline) => {
      if (inline.type === "text") return inline.text;
      if (inline.type === "link") return inline.text ?? inline.url.replace(/^mailto:/, "");
      return inline.type === "emoji" ? inline.name : "";
    })
    .join("");
}

function decoded(html: string): string {
  return html
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&");
}

/** What a browser shows of the specification's HTML; of an image, its description. */
function textOf(html: string): string {
  const images = html.replace(/<img [^>]*?alt="([^"]*)"[^>]*>/g, "$1");
  return decoded(images.replace(/<[^>]*>/g, ""));
}

/** The words inside `<em>` or `<strong>`, or with that style. */
function emphasisedIn(html: string, tag: "em" | "strong"): string {
  let depth = 0;
  let text = "";
  for (const [, slash, name, words] of html
    .replace(/<h[1-6]>[\s\S]*?<\/h[1-6]>/g, "")
    .matchAll(/<(\/?)([a-z0-9]+)[^>]*>|([^<]+)/g)) {
    if (name === tag) depth += slash ? -1 : 1;
    else if (words && depth > 0) text += words;
  }
  return lettersIn(decoded(text));
}

function emphasised(blocks: RichText[], flag: "italic" | "bold"): string {
  const inlines = inlinesOf(blocks).filter(
    (inline) =>
      (inline.type === "text" || inline.type === "link") && inline.size === undefined && inline.style?.[flag],
  );
  return lettersIn(
    shown([{ type: "rich_text", elements: [{ type: "rich_text_section", elements: inlines }] }]),
  );
}

describe("every example of CommonMark's specification", () => {
  test("is there", () => {
    expect(tests.length).toBeGreaterThan(600);
  });

  test.each(tests.map((one) => [one.number, one.section, one] as const))(
    "%d (%s)",
    (_number, section, one) => {
      const { blocks } = markdownToBlocks(one.markdown, names);
      const wanted = textOf(one.number === fenceInHtml ? one.html.replace("``` c", "") : one.html);
      if (ofHtml.includes(section) || ofHtml.includes(one.number)) {
        for (const word of wanted.match(/[\p{L}\p{N}]+/gu) ?? []) expect(shown(blocks)).toContain(word);
      } else expect(lettersIn(shown(blocks))).toContain(lettersIn(wanted));
      if (section !== "Emphasis and strong emphasis" || /<(?:a|img|h[1-6])\b/.test(one.html)) return;
      expect(emphasised(blocks, "italic")).toBe(emphasisedIn(one.html, "em"));
      expect(emphasised(blocks, "bold")).toBe(emphasisedIn(one.html, "strong"));
    },
  );
});
