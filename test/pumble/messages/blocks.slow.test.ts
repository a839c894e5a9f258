import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyBlock, type Inline, richText, textToBlocks } from "../../../src/pumble";

const id = "5f0c1d2e3a4b5c6d7e8f9a01";

function inlinesOf(text: string): Inline[] {
  const [block] = textToBlocks(text);
  const [section] = block!.elements;
  return section!.elements as Inline[];
}

describe("plain text becomes", () => {
  const cases: Record<string, [string, Inline[]]> = {
    "one section": ["Hello,\nworld!", [{ type: "text", text: "Hello,\nworld!" }]],
    "a member": [`<<@${id}>>`, [{ type: "user", user_id: id }]],
    "a channel between words": [
      `see <<#${id}>>.`,
      [
        { type: "text", text: "see " },
        { type: "channel", channel_id: id },
        { type: "text", text: "." },
      ],
    ],
    "a user group": [`<<&${id}>>`, [{ type: "usergroup", usergroup_id: id }]],
    "two mentions in a row": [
      `<<@${id}>><<#${id}>>`,
      [
        { type: "user", user_id: id },
        { type: "channel", channel_id: id },
      ],
    ],
    "text where the code is not whole": [
      `<@${id}> <<@${id}> <<@short>> <<!channel>>`,
      [{ type: "text", text: `<@${id}> <<@${id}> <<@short>> <<!channel>>` }],
    ],
    "text, Markdown or not": ["**a** @here", [{ type: "text", text: "**a** @here" }]],
  };
  for (const [name, [text, inlines]] of Object.entries(cases)) {
    test(name, () => expect(inlinesOf(text)).toEqual(inlines));
  }

  test("blocks of the grammar, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        for (const block of textToBlocks(text)) expect(richText.parse(block)).toEqual(block);
      }),
    );
  });
});

describe("the grammar refuses", () => {
  const block = (...elements: unknown[]) => ({ type: "rich_text", elements });
  const section = (...elements: unknown[]) => ({ type: "rich_text_section", elements });
  const list = (fields: object) =>
    block({ type: "rich_text_list", style: "bullet", elements: [], ...fields });
  const wrong: Record<string, unknown> = {
    "another type of block": { type: "actions", elements: [] },
    "an inline element outside a container": block({ type: "text", text: "a" }),
    "a container in a section": block(section(section())),
    "text without text": block(section({ type: "text" })),
    "a link without an address": block(section({ type: "link", text: "a" })),
    "a size of 4": block(section({ type: "text", text: "a", size: 4 })),
    "a skin tone of 7": block(section({ type: "emoji", name: "wave", skin_tone: 7 })),
    "a broadcast to everyone": block(section({ type: "broadcast", range: "everyone" })),
    "an indent of 5": list({ indent: 5 }),
    "an offset below 0": list({ offset: -1 }),
    "a list of numbers and bullets": list({ style: "mixed" }),
    "a list item that is no section": list({ elements: [{ type: "text", text: "a" }] }),
  };
  for (const [name, value] of Object.entries(wrong)) {
    test(name, () => expect(richText.safeParse(value).success).toBe(false));
  }
});

test("any block keeps the fields that are not known here", () => {
  const block = { type: "divider", colour: "red", nested: { a: [1] } };
  expect(anyBlock.parse(block)).toEqual(block);
});
