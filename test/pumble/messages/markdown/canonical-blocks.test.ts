import { describe, expect, test } from "vitest";
import { type Block, textToBlocks } from "../../../../src/pumble";
import { canonicalBlocks, markdownToBlocks } from "../../../../src/pumble/messages/markdown";

const richText = (...elements: unknown[]): Block => ({ type: "rich_text", elements });
const section = (...elements: unknown[]) => ({ type: "rich_text_section", elements });
const bullets = (fields: object, ...items: string[]) => ({
  type: "rich_text_list",
  style: "bullet",
  ...fields,
  elements: items.map((text) => section({ type: "text", text })),
});

const same: Record<string, [Block[], Block[]]> = {
  "keys in another order": [
    [richText(section({ type: "text", text: "a", style: { bold: true, code: true } }))],
    [
      {
        elements: [
          {
            elements: [{ style: { code: true, bold: true }, text: "a", type: "text" }],
            type: "rich_text_section",
          },
        ],
        type: "rich_text",
      },
    ],
  ],
  "adjacent text of one style": [
    [richText(section({ type: "text", text: "a" }, { type: "text", text: "b", style: {} }))],
    [richText(section({ type: "text", text: "ab" }))],
  ],
  "defaults and nulls": [
    [
      richText(
        section({ type: "text", text: "a", size: 1, unlinked: false, style: { bold: false, italic: null } }),
        { ...bullets({ indent: 0, border: 0, offset: 0 }, "b") },
      ),
    ],
    [richText(section({ type: "text", text: "a", style: null }), bullets({}, "b"))],
  ],
  "a bare link and one whose words are its address": [
    [
      richText(
        section({ type: "link", url: "https://example.com", text: "https://example.com", raw: false }),
      ),
    ],
    [richText(section({ type: "link", url: "https://example.com", raw: true }))],
  ],
  "an address as a link": [
    [richText(section({ type: "link", url: "mailto:a@example.com", text: "a@example.com" }))],
    [richText(section({ type: "link", url: "mailto:a@example.com" }))],
  ],
  "empty elements": [
    [
      richText(section(), section({ type: "text", text: "" }), section({ type: "text", text: "a" })),
      richText(),
    ],
    [richText(section({ type: "text", text: "a" }))],
  ],
  "a list that goes on right after itself": [
    [richText(bullets({ indent: 1 }, "a"), bullets({ indent: 1, offset: 1 }, "b"))],
    [richText(bullets({ indent: 1 }, "a", "b"))],
  ],
  "an ordered list that goes on where it stopped": [
    [richText(bullets({ style: "ordered" }, "a"), bullets({ style: "ordered", offset: 1 }, "b"))],
    [richText(bullets({ style: "ordered" }, "a", "b"))],
  ],
  "preformatted text in pieces": [
    [
      richText({
        type: "rich_text_preformatted",
        border: 0,
        elements: [
          { type: "text", text: "a" },
          { type: "text", text: "b", style: { code: true } },
        ],
      }),
    ],
    [richText({ type: "rich_text_preformatted", elements: [{ type: "text", text: "ab" }] })],
  ],
};

const different: Record<string, [Block[], Block[]]> = {
  "another style": [
    [richText(section({ type: "text", text: "a", style: { bold: true } }))],
    [richText(section({ type: "text", text: "a" }))],
  ],
  "another size": [
    [richText(section({ type: "text", text: "a", size: 2 }))],
    [richText(section({ type: "text", text: "a" }))],
  ],
  "another order of items": [[richText(bullets({}, "a", "b"))], [richText(bullets({}, "b", "a"))]],
  "another indent": [[richText(bullets({ indent: 1 }, "a"))], [richText(bullets({}, "a"))]],
  "an ordered list that starts over": [
    [richText(bullets({ style: "ordered" }, "a"), bullets({ style: "ordered" }, "b"))],
    [richText(bullets({ style: "ordered" }, "a", "b"))],
  ],
  "an empty item": [[richText(bullets({}, "a", ""))], [richText(bullets({}, "a"))]],
  "other words of a link": [
    [richText(section({ type: "link", url: "https://example.com", text: "a" }))],
    [richText(section({ type: "link", url: "https://example.com" }))],
  ],
  "another skin tone": [
    [richText(section({ type: "emoji", name: "wave", skin_tone: 2 }))],
    [richText(section({ type: "emoji", name: "wave" }))],
  ],
  "a field that is not known here": [
    [richText(section({ type: "text", text: "a", colour: "red" }))],
    [richText(section({ type: "text", text: "a" }))],
  ],
  "a style that is not known here": [
    [richText(section({ type: "text", text: "a", style: { underline: true } }))],
    [richText(section({ type: "text", text: "a" }))],
  ],
  "a button's text": [
    [{ type: "actions", elements: [{ type: "button", text: "a", optional: false }] }],
    [{ type: "actions", elements: [{ type: "button", text: "a" }] }],
  ],
};

const json = (blocks: Block[]) => JSON.stringify(canonicalBlocks(blocks));

describe("canonical blocks are the same with", () => {
  for (const [name, [a, b]] of Object.entries(same)) test(name, () => expect(json(a)).toBe(json(b)));
});

describe("canonical blocks differ with", () => {
  for (const [name, [a, b]] of Object.entries(different)) test(name, () => expect(json(a)).not.toBe(json(b)));
});

test("canonical blocks do not touch what they are made of", () => {
  const blocks = [richText(section({ type: "text", text: "a" }, { type: "text", text: "b" }))];
  const before = structuredClone(blocks);
  canonicalBlocks(blocks);
  expect(blocks).toEqual(before);
});

test("canonical blocks take malformed ones as they are", () => {
  const blocks: Block[] = [
    { type: "rich_text", elements: [null, 1, { type: "rich_text_section" }, { type: "new", x: null }] },
  ];
  expect(canonicalBlocks(blocks)).toEqual([{ type: "rich_text", elements: [{ type: "new" }] }]);
});

test("plain words give the same canonical blocks as text and as Markdown", () => {
  const words = "Hello,\nworld!";
  const names = { resolveUser: () => undefined, resolveChannel: () => undefined };
  expect(json(markdownToBlocks(words, names).blocks)).toBe(json(textToBlocks(words)));
});
