/** What is no YAML, in words for who wrote it, and what YAML may be. */
import { describe, expect, it } from "vitest";
import { loadWorkspace, renderProblems } from "../../../src/workspace-file";
import { brieflyOf, folderOf, workspaceOf } from "../folder";

const ops = (inside: string) => `channels:\n  ops:\n    ${inside}\n`;

const sentences: Record<string, [text: string, said: string[]]> = {
  "an apostrophe within single quotes": [
    ops("description: 'it's"),
    [
      "syntax 3:22+1 A text goes on after its closing quote. Double a ' within single quotes, or quote all of it.",
    ],
  ],
  "a quote within double quotes": [
    ops('description: "a" b'),
    [
      'syntax 3:22+1 A text goes on after its closing quote. Write \\" for a quote within the text, or quote all of it.',
    ],
  ],
  "keys behind a list": [
    "- a\nb: c\n",
    [
      "syntax 2:1+1 This does not belong to what stands above it. A list and keys cannot stand beside each other: indent it, or take it out.",
    ],
  ],
  "a single quote that is never closed": [
    ops("description: 'a"),
    ["syntax 3:18+2 A quote that opens here is never closed. Add the closing quote."],
  ],
  "a double quote that is never closed, in a line below": [
    `a: "b"\nc: "it's\n`,
    ["syntax 2:4+5 A quote that opens here is never closed. Add the closing quote."],
  ],
  "a bracket that is never closed": [
    "a: [b, c\n",
    ["syntax 1:4+5 A [ that opens here is never closed. Add the closing ]."],
  ],
  "a brace that is never closed": [
    "a: {b: [c]\n",
    ["syntax 1:4+7 A { that opens here is never closed. Add the closing }."],
  ],
  "a bracket closed by a brace": [
    "a: [b}\n",
    ["syntax 1:4+3 A [ that opens here is never closed. Add the closing ]."],
  ],
  "a bracket that nothing opens": ["a: b\n]\n", ["syntax 2:1+1 A ] that nothing opens. Delete it."]],
  "a sign that is kept for later, with what follows it": [
    ops("description: @leads are on call # now"),
    ['syntax 3:18+1 A text that begins with @ needs quotes. Write "@leads are on call".'],
  ],
  "a sign that is kept for later, at the end of the file": [
    "a: `b",
    ['syntax 1:4+1 A text that begins with ` needs quotes. Write "`b".'],
  ],
  "a sign that is kept for later, within a list": [
    ops("members: [ada, @leads, ken]"),
    ['syntax 3:20+1 A text that begins with @ needs quotes. Write "@leads".'],
  ],
  "a sign that is kept for later, within a mapping": [
    "a: { b: %c, d: e }\n",
    ['syntax 1:9+1 A text that begins with % needs quotes. Write "%c".'],
  ],
  "a sign that is kept for later, behind a list that is closed": [
    "a: [b]\nc: @d, e\n",
    ['syntax 2:4+1 A text that begins with @ needs quotes. Write "@d, e".'],
  ],
  "a sign that is kept for later, behind a list on its line": [
    "[b]: @d, e\n",
    ['syntax 1:6+1 A text that begins with @ needs quotes. Write "@d, e".'],
  ],
  "the sign of a block within braces": [
    "a: { b: | }\n",
    ['syntax 1:9+1 A text that begins with | needs quotes. Write "|".'],
  ],
  "a colon within braces": [
    "a: { b: c d: e }\n",
    [
      'syntax 1:9+6 A key cannot follow a text within brackets. Put a comma before it, or write a text that holds ": " in quotes.',
    ],
  ],
  "an asterisk by itself": [
    "a: *\n",
    [
      "syntax 1:4+1 A text that begins with * needs quotes. Write it in quotes; &name stands before what *name means further down.",
    ],
  ],
  "an ampersand by itself": [
    "a: & b\n",
    [
      "syntax 1:4+1 A text that begins with & needs quotes. Write it in quotes; &name stands before what *name means further down.",
    ],
  ],
  "a backslash in double quotes": [
    'a: "b\\d"\n',
    [
      "syntax 1:6+1 A backslash in double quotes begins an escape that YAML does not know. Write the text in single quotes, or double the backslash.",
    ],
  ],
  "a directive, and nothing of what follows from it": [
    "%a\nb: c\n",
    [
      "syntax 1:1+2 A line that begins with % is a directive of YAML. Write a text that begins with % in quotes.",
    ],
  ],
  "a line that is not indented like the others": [
    "a:\n    b: 1\n  c: 2\n",
    [
      "syntax 3:1+1 This line is not indented like those beside it. Entries of one list or mapping begin in the same column.",
    ],
  ],
  "a very long key": [
    `${"k".repeat(1100)}: 1\n`,
    ["syntax 1:1+1100 A key has more than 1,024 characters. Is its colon missing?"],
  ],
  "what has no words of ours, in the parser's": [
    "a: &x &y 1\n",
    ["syntax 1:7+2 This is not YAML: A node can have at most one anchor."],
  ],
};

