/** Names and messages of other people, in the Markdown of a forge, on a terminal, in the log of a job, in Pumble. */
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { describe, expect, it } from "vitest";
import { printable } from "../../src/pumble/printable";
import { type Report, renderMarkdown, renderPumble, renderText, summarise } from "../../src/review";
import { ids, lists, planOf } from "./plan-json";

/** What breaks out of one place or another. */
const pieces = [
  ..."`|\\<>*_~[]()!#@&:/-+=\"'{}$%^".split(""),
  ...[
    "``",
    "```",
    "````",
    "~~~",
    "\n",
    "\r\n",
    "\n\n",
    "    ",
    "\t",
    " ",
    "a",
    "1. ",
    "- ",
    "> ",
    "# ",
    "\n---\n",
  ],
  ...[
    "</details>",
    "<details>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- x -->",
    "-->",
  ],
  ...["@ada", "@acme/team", "#12", "GH-12", "acme/chat#1", "acme/chat!1", "!12", "&12", "%12", "~bug", "$1"],
  ...["0123456789abcdef0123456789abcdef01234567", "deadbeef", "https://evil.example/a", "www.evil.example"],
  ...["![x](https://evil.example/pixel)", "[x](javascript:alert(1))", "[x]: https://evil.example", "[^1]: x"],
  ...[
    "\n/close\n",
    "/merge",
    "\n```\n/close",
    "::error::x",
    "\n::set-output name=a::b\n",
    "##[error]x",
    "##vso[x]",
  ],
  ...[
    "::add-mask::x",
    ":tada:",
    "ada@example.com",
    "&lt;",
    "&#64;ada",
    "\u202e",
    "\u001b[31m",
    "\u0007",
    "\u2028",
    "\u061c",
    "\u{e0041}\u{e007f}",
    "＠team",
  ],
  ...["<<@6b00000000000000000000a2>>", "@channel", "@here", "${{ secrets.X }}", "$(id)", "`id`", "| a | b |"],
];
const evil = fc
  .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 12 })
  .map((parts) => parts.join(""));

function reportWith(text: string): Report {
  const message = { channel_id: ids.general, text: null, markdown: null, blocks: null };
  const plan = planOf([
    { address: "pumble_channel.a", after: { name: text, type: "PUBLIC", description: text } },
    { address: "pumble_message.new", after: { ...message, markdown: text } },
    { address: "pumble_message.plain", after: { ...message, text } },
    { address: "pumble_message.edit", before: { ...message, text: "before" }, after: { ...message, text } },
    { address: "pumble_message.gone", before: { ...message, text } },
    {
      address: `pumble_channel.all[${JSON.stringify(text)}]`,
      index: text,
      after: { name: "all", type: "PUBLIC" },
    },
    { address: "pumble_channel_members.a", after: { channel_id: ids.general, emails: [text], user_ids: [] } },
    { address: "pumble_direct_message.a", after: { emails: [text], text } },
    { address: "terraform_data.a", before: { input: "x" }, after: { input: text } },
  ]);
  const words = new Map([["pumble_message.new", { name: text, because: () => text }]]);
  const warnings = [{ title: text, detail: text, address: text }];
  const stack = summarise(plan, { stack: text, lists, words, warnings });
  stack.outcome = { done: [text], failed: [text], notDone: [text], cancelled: false };
  stack.errors = warnings;
  return {
    format: 1,
    tool: "x",
    command: "plan",
    project: text,
    environment: text,
    preview: false,
    stacks: [stack],
  };
}

const markdown = new MarkdownIt({ html: true, linkify: true });

interface Seen {
  /** Block and inline structure, without what stands in code. */
  html: string[];
  links: number;
  images: number;
  headings: number;
  rows: number;
  /** Cells of each row. */
  cells: number;
  prose: string;
}

