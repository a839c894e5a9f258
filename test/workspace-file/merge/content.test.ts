/** What a message says, from where, and whom it mentions. */
import { describe, expect, it } from "vitest";
import type { Content, Mentions } from "../../../src/workspace-file";
import { brieflyOf, workspaceOf } from "../folder";

type Files = Record<string, string>;
const announced = (inside: string, files: Files = {}) => ({
  "workspace.yaml": `channels: { ops: { announcements: { a: { ${inside} } } } }`,
  ...files,
});
const contentOf = (files: Files): Content =>
  workspaceOf(files).channels.get("ops")!.announcements[0]!.content;

const id = "5f0c1d2e3a4b5f0c1d2e3a4b";
const section = (...elements: object[]) =>
  JSON.stringify([{ type: "rich_text", elements: [{ type: "rich_text_section", elements }] }]);

const values: Record<string, [files: Files, value: string, file: string | null]> = {
  "the text, as it is": [announced("text: ' ./a.md '"), " ./a.md ", null],
  "Markdown that only speaks of a file": [announced("markdown: 'Read ./a.md'"), "Read ./a.md", null],
  "Markdown that is the address of a file": [
    announced("markdown: 'https://example.com/a.md'"),
    "https://example.com/a.md",
    null,
  ],
  "a command that looks almost like a path": [announced("markdown: /shrug yes"), "/shrug yes", null],
  "three dots": [announced("markdown: '...'"), "...", null],
  "the file that is named, without the lines at its end": [
    announced("markdown: a.md", { "a.md": "# A\n\n\n" }),
    "# A",
    "a.md",
  ],
  "the file that is named with its dot and spaces": [
    announced("markdown: ' ./my texts/a b.markdown '", { "my texts/a b.markdown": "B" }),
    "B",
    "my texts/a b.markdown",
  ],
  "the file whose ending is written large": [announced("markdown: ./A.MD", { "A.MD": "A" }), "A", "A.MD"],
  "the file of blocks": [
    announced("blocks: ./a.json", { "a.json": `${section({ type: "text", text: "Hi" })}\n` }),
    section({ type: "text", text: "Hi" }),
    "a.json",
  ],
};

describe("what a message says", () => {
  for (const [title, [files, value, file]] of Object.entries(values)) {
    it(`is ${title}`, () => expect(contentOf(files)).toMatchObject({ value, file }));
  }

  it("comes from a folder above as long as that is the workspace's", () => {
    const files = {
      "workspace.yaml": "",
      "below/x.yaml": announced("markdown: ../a.md")["workspace.yaml"],
      "a.md": "A",
    };
    expect(contentOf(files)).toMatchObject({ value: "A", file: "a.md" });
  });
});

const nobody: Mentions = { users: [], channels: [], groups: [], broadcasts: [] };
const mentions: Record<string, [inside: string, mentions: Partial<Mentions>, files?: Files]> = {
  "nobody in plain text but those who are many": [
    `text: '@channel @here @leads #ops @ada@example.com <<&${id}>> @here <<!channel>>', allow_broadcast: true`,
    { broadcasts: ["@channel", "@here", { group: id }] },
  ],
  "each of Markdown's once, and as it is asked for": [
    "markdown: '@Ada@example.com #Team-A #team-a. #dev-, #team2 @on-call. @on-call @Leads', allow_broadcast: true",
    {
      users: ["Ada@example.com"],
      channels: ["team-a", "dev", "team2"],
      groups: ["on-call", "Leads"],
      broadcasts: [{ group: "on-call" }, { group: "Leads" }],
    },
  ],
  "everybody, of Markdown": [
    "markdown: 'Hello @Channel and @here', allow_broadcast: true",
    { broadcasts: ["@channel", "@here"] },
  ],
  "by id, where Pumble's code needs no looking up": [
    `markdown: '@${id} <<@${id}>> <<#${id}>> <<&${id}>>', allow_broadcast: true`,
    { users: [id], broadcasts: [{ group: id }] },
  ],
  "no issue, no package and no word for an image": [
    "markdown: '#42 @types/node ![@leads](https://example.com/a.png)'",
    {},
  ],
  "a group of which a path goes on elsewhere": [
    "markdown: '@types/node, ask @types.', allow_broadcast: true",
    { groups: ["types"], broadcasts: [{ group: "types" }] },
  ],
  "many in blocks, others by their ids": [
    "blocks: a.json, allow_broadcast: true",
    { broadcasts: ["@channel", "@here", { group: id }] },
    {
      "a.json": section(
        { type: "broadcast", range: "channel" },
        { type: "broadcast", range: "here" },
        { type: "user", user_id: id },
        { type: "usergroup", usergroup_id: id },
      ),
    },
  ],
};

describe("a message mentions", () => {
  for (const [title, [inside, wanted, files]] of Object.entries(mentions)) {
    it(title, () => expect(contentOf(announced(inside, files)).mentions).toEqual({ ...nobody, ...wanted }));
  }
});