describe("what is no YAML is told as", () => {
  for (const [title, [text, said]] of Object.entries(sentences)) {
    it(title, () => expect(brieflyOf(text)).toEqual(said));
  }
});

describe("a conflict that is not resolved", () => {
  const said = (line: number) => [
    `syntax ${line}:1+7 A merge conflict is not resolved here. Keep one side, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>.`,
  ];
  it("is found at its beginning", () => expect(brieflyOf("a: 1\n<<<<<<< ours\nb\n")).toEqual(said(2)));
  it("is found where only its end is left", () =>
    expect(brieflyOf("a: 1\nb: 2\n>>>>>>> theirs\n")).toEqual(said(3)));
  it("is none within a text", () => {
    const text = ops("announcements: { a: { text: '\n      <<<<<<< x\n      >>>>>>> y' } }");
    expect(brieflyOf(text)).toEqual([]);
  });
});

const odd = (line: number, column: number) => [
  `syntax ${line}:${column}+1 A sign that cannot be seen, and is no space, cannot stand here. Delete it, and indent with spaces.`,
];

describe("a sign that cannot be seen", () => {
  it("is refused in front of a key, for it would be part of it", () => {
    expect(brieflyOf("channels:\n\u00a0 ops:\n")).toEqual(odd(2, 1));
    expect(brieflyOf("channels:\n  ops:\n  \u3000description: x\n")).toEqual(odd(3, 3));
    expect(brieflyOf("channels:\n  ops:\n    description: a\n    \u200bb\n")).toEqual(odd(4, 5));
    expect(
      brieflyOf("channels:\n  a: { description: 'a' }\n  \u3000b:\n  c: { description: 'c' }\n"),
    ).toEqual(odd(3, 3));
  });
  it("is what is said, at the beginning of a line within a text", () => {
    const { channels } = workspaceOf({
      "workspace.yaml": ops(
        "announcements:\n      a:\n        text: |\n          \u3000一つ\n          \u00a0二つ\n      b: { text: 'x\n\n        \u3000三つ' }",
      ),
    });
    const texts = channels.get("ops")!.announcements.map(({ content }) => content.value);
    expect(texts).toEqual(["\u3000一つ\n\u00a0二つ\n", "x\n\u3000三つ"]);
  });
  it("is refused everywhere, where it is a NUL", () => {
    expect(brieflyOf("channels:\n  ops: { description: 'a\0b' }\n")).toEqual(odd(2, 25));
  });
});

