import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { richText } from "../../../../src/pumble";
import {
  canonicalBlocks,
  type MarkdownOptions,
  markdownToBlocks,
} from "../../../../src/pumble/messages/markdown";
import { ada, backend, general, golden } from "./markdown.golden";
import { names } from "./names";

describe("each golden case", () => {
  test("there are at least 60", () => {
    expect(Object.keys(golden).length).toBeGreaterThanOrEqual(60);
  });

  for (const [name, { markdown, containers, problems = [], allowBroadcast = false }] of Object.entries(
    golden,
  )) {
    test(name, () => {
      const message = markdownToBlocks(markdown, { ...names, allowBroadcast });
      expect(message.blocks).toEqual(
        containers.length === 0 ? [] : [{ type: "rich_text", elements: containers }],
      );
      for (const block of message.blocks) expect(richText.strict().parse(block)).toEqual(block);
      expect(message.problems).toHaveLength(problems.length);
      for (const [index, part] of problems.entries()) expect(message.problems[index]).toContain(part);
    });
  }
});

describe("the text beside the blocks", () => {
  const textOf = (markdown: string) => markdownToBlocks(markdown, { ...names, allowBroadcast: true }).text;

  test("mentions are Pumble's codes, broadcasts and emoji are words", () => {
    expect(textOf("@ada@example.com #general @backend @here :wave::skin-tone-2:")).toBe(
      `<<@${ada}>> <<#${general}>> <<&${backend}>> @here :wave::skin-tone-2:`,
    );
  });

  test("a link shows its address once, after its words", () => {
    expect(textOf("[the **docs**](https://example.com), https://example.org, <ada@example.com>")).toBe(
      "the docs (https://example.com), https://example.org, ada@example.com",
    );
  });

  test("lists keep their markers, numbers and indents; quotes their sign", () => {
    expect(textOf("3. a\n   - b\n4. c\n\n> d\n>\n> - e")).toBe("3. a\n    • b\n4. c\n> d\n> • e");
  });

  test("styles, headings and fences leave their words", () => {
    expect(textOf("# T\n\n**a** `b`\n\n```\nc\n```")).toBe("T\na b\nc");
  });
});

describe("a problem", () => {
  const problemsOf = (markdown: string) => markdownToBlocks(markdown, names).problems;

  test("says how to show the sign as text, and doing so solves it", () => {
    for (const mention of ["@nobody", "#nowhere", "@channel", "@backend", "@nobody@example.com"]) {
      const [problem] = problemsOf(`x ${mention}`);
      expect(problem).toContain(`write \\${mention} to show it as text`);
      expect(problemsOf(`x \\${mention}`)).toEqual([]);
    }
  });

  test.each([
    ["@nobody", "mention"],
    ["#nowhere", "mention"],
    ["@channel", "broadcast"],
    ["@here", "broadcast"],
    ["@backend", "broadcast"],
    ["| a |\n|---|\n| @ada@example.com |", "table"],
    ["[a](b)", "relative_link"],
    ["<!-- -->", undefined],
    ["", "empty"],
  ])("%j is of a kind: %s", (markdown, kind) => {
    expect(markdownToBlocks(markdown, names).problemKinds).toEqual(kind ? [kind] : []);
  });

  test("a link that no address makes whole is of another kind, and named with the address", () => {
    const { problems, problemKinds } = markdownToBlocks("[a](b)", {
      ...names,
      baseUrl: "mailto:ada@example.com",
    });
    expect(problemKinds).toEqual(["link"]);
    expect(problems).toEqual([
      'Line 1: The link to "b" is no address, also not behind mailto:ada@example.com. Write a whole one, such as https://example.com/page.',
    ]);
  });

  test("a handle is unknown where no groups can be looked up", () => {
    const { resolveGroup: _, ...rest } = names;
    expect(markdownToBlocks("@backend", rest).problems).toEqual([expect.stringContaining("no user group")]);
  });

  test("each name is asked for once", () => {
    const asked: string[] = [];
    markdownToBlocks("@x@example.com @x@example.com #c #c", {
      resolveUser: (email) => void asked.push(email),
      resolveChannel: (name) => void asked.push(name),
    });
    expect(asked).toEqual(["x@example.com", "c"]);
  });
});

