// Content as people have it: from files with other line ends, from objects with nulls, from changelogs of tools.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { provider } from "../../src/provider/provider";
import { startTestStack, type TestStack } from "../e2e/test-stack";
import { InProcess, type Stored, type Values } from "./in-process";

let test: TestStack;
let pumble: InProcess;
let channelId: string;

beforeAll(async () => {
  test = await startTestStack();
  channelId = (await test.client.createChannel({ name: "input", type: "PUBLIC" })).id;
});
afterAll(async () => {
  await test?.client.close();
  await test?.close();
});
/** As each run of Terraform does. */
async function start(): Promise<void> {
  pumble = new InProcess(provider);
  await pumble.configure({ api_key: test.apiKey, base_url: test.stack.addonUrl });
}
beforeEach(start);

const inChannel = (more: Values) => ({ channel_id: channelId, ...more });

async function posted(config: Values): Promise<Stored> {
  expect(await pumble.validate("resource", "message", inChannel(config))).toEqual([]);
  const made = await pumble.apply("message", inChannel(config));
  expect(made.diagnostics).toEqual([]);
  return made;
}

const fetched = ({ state }: Stored) =>
  test.client.fetchMessage({ channelId, messageId: state!["id"] as string });

describe("line ends, a byte-order mark and a last newline", () => {
  it.each(["text", "markdown"])("of %s are no change, in the code or in Pumble", async (form) => {
    const made = await posted({ [form]: "One\nTwo" });
    for (const text of ["One\r\nTwo\r\n", "\uFEFFOne\nTwo\n", "One\rTwo"]) {
      await start();
      const { planned, diagnostics } = await pumble.plan("message", inChannel({ [form]: text }), made);
      expect({ planned, diagnostics }).toEqual({ planned: made.state, diagnostics: [] });
    }
    await start();
    const { planned } = await pumble.plan("message", inChannel({ [form]: "One\n\nTwo" }), made);
    expect(planned).not.toEqual(made.state);
  });

  it.each(["text", "markdown"])("of %s are none after the message was read again", async (form) => {
    const made = await posted({ [form]: "\uFEFFOne\r\nTwo\r\n" });
    expect((await fetched(made)).text.startsWith("One")).toBe(true);
    expect((await pumble.read("message", made)).state).toEqual(made.state);
  });
});

describe("JSON as jsonencode writes it", () => {
  const text = { type: "text", text: "Hi", style: null };
  const section = { type: "rich_text_section", elements: [text] };
  const block = { type: "rich_text", elements: [{ ...section, border: null }], block_id: null };

  it.each([
    [null, "[]"],
    ["[]", null],
  ])("of attachments %s sends nothing anew as %s", async (before, after) => {
    const made = await posted({ text: "Hi", attachments: before });
    const plan = await pumble.plan("message", inChannel({ text: "Hi", attachments: after }), made);
    expect(plan["requiresReplace"]).toEqual([]);
    const { state } = await pumble.apply("message", inChannel({ text: "Hi", attachments: after }), made);
    expect(state!["id"]).toBe(made.state!["id"]);
  });

  it("of other attachments sends them anew", async () => {
    const made = await posted({ text: "Hi", attachments: "[]" });
    const attachments = JSON.stringify([{ title: "One" }]);
    const plan = await pumble.plan("message", inChannel({ text: "Hi", attachments }), made);
    expect(plan["requiresReplace"]).toHaveLength(1);
  });

  it("of blocks with nothing but blanks is refused", async () => {
    const blank = [{ ...block, elements: [{ ...section, elements: [{ type: "text", text: " \n " }] }] }];
    const told = await pumble.validate("resource", "message", inChannel({ blocks: JSON.stringify(blank) }));
    expect(told.map(({ detail }) => detail)).toEqual([expect.stringContaining("nothing but blanks")]);
  });

  it("may hold nulls in blocks", async () => {
    const made = await posted({ blocks: JSON.stringify([block]) });
    expect((await pumble.read("message", made)).state).toEqual(made.state);
  });

  it("may hold no attachment", async () => {
    const made = await posted({ text: "Hi", attachments: "[]" });
    expect((await pumble.read("message", made)).state).toEqual(made.state);
  });

  it("must hold a block", async () => {
    expect(await pumble.validate("resource", "message", inChannel({ blocks: "[]" }))).toMatchObject([
      { summary: "The message's blocks cannot be sent as they are" },
    ]);
  });
});

describe("a text that shows nothing is refused before anything is asked", () => {
  it.each(["text", "markdown"])("%s", async (form) => {
    for (const blank of [" ", "\n\t", "\uFEFF", "\u200B"]) {
      expect(await pumble.validate("resource", "message", inChannel({ [form]: blank }))).toMatchObject([
        { summary: `Invalid value for ${form}`, detail: expect.stringContaining("more than blanks") },
      ]);
    }
  });
});