describe("a YAML file", () => {
  it("may be empty, or nothing but comments", () => {
    expect(brieflyOf("")).toEqual([]);
    expect(brieflyOf("# nothing yet\n")).toEqual([]);
  });

  it("unfolds anchors, and what is written beside << wins, then the first of a list", () => {
    const { channels } = workspaceOf({
      "workspace.yaml": `channels:
  one: &one { description: One, type: private, exact: true }
  two: &two { description: Two, protect: true }
  both: { <<: [*one, *two], exact: false }
  own: { description: Own, <<: *one }
`,
    });
    expect(channels.get("both")).toMatchObject({
      ...{ description: "One", type: "PRIVATE", exact: false, protect: true },
    });
    expect(channels.get("own")).toMatchObject({ description: "Own", type: "PRIVATE" });
  });

  it("says where what an anchor brings is written", () => {
    expect(brieflyOf("channels:\n  one: &one { descr: x }\n  two: { <<: *one }\n")).toEqual([
      expect.stringMatching(/^shape 2:15\+5 "descr" is no key of a channel\./),
    ]);
  });

  const wrong: Record<string, [text: string, said: string[]]> = {
    "a merge of what is no mapping, at each place": [
      ops("<<: [5, x]"),
      [
        'syntax 3:10+1 "<<" takes an alias of a mapping, such as *defaults.',
        'syntax 3:13+1 "<<" takes an alias of a mapping, such as *defaults.',
      ],
    ],
    "a key that is there twice": [
      "channels:\n  ops:\n  ops: { type: x }\n",
      [
        'duplicate 3:3+3 The key "ops" is there twice. It stands at workspace.yaml:2 already. Keep one of them.',
      ],
    ],
    "keys that can be none": [
      "channels:\n  [a]: 2\n  __proto__: 1\n",
      [
        "syntax 2:3+3 A key must be one plain word or a quoted text.",
        "syntax 3:3+9 Nothing can be called __proto__.",
      ],
    ],
    "an alias without an anchor, each": [
      "people: { a: *a, b: *b }\n",
      [
        "syntax 1:14+2 This alias has no anchor. Write &name before what *name stands for, above it in this file; a text that begins with * needs quotes.",
        "syntax 1:21+2 This alias has no anchor. Write &name before what *name stands for, above it in this file; a text that begins with * needs quotes.",
      ],
    ],
    "an anchor that holds itself": [
      "people: &p { a: *p }\n",
      [
        "syntax 1:1+1 An anchor holds an alias of itself. Write out what the aliases stand for, or split the file.",
      ],
    ],
    "what stands too deep": [
      `a: ${"[".repeat(61)}${"]".repeat(61)}\n`,
      [
        "syntax 1:1+1 Values stand more than 60 deep in each other. Write out what the aliases stand for, or split the file.",
      ],
    ],
  };
  for (const [title, [text, said]] of Object.entries(wrong)) {
    it(`is refused for ${title}`, () => expect(brieflyOf(text)).toEqual(said));
  }

  it("may be 60 deep, and then only its shape is wrong", () => {
    expect(brieflyOf(`a: ${"[".repeat(60)}${"]".repeat(60)}\n`)).toEqual([
      expect.stringContaining('"a" is no key of a workspace file'),
    ]);
  });

  it("has keys as they are written, numbers and capitals too", () => {
    const { channels } = workspaceOf({
      "workspace.yaml": "channels: { 2027: , 0x1F: , 1e3: , On: , ~: { name: tilde } }\n",
    });
    expect([...channels.keys()]).toEqual(["0x1F", "1e3", "2027", "On", "~"]);
  });

  it("underlines a value to the end of its line, without the blanks there", () => {
    expect(brieflyOf("channels: [a,\n  b]   \n")).toEqual([expect.stringMatching(/^shape 1:11\+3 /)]);
    expect(brieflyOf("channels:\n  ops: text   # why\n")).toEqual([expect.stringMatching(/^shape 2:8\+4 /)]);
    expect(brieflyOf("channels: text")).toEqual([expect.stringMatching(/^shape 1:11\+4 /)]);
  });
});

describe("a secret in a file that is no YAML", () => {
  const key = `pmb_${"0".repeat(12)}_${"A".repeat(38)}`;
  const files: Record<string, string> = {
    "in the line that is wrong": `people: { ada: ${key}\n`,
    "in what would have to be quoted": `people: { ada: @${key} }\n`,
    "beside a key that is there twice": `channels: { a: , a: { description: ${key} } }\n`,
    "that is a key of its own": `channels:\n  ${key}:\n  ${key}:\n`,
  };
  for (const [title, text] of Object.entries(files)) {
    it(`is not shown ${title}`, () => {
      const said = renderProblems(loadWorkspace(folderOf({ "workspace.yaml": text })).problems);
      expect(said).toContain("workspace.yaml:");
      expect(said).not.toContain("AAAA");
    });
  }

  it("is not shown where only its name tells, nor in the body of a private key", () => {
    const said = (text: string) =>
      renderProblems(loadWorkspace(folderOf({ "workspace.yaml": text })).problems);
    const password = said("backend: { pg: { password: @hunter2 } }\n");
    expect(password).toContain("Write it in quotes.");
    expect(password).not.toContain("hunter2");
    const pem = said("a: |\n  -----BEGIN PRIVATE KEY-----\n  MIIE\n b\n  -----END PRIVATE KEY-----\nc: @d\n");
    expect(pem).not.toMatch(/MIIE|\| {2}b/);
    expect(pem).toContain("c: @d");
  });
});