function seen(text: string): Seen {
  const flat = markdown.parse(text, {}).flatMap((token) => [token, ...(token.children ?? [])]);
  const count = (...types: string[]) => flat.filter(({ type }) => types.includes(type)).length;
  return {
    html: flat.filter(({ type }) => type.startsWith("html_")).map(({ content }) => content.trim()),
    links: count("link_open"),
    images: count("image"),
    headings: count("heading_open"),
    rows: count("tr_open"),
    cells: count("td_open"),
    prose: flat
      .filter(({ type }) => type === "text")
      .map(({ content }) => content)
      .join("\n"),
  };
}

const comment = (text: string) =>
  renderMarkdown(reportWith(text), reportWith(text).stacks[0]!, { limit: 60_000 });
const innocent = seen(comment("innocent"));

describe("text of other people in a comment", () => {
  it("makes no element, link, picture, heading, row or cell of its own", () => {
    fc.assert(
      fc.property(evil, (text) => {
        const { prose: _, ...structure } = seen(comment(text));
        const { prose: __, ...wanted } = innocent;
        expect(structure).toEqual(wanted);
      }),
      { numRuns: 300 },
    );
  });

  it("mentions nobody, refers to nothing and is no emoji, wherever it is not code", () => {
    fc.assert(
      fc.property(evil, (text) => {
        const { prose } = seen(comment(text));
        // Our own words have none of these either.
        expect(prose).not.toMatch(/@[\w/]/);
        expect(prose).not.toMatch(/[#!%~$][\w"]/);
        expect(prose).not.toMatch(/\bGH-\d/i);
        expect(prose).not.toMatch(/https?:\/\/|\bwww\./);
        expect(prose).not.toMatch(/\b[0-9a-f]{40}\b/);
        expect(prose).not.toMatch(/:[a-z]+:/);
      }),
      // Marks of ours beside a sign: `~"` would be a label.
      {
        numRuns: 300,
        examples: [
          ['@~~"~~~`'],
          ['a~~"bug"~~b'],
          ["a~~x!~~bug"],
          ["a**#12!**b"],
          ["ada@example.com`a``id`"],
          ["`~~~1. \u{e0041}\u{e007f}~~~'"],
        ],
      },
    );
  });

  it("starts no line, so that GitLab finds no quick action, whatever it takes for code", () => {
    fc.assert(
      fc.property(evil, (text) => {
        for (const line of comment(text).split("\n")) expect(line).not.toMatch(/^\s*\//);
      }),
      { numRuns: 300 },
    );
  });

  it("can still be read", () => {
    expect(comment("a|b`c`")).toContain("| `` #a¦b`c` `` |");
    expect(seen(comment("costs *5* & <b>")).prose).toContain("costs");
  });
});

describe("text of other people on a terminal and in a job's log", () => {
  it("is no command of GitHub's runner or Azure's, and moves no cursor", () => {
    fc.assert(
      fc.property(evil, (text) => {
        const log = renderText(reportWith(text), { details: true });
        for (const line of log.split("\n")) {
          expect(line.trimStart()).not.toMatch(/^::/);
          expect(line).not.toMatch(/##(vso)?\[/);
          expect(line).not.toMatch(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ["::error::x", ":\u200b:error:\u200b:x"],
    ["a ::error::x", "a :\u200b:error:\u200b:x"],
    ["  ##[error]x", "  #\u200b#[error]x"],
    ["\u001b[2Jgone", "\ufffd[2Jgone"],
  ])("%j is printed as %j", (text, shown) => {
    expect(printable(text)).toBe(shown);
  });
});

describe("text of other people in a Pumble thread", () => {
  it("mentions nobody", () => {
    fc.assert(
      fc.property(evil, (text) => {
        const { text: plain, blocks } = renderPumble(reportWith(text), { title: text, url: null });
        expect(plain).not.toMatch(/<<[@#&]/);
        expect(plain).not.toMatch(/@(channel|here)\b/);
        expect(JSON.stringify(blocks)).not.toMatch(/"type":"(user|usergroup|broadcast|channel)"/);
      }),
      { numRuns: 200 },
    );
  });
});
