// The way back: Markdown → blocks → Markdown → the same blocks.
import { tests } from "commonmark-spec";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Block, textToBlocks } from "../../../../src/pumble/messages/blocks";
import { canonicalBlocks, markdownToBlocks } from "../../../../src/pumble/messages/markdown";
import { blocksToMarkdown, namesIn } from "../../../../src/pumble/messages/markdown/from-blocks";
import { ada, backend, general, golden } from "./markdown.golden";

const grace = "5f0c1d2a3b4c5d6e7f809999";
const names = namesIn({
  users: [{ id: ada, email: "ada@example.com" }],
  channels: [{ channel: { id: general, name: "general" } }],
  groups: [{ id: backend, handle: "backend" }],
});

function read(markdown: string, unresolved: "problem" | "text" = "problem") {
  return markdownToBlocks(markdown, {
    allowBroadcast: true,
    unresolved,
    resolveUser: (name) =>
      name.toLowerCase() === "ada@example.com" || name === ada ? ada : name === grace ? grace : undefined,
    resolveChannel: (name) => (name === "general" || name === general ? general : undefined),
    resolveGroup: (name) => (name === "backend" || name === backend ? backend : undefined),
  });
}

const canonical = (blocks: Block[]) => canonicalBlocks(blocks);
const section = (...elements: object[]): Block[] => [
  { type: "rich_text", elements: [{ type: "rich_text_section", elements }] },
];

/** Reads the way back again, and expects the same. */
function returns(blocks: Block[]): string {
  const markdown = blocksToMarkdown(blocks, names);
  expect(markdown, JSON.stringify(blocks)).not.toBeNull();
  const again = read(markdown!);
  expect(again.problems).toEqual([]);
  expect(canonical(again.blocks)).toEqual(canonical(blocks));
  return markdown!;
}

describe("what Markdown made goes back to Markdown", () => {
  it("for every example of CommonMark", () => {
    for (const { markdown } of tests) {
      const { blocks } = read(markdown.replaceAll("→", "\t"), "text");
      if (blocks.length > 0) returns(blocks);
    }
  });

  it("for every golden case", () => {
    for (const { markdown } of Object.values(golden)) {
      const { blocks } = read(markdown, "text");
      if (blocks.length > 0) returns(blocks);
    }
  });

  it("for whatever is put together of its signs", () => {
    const word = fc.constantFrom(
      "one",
      "two",
      "a",
      "Ünï",
      "`",
      "**",
      "*",
      "_",
      "~~",
      "[",
      "](https://example.com)",
      "\\",
    );
    const sign = fc.constantFrom(
      " ",
      "\n",
      "\n\n",
      "- ",
      "1. ",
      "> ",
      "# ",
      "## ",
      "### ",
      "    ",
      "```\n",
      "---\n",
      "| ",
    );
    const mention = fc.constantFrom(
      "@ada@example.com",
      "#general",
      "@here",
      "@backend",
      ":tada:",
      "https://example.com/a_b",
      "&amp;",
      "<",
      "!",
    );
    const source = fc.array(fc.oneof(word, sign, mention), { maxLength: 30 }).map((parts) => parts.join(""));
    let made = 0;
    let back = 0;
    fc.assert(
      fc.property(source, (markdown) => {
        const { blocks } = read(markdown, "text");
        if (blocks.length === 0) return;
        made++;
        const written = blocksToMarkdown(blocks, names);
        if (written === null) return;
        back++;
        expect(canonical(read(written).blocks)).toEqual(canonical(blocks));
      }),
      { numRuns: 700, seed: 16 },
    );
    expect(back / made).toBeGreaterThan(0.99);
  });
});

describe("plain text goes to Markdown that says just that", () => {
  it("whatever it holds, but for what no Markdown holds", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: "grapheme-ascii" }),
      fc.stringMatching(/^[ #*_`~<>[\]()@:!\\a1.\n-]{1,30}$/),
    );
    fc.assert(
      fc.property(text, (plain) => {
        if (canonical(textToBlocks(plain)).length > 0 && plain.trim() !== "") returns(textToBlocks(plain));
      }),
      { numRuns: 500, seed: 16 },
    );
  });

  it.each([
    ["a list", "- one\n- two"],
    ["spaces around", "  indented  \n   more   "],
    ["many line ends", "\n\na\n\n\n\nb\n"],
    ["mentions that are text", "@ada@example.com #general @here :tada: <<@nobody>>"],
    ["an address that is no link", "https://example.com/?a=1&b=2"],
    ["templates of Terraform", "$" + '{file("/etc/passwd")} %{ if true }'],
  ])("%s", (_, plain) => {
    returns(textToBlocks(plain));
  });
});