describe("Markdown that leads nowhere", () => {
  const changelog = "* Bump @types/node\n* Thanks to @nobody, see #nowhere\n* [notes](docs/notes.md)";

  it("is refused with the lines, a problem a kind, each with its own next step", async () => {
    const { diagnostics } = await pumble.plan("message", inChannel({ markdown: changelog }));
    const [names, links, ...more] = diagnostics.map(({ detail }) => detail!);
    expect(more).toEqual([]);
    expect(names).toMatch(/^Line 2: @nobody: no user group has this handle/);
    expect(names).not.toMatch(/link|markdown_base_url/);
    expect(links).toMatch(/^Line 3: The link to "docs\/notes.md"[^\n]*\n\nSet markdown_base_url/);
    expect(await pumble.validate("resource", "message", inChannel({ markdown: changelog }))).toEqual([
      expect.objectContaining({ detail: links }),
    ]);
  });

  const base = { markdown_base_url: "https://example.com/README.md" };
  const asText = { markdown_unresolved: "text" };
  const table = "| a |\n|---|\n";
  it.each<[string, string, Values, Values[]]>([
    [
      "a member that is not there",
      "@nobody@example.com",
      {},
      [{ markdown: "\\@nobody@example.com" }, asText],
    ],
    ["a group that is not there", "Thank @nobody", {}, [{ markdown: "Thank \\@nobody" }, asText]],
    ["everybody", "@channel Hello", {}, [{ allow_broadcast: true }, { markdown: "\\@channel Hello" }]],
    ["everybody, where names may be text", "@here", asText, [{ allow_broadcast: true }]],
    [
      "a member in a table",
      `${table}| @ada@example.com |`,
      {},
      [{ markdown: "@ada@example.com" }, { markdown: `${table}| \\@ada@example.com |` }, asText],
    ],
    [
      "a relative link",
      "[notes](docs/a.md)",
      {},
      [base, { markdown: "[notes](https://example.com/a)" }, asText],
    ],
    ["a link that is no address", "[notes](//)", base, [{ markdown: "[notes](https://a.example)" }, asText]],
    ["nothing that is shown", "[a]: https://example.com/", {}, [{ markdown: "A word" }]],
  ])(
    "that holds %s is told of each way out and of no other, and each works",
    async (_, markdown, more, ways) => {
      const config = { markdown, ...more };
      const { diagnostics } = await pumble.plan("message", inChannel(config));
      expect(diagnostics).toHaveLength(1);
      const detail = diagnostics[0]!.detail!;
      for (const way of ways) {
        const [name, value] = Object.entries(way)[0]!;
        if (name !== "markdown") expect(detail).toContain(name);
        if (name === "markdown" && String(value).includes("\\")) expect(detail).toMatch(/write \\[@#]/);
        expect((await pumble.plan("message", inChannel({ ...config, ...way }))).diagnostics).toEqual([]);
      }
      for (const name of ["markdown_base_url", "markdown_unresolved", "allow_broadcast"])
        expect([name, detail.includes(name)]).toEqual([name, ways.some((way) => name in way)]);
    },
  );

  it("is text by choice, and stays so", async () => {
    const made = await posted({ markdown: changelog, markdown_unresolved: "text" });
    expect((await fetched(made)).text).toContain("Thanks to @nobody, see #nowhere");
    expect((await pumble.read("message", made)).state).toEqual(made.state);
  });

  it("is refused by the plan that takes the choice back", async () => {
    const markdown = "Thanks to @nobody@example.com";
    const made = await posted({ markdown, markdown_unresolved: "text" });
    const { diagnostics } = await pumble.plan("message", inChannel({ markdown }), made);
    expect(diagnostics.map(({ detail }) => detail)).toEqual([expect.stringContaining("@nobody@example.com")]);
  });

  it("is relative to an address that is given, and another one edits the message", async () => {
    const base = "https://example.com/x/README.md";
    const config = { markdown: "[notes](docs/notes.md)", markdown_base_url: base };
    const made = await posted(config);
    expect((await fetched(made)).text).toContain("https://example.com/x/docs/notes.md");
    const moved = { ...config, markdown_base_url: "https://example.org/" };
    const edited = await pumble.apply("message", inChannel(moved), made);
    expect(edited.diagnostics).toEqual([]);
    expect(edited.state!["id"]).toBe(made.state!["id"]);
    expect((await fetched(edited)).text).toContain("https://example.org/docs/notes.md");
  });

  it("refuses a base that is no address", async () => {
    const { diagnostics } = await pumble.plan(
      "message",
      inChannel({ markdown: "a", markdown_base_url: "docs" }),
    );
    expect(diagnostics).toMatchObject([{ summary: "Invalid value for markdown_base_url" }]);
  });
});