const refused: Record<string, [inside: string, said: string[], files?: Files]> = {
  "a path of no Markdown file": [
    "markdown: ./a.txt",
    ['file 1:52+7 "./a.txt" looks like a path, and no Markdown file\'s. A Markdown file ends in .md.'],
  ],
  "a folder above": [
    "markdown: '..'",
    ['file 1:52+4 ".." looks like a path, and no Markdown file\'s. A Markdown file ends in .md.'],
  ],
  "a path from the top of the disk": [
    "markdown: ' /a.md'",
    [
      'file 1:52+8 "/a.md" leads out of the workspace\'s folder. Write where it is from this file on, such as ./rules.md.',
    ],
  ],
  "blocks from the top of the disk": [
    "blocks: /a.json",
    [
      'file 1:50+7 "/a.json" leads out of the workspace\'s folder. Write where it is from this file on, such as ./rules.md.',
    ],
  ],
  "a file out of the folder": [
    "markdown: ../a.md",
    ['file 1:52+7 "../a.md" leads out of the workspace\'s folder. Put a copy into it.'],
  ],
  "a missing file at each place that names it": [
    "markdown: a.md, replies: { r: { markdown: ./a.md } }",
    [
      'file 1:52+4 "a.md" does not exist. Write it, or correct its name.',
      'file 1:84+6 "a.md" does not exist. Write it, or correct its name.',
    ],
  ],
  "a file of nothing but blanks": [
    "markdown: a.md",
    ['file 1:52+4 "a.md" is empty. Write what the message says.'],
    { "a.md": " \n\n" },
  ],
  "a file that is too long": [
    "markdown: a.md",
    ['file 1:52+4 "a.md" has more than 100000 characters. Make two messages of it.'],
    { "a.md": "x".repeat(100_001) },
  ],
  "a key in a file": [
    "markdown: a.md",
    ['secret 1:52+4 "a.md" holds an access key of AWS. Everybody in the channel could use it. Revoke it.'],
    { "a.md": `The key is AKIA${"A".repeat(16)}` },
  ],
  "what is no JSON": ["blocks: a.json", ["file 1:50+6 The file is no JSON."], { "a.json": "{" }],
  "blocks of another kind, with the place in them": [
    "blocks: a.json",
    [expect.stringMatching(/^file 1:50\+6 These are no blocks of Pumble\. 0\.elements: /) as string],
    { "a.json": '[{"type":"rich_text"}]' },
  ],
  "no blocks at all": [
    "blocks: a.json",
    [expect.stringMatching(/^file 1:50\+6 These are no blocks of Pumble\. [A-Z]/) as string],
    { "a.json": "[]" },
  ],
  "the first of those that notify many": [
    "text: '@channel @here'",
    [
      "mention 1:48+16 @channel notifies everybody in the channel. Write allow_broadcast: true beside it, or take it out.",
    ],
  ],
  "everybody in text": [
    "text: '@here'",
    [
      "mention 1:48+7 @here notifies everybody in the channel. Write allow_broadcast: true beside it, or take it out.",
    ],
  ],
  "a group in text": [
    `text: '<<&${id}>>'`,
    [
      `mention 1:48+31 <<&${id}>> notifies a whole user group. Write allow_broadcast: true beside it, or take it out.`,
    ],
  ],
  "everybody in Markdown": [
    "markdown: 'Hi @channel'",
    [
      "mention 1:52+13 @channel notifies everybody in the channel. Write allow_broadcast: true beside it, or \\@channel to show it as text.",
    ],
  ],
  "a group in Markdown, also by its id": [
    `markdown: '<<&${id}>>'`,
    [
      `mention 1:52+31 <<&${id}>> notifies a whole user group. Write allow_broadcast: true beside it, or \\<<&${id}>> to show it as text.`,
    ],
  ],
  "a mention in a table": [
    'markdown: "| a |\\n| - |\\n| #ops |"',
    [
      "mention 1:52+24 Line 3: #ops stands in a table, where Pumble shows no mentions. Move it out of the table, or write \\#ops to show it as text.",
    ],
  ],
};

describe("a message is refused for", () => {
  for (const [title, [inside, said, files]] of Object.entries(refused)) {
    it(title, () => expect(brieflyOf(announced(inside, files))).toEqual(said));
  }

  it("nothing, as long as it is allowed to be and a line more", () => {
    expect(contentOf(announced("markdown: a.md", { "a.md": `${"x".repeat(100_000)}\n` })).value).toHaveLength(
      100_000,
    );
  });

  it("a group by its id from a file whose messages may not notify many", () => {
    const policy = "policy: { files: [{ path: '**', channels: ['*'] }] }\n";
    const inside = `markdown: 'Hi <<&${id}>>', allow_broadcast: true`;
    const said = [
      `policy 2:52+34 <<&${id}>> is not for this file to use: it notifies many people. workspace.yaml:1 would have to say allow_broadcast: true.`,
    ];
    expect(brieflyOf(policy + announced(inside)["workspace.yaml"])).toEqual(said);
  });
});