describe("styles", () => {
  const style = fc.record({ bold: fc.boolean(), italic: fc.boolean(), strike: fc.boolean() });
  const word = fc.constantFrom("one", " two ", "a*b", "x.", "(y)", "ü", "_", "`", "1. a", "\nnext");

  it("any row of styled words is written, wherever their signs stand", () => {
    const inline = fc.record({ type: fc.constant("text"), text: word, style });
    fc.assert(
      fc.property(fc.array(inline, { minLength: 1, maxLength: 6 }), (inlines) => {
        returns(section(...inlines));
      }),
      { numRuns: 400, seed: 16 },
    );
  });

  it("reads well where nothing stands in the way", () => {
    const bold = { bold: true };
    const blocks = section(
      { type: "text", text: "Every release is announced " },
      { type: "text", text: "here", style: bold },
      { type: "text", text: ", questions (and ideas!) go to " },
      { type: "channel", channel_id: general },
      { type: "text", text: ". Ask " },
      { type: "user", user_id: ada },
      { type: "text", text: " - or see " },
      { type: "link", url: "https://example.com/a", text: "the guide" },
      { type: "text", text: ". " },
      { type: "emoji", name: "tada" },
    );
    expect(returns(blocks)).toBe(
      "Every release is announced **here**, questions (and ideas!) go to #general. Ask @ada@example.com - or see [the guide](https://example.com/a). :tada:",
    );
  });

  it("whom no name stands for is mentioned by Pumble's own code", () => {
    expect(returns(section({ type: "user", user_id: grace }, { type: "text", text: "!" }))).toBe(
      `<<@${grace}>>!`,
    );
  });
});

describe("what stands beside it", () => {
  const text = (text: string, style?: object) => ({ type: "text", text, ...(style ? { style } : {}) });
  const bold = (word: string) => text(word, { bold: true });
  const one = (...elements: object[]) => ({ type: "rich_text_section", elements });
  const quote = (...elements: object[]) => ({ type: "rich_text_quote", elements });

  it.each<[string, object[], string]>([
    ["bold text alone is no heading", [one(bold("a"))], "**a**"],
    ["nor is it before a quote", [one(bold("a")), quote(text("b"))], "**a**\n\n> b"],
    ["nor behind one", [quote(text("b")), one(bold("a"))], "> b\n\n**a**"],
    ["before a section it is one, or they were one", [one(bold("a")), one(text("b"))], "### a\n\nb"],
    ["behind one too", [one(text("b")), one(bold("a"))], "b\n\n### a"],
    [
      "a part that needs care leaves the others readable",
      [one(text("a (b)!")), quote(text("(y) ", { bold: true }), text("_"))],
      "a (b)!\n\n> **\\(y\\)&#32;**&#95;",
    ],
  ])("%s", (_, elements, markdown) => {
    expect(returns([{ type: "rich_text", elements }])).toBe(markdown);
  });

  it.each<[string, object, string]>([
    ["a group is mentioned by its handle", { type: "usergroup", usergroup_id: backend }, "@backend!"],
    ["a channel by its name", { type: "channel", channel_id: general }, "#general!"],
  ])("%s, in a list too", (_, mention, markdown) => {
    const item = one(mention, text("!"));
    expect(returns([{ type: "rich_text", elements: [item] }])).toBe(markdown);
    const list = { type: "rich_text_list", style: "bullet", indent: 0, elements: [item] };
    expect(returns([{ type: "rich_text", elements: [list] }])).toBe(`- ${markdown}`);
  });

  it("a handle is one in whatever case it is written", () => {
    const loud = namesIn({ users: [], channels: [], groups: [{ id: backend, handle: "Backend" }] });
    expect(blocksToMarkdown(section({ type: "usergroup", usergroup_id: backend }), loud)).toBe("@Backend");
  });
});

describe("what Markdown cannot say", () => {
  it.each<[string, Block[]]>([
    [
      "two sections in a row",
      [
        {
          type: "rich_text",
          elements: [
            ...(section({ type: "text", text: "a" })[0]!.elements as object[]),
            ...(section({ type: "text", text: "b" })[0]!.elements as object[]),
          ],
        },
      ],
    ],
    ["large text that is not bold", section({ type: "text", text: "a", size: 3 })],
    [
      "an address that is kept from being a link",
      section({ type: "text", text: "example.com", unlinked: true }),
    ],
    ["a block of another kind", [{ type: "image", url: "https://example.com/a.png" }]],
    ["an inline of another kind", section({ type: "date", timestamp: 1 })],
    ["no blocks", []],
    ["a block without elements in it", [{ type: "rich_text", elements: [{ type: "rich_text_section" }] }]],
    [
      "a container of another kind",
      [{ type: "rich_text", elements: [{ type: "rich_text_table", elements: [] }] }],
    ],
    [
      "one of another kind beside one that is known",
      [
        {
          type: "rich_text",
          elements: [
            { type: "rich_text_table", elements: [{ type: "text", text: "a" }] },
            { type: "rich_text_quote", elements: [{ type: "text", text: "b" }] },
          ],
        },
      ],
    ],
    [
      "a quote in a list",
      [
        {
          type: "rich_text",
          elements: [
            {
              ...{ type: "rich_text_list", style: "bullet", indent: 0 },
              elements: [
                { type: "rich_text_section", elements: [{ type: "text", text: "a" }] },
                { type: "rich_text_quote", elements: [{ type: "text", text: "b" }] },
              ],
            },
          ],
        },
      ],
    ],
    ["two blocks", [...section({ type: "text", text: "a" }), ...section({ type: "text", text: "b" })]],
  ])("%s is left as blocks", (_, blocks) => {
    expect(blocksToMarkdown(blocks, names)).toBeNull();
  });
});

it("an address or a name that two share is the name of neither", () => {
  const users = [
    { id: ada, email: "ada@example.com" },
    { id: grace, email: "Ada@example.com" },
  ];
  expect(namesIn({ users, channels: [], groups: [] }).user(ada)).toBeUndefined();
});