describe("what leads nowhere", () => {
  const read = (markdown: string, options: Partial<MarkdownOptions> = {}) =>
    markdownToBlocks(markdown, { ...names, ...options });

  test.each([
    ["a paragraph", "@nobody", 1],
    ["the second line of one", "a\n@nobody", 2],
    ["a later block", "# T\n\n- a\n- b\n  @nobody", 5],
    ["a table", "| a |\n|---|\n| b |\n| @nobody |", 4],
    ["a link", "a\n\n[b](/c)", 3],
  ])("is named with its line in %s", (_, markdown, line) => {
    expect(read(markdown).problems).toEqual([expect.stringMatching(`^Line ${line}: `)]);
  });

  test.each([
    [
      "a mention of nobody",
      "ask @nobody and #nowhere, @x@example.com",
      "ask @nobody and #nowhere, @x@example.com",
    ],
    ["a relative link", "see [the docs](docs/a.md) or [here](#there)", "see the docs or here"],
    ["an image", "![a picture](a.png)", "a picture"],
    ["a link without words", "[](docs/a.md)", "docs/a.md"],
  ])("is text by choice: %s", (_, markdown, text) => {
    expect(read(markdown, { unresolved: "text" })).toMatchObject({ problems: [], text });
  });

  test("does not include a broadcast, which needs leave whatever is chosen", () => {
    expect(read("@channel", { unresolved: "text" }).problems).toEqual([expect.stringContaining("notifies")]);
  });

  test.each([
    ["docs/a.md", "https://example.com/x/docs/a.md"],
    ["/a", "https://example.com/a"],
    ["#part", "https://example.com/x/README.md#part"],
    ["https://other.example/", "https://other.example/"],
  ])("is relative to an address that is given: %s", (url, whole) => {
    const { problems, text } = read(`[a](${url})`, { baseUrl: "https://example.com/x/README.md" });
    expect({ problems, text }).toEqual({ problems: [], text: `a (${whole})` });
  });

  test.each(["Bump @types/node from 20 to 22", "* @babel/core: fixed"])(
    "is not a package: %s",
    (markdown) => {
      expect(read(markdown).problems).toEqual([]);
    },
  );
});

describe("any text", () => {
  const piece = fc.constantFrom(
    ..."\n|\n\n|    |> |- |1. |# |```|`|**|*|_|~~|[|](|)|![|<|>|:|:tada:|@|@here|@ada@example.com|#general|#|&amp;|\\|\t|---|a|é|\u{1F600}|\ud800|https://e.x|\u0000|{|}".split(
      "|",
    ),
    "|",
    "|-|",
  );
  const markdown = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join("")),
  );

  test("gives blocks of the grammar and a problem when there is nothing to show", () => {
    fc.assert(
      fc.property(markdown, fc.boolean(), (source, allowBroadcast) => {
        const { blocks, problems } = markdownToBlocks(source, { ...names, allowBroadcast });
        for (const block of blocks) richText.parse(block);
        expect(blocks.length > 0 || problems.length > 0).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test("is canonical in itself: reading it twice changes nothing", () => {
    fc.assert(
      fc.property(markdown, (source) => {
        const canonical = canonicalBlocks(markdownToBlocks(source, names).blocks);
        expect(canonicalBlocks(canonical)).toEqual(canonical);
      }),
    );
  });

  test("keeps every word", () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{6}$/), { minLength: 1, maxLength: 12 });
    const marker = fc.constantFrom("- ", "> ", "1. ", "# ", "  - ", "    ", "**", "", "> - ", "| ", "\n");
    fc.assert(
      fc.property(fc.array(fc.tuple(marker, words), { minLength: 1 }), (rows) => {
        const source = rows.map(([start, row]) => start + row.join(" ")).join("\n");
        const { text } = markdownToBlocks(source, names);
        for (const word of rows.flatMap(([, row]) => row)) expect(text).toContain(word);
      }),
    );
  });

  test.each([
    ["the bottom", "the bottom"],
    ["- a  ", "- a"],
    ["  a", "a"],
  ])("keeps what is nested past the parser's depth as it is written: %j", (deep, kept) => {
    const { blocks } = markdownToBlocks(`${"> ".repeat(100)}${deep}\n\nafter`, names);
    expect(blocks).toEqual([
      {
        type: "rich_text",
        elements: [
          { type: "rich_text_quote", elements: [{ type: "text", text: kept }] },
          { type: "rich_text_section", elements: [{ type: "text", text: "after" }] },
        ],
      },
    ]);
  });

  test("has nothing to show where nothing stands past the parser's depth", () => {
    expect(markdownToBlocks("> ".repeat(100), names).problemKinds).toEqual(["empty"]);
  });
});
