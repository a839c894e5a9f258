/** Keys that changed, what is taken into the state by its id, and what looks like a new key in a plan. */
import { describe, expect, it } from "vitest";
import { offeredMoves, type SynthesisOptions } from "../../../src/workspace-file";
import { brieflyOf } from "../folder";
import { configured } from "./configured";

const said = (text: string) => `{ text: ${text} }`;
const at = 'at: "09:00", time_zone: UTC, on: 2035-01-08';

const moved: Record<string, [file: string, blocks: string[]]> = {
  "a channel with its members": [
    "channels: { new: }\nmoved: { channels: { old: new } }\n",
    ["pumble_channel.old → pumble_channel.new", "pumble_channel_members.old → pumble_channel_members.new"],
  ],
  "a channel with everything that is in it": [
    `channels:
  new:
    type: private
    announcements: { a: { text: A, as_bot: true, reactions: [":+1:"], replies: { r: { text: R, reactions: [":eyes:"] } } } }
    schedules: { s: { text: S, ${at} } }
moved: { channels: { old: new } }
`,
    [
      "pumble_channel.old → pumble_channel.new",
      "pumble_channel_member.old → pumble_channel_member.new",
      "pumble_channel_members.old → pumble_channel_members.new",
      "pumble_message.old_a → pumble_message.new_a",
      "pumble_reaction.old_a_--2b-1 → pumble_reaction.new_a_--2b-1",
      "pumble_reaction.old_a_r_eyes → pumble_reaction.new_a_r_eyes",
      "pumble_reply.old_a_r → pumble_reply.new_a_r",
      "pumble_scheduled_message.old_s → pumble_scheduled_message.new_s",
    ],
  ],
  "an announcement with its thread": [
    "channels: { ops: { announcements: { new: { text: A, replies: { r: { text: R } } } } } }\nmoved: { announcements: { ops/old: ops/new } }\n",
    ["pumble_message.ops_old → pumble_message.ops_new", "pumble_reply.ops_old_r → pumble_reply.ops_new_r"],
  ],
  "a schedule to another channel": [
    `channels: { ops: { schedules: { new: { text: S, ${at} } } } }\nmoved: { schedules: { dev/old: ops/new } }\n`,
    ["pumble_scheduled_message.dev_old → pumble_scheduled_message.ops_new"],
  ],
  "in several steps": [
    `channels: { ops: { announcements: { c: ${said("A")} } } }\nmoved: { announcements: { ops/a: ops/b, ops/b: ops/c } }\n`,
    ["pumble_message.ops_a → pumble_message.ops_b", "pumble_message.ops_b → pumble_message.ops_c"],
  ],
  "a channel in which a key changed too": [
    `channels: { new: { announcements: { b: ${said("A")} } } }\nmoved: { channels: { old: new }, announcements: { new/a: new/b } }\n`,
    [
      "pumble_channel.old → pumble_channel.new",
      "pumble_channel_members.old → pumble_channel_members.new",
      "pumble_message.new_a → pumble_message.new_b",
      "pumble_message.old_a → pumble_message.new_a",
    ],
  ],
  "a channel in which a key had changed before": [
    `channels: { new: { announcements: { b: ${said("A")} } } }\nmoved: { channels: { old: new }, announcements: { old/a: old/b } }\n`,
    [
      "pumble_channel.old → pumble_channel.new",
      "pumble_channel_members.old → pumble_channel_members.new",
      "pumble_message.old_a → pumble_message.old_b",
      "pumble_message.old_b → pumble_message.new_b",
    ],
  ],
  "a channel whose announcement went to another one that moved too": [
    `channels: { new: { announcements: { b: ${said("B")} } }, two: { announcements: { a: ${said("A")} } } }
moved: { channels: { old: new, one: two }, announcements: { old/b: one/a } }
`,
    [
      "pumble_channel.old → pumble_channel.new",
      "pumble_channel.one → pumble_channel.two",
      "pumble_channel_members.old → pumble_channel_members.new",
      "pumble_channel_members.one → pumble_channel_members.two",
      "pumble_message.old_b → pumble_message.one_a",
      "pumble_message.one_a → pumble_message.two_a",
    ],
  ],
};

describe("a move takes along", () => {
  for (const [title, [file, blocks]] of Object.entries(moved)) {
    it(title, () => {
      const found = configured(file).moved as unknown as { from: string; to: string }[];
      // Terraform takes one old address for each new one.
      expect(new Set(found.map(({ to }) => to)).size).toBe(found.length);
      expect(found.map(({ from, to }) => `${from} → ${to}`)).toEqual(blocks);
    });
  }

  it("scripts", () => {
    const files = {
      "workspace.yaml":
        "channels: { ops: { scripts: { new: { file: s.ts } } } }\nmoved: { scripts: { ops/old: ops/new } }\n",
      "s.ts": "",
    };
    expect(configured(files).moved).toEqual([
      { from: "terraform_data.ops_old", to: "terraform_data.ops_new" },
    ]);
  });
});

const unmoved: Record<string, [moved: string, said: string[]]> = {
  "what is defined still": [
    "{ channels: { ops: dev } }",
    [
      'reference 2:22+3 "ops" has moved, but is still defined. Delete the move, or what is defined under the old key.',
    ],
  ],
  "what stands in a channel, and is defined still": [
    "{ announcements: { ops/a: ops/b } }",
    [
      'reference 2:27+5 "ops/a" has moved, but is still defined. Delete the move, or what is defined under the old key.',
    ],
  ],
  "in a circle, whichever the way into it": [
    "{ channels: { a: b, b: c, c: b } }",
    [
      'cycle 2:22+1 "a" moves in a circle. A move leads from an old key to a new one.',
      'cycle 2:28+1 "b" moves in a circle. A move leads from an old key to a new one.',
      'cycle 2:34+1 "c" moves in a circle. A move leads from an old key to a new one.',
    ],
  ],
  "to itself": [
    "{ channels: { a: a } }",
    ['cycle 2:22+1 "a" moves in a circle. A move leads from an old key to a new one.'],
  ],
  "to what another one moved to": [
    "{ channels: { x: dev, y: dev } }",
    [
      'duplicate 2:30+1 "dev" cannot be what both "x" and "y" moved to. Keep the move of the one that it was.',
    ],
  ],
  "to nothing, which is only told": [
    "{ channels: { a: b, b: c } }",
    [
      'note moved 2:22+1 The move of "a" to "b" does nothing: nothing is called "c". Delete it.',
      'note moved 2:28+1 The move of "b" to "c" does nothing: nothing is called "c". Delete it.',
    ],
  ],
  "to a channel that is not there, and under a key however it is composed": [
    "{ announcements: { cafe\u0301/a: x/b } }",
    ['note moved 2:27+7 The move of "café/a" to "x/b" does nothing: nothing is called "x/b". Delete it.'],
  ],
};

describe("a move does not lead", () => {
  for (const [title, [moves, said]] of Object.entries(unmoved)) {
    it(title, () =>
      expect(
        brieflyOf(
          `channels: { ops: { announcements: { a: { text: A }, b: { text: B } } }, dev: }\nmoved: ${moves}\n`,
        ),
      ).toEqual(said),
    );
  }
});

const [one, two, three] = ["a", "b", "c"].map((digit) => digit.repeat(24)) as [string, string, string];
const whole = `channels:
  ops:
    name: Net Ops
    members: [a@example.com]
    announcements:
      a: { text: A, reactions: [":eyes:"], replies: { r: { markdown: R, reactions: [":+1:"] } } }
      ":b:": { markdown: B }
    schedules: { s: { markdown: S, ${at} } }
  dev:
`;

const imports: Record<string, [written: string, blocks: string[], options?: Partial<SynthesisOptions>]> = {
  "a channel with the members that are managed": [
    `{ channels: { ops: ${one}, dev: ${two} } }`,
    [`pumble_channel.ops ← ${one}`, `pumble_channel_members.ops ← ${one}`, `pumble_channel.dev ← ${two}`],
  ],
  "an announcement by its channel's name, and Markdown as such": [
    `{ announcements: { ops/a: ${one}, "ops/:b:": ${two} } }`,
    [`pumble_message.ops_a ← net-ops/${one}`, `pumble_message.ops_--3a-b--3a- ← net-ops/${two}/markdown`],
  ],
  "a schedule by its id alone": [
    `{ schedules: { ops/s: ${one} } }`,
    [`pumble_scheduled_message.ops_s ← ${one}/markdown`],
  ],
  "a reply below its announcement": [
    `{ announcements: { ops/a: ${one} }, replies: { ops/a/r: ${two} } }`,
    [`pumble_message.ops_a ← net-ops/${one}`, `pumble_reply.ops_a_r ← net-ops/${one}/${two}/markdown`],
  ],
  "reactions below what they are on": [
    `{ announcements: { ops/a: ${one} }, replies: { ops/a/r: ${two} }, reactions: { ops/a: [":eyes:"], ops/a/r: [":+1:"] } }`,
    [
      `pumble_message.ops_a ← net-ops/${one}`,
      `pumble_reply.ops_a_r ← net-ops/${one}/${two}/markdown`,
      `pumble_reaction.ops_a_eyes ← net-ops/${one}/:eyes:`,
      `pumble_reaction.ops_a_r_--2b-1 ← net-ops/${two}/:+1:`,
    ],
  ],
  "what stands in a channel with the environment's prefix": [
    `{ announcements: { ops/a: ${one} } }\nenvironments: { e: { channel_prefix: E- } }`,
    [`pumble_message.ops_a ← e-net-ops/${one}`],
  ],
};

describe("an import takes in", () => {
  for (const [title, [written, blocks, options]] of Object.entries(imports)) {
    it(title, () => {
      const found = configured(`${whole}imports: ${written}\n`, options).import as unknown as {
        to: string;
        id: string;
      }[];
      expect(found.map(({ to, id }) => `${to} ← ${id}`)).toEqual(blocks);
    });
  }

  it("a channel by its id rather than its name", () => {
    const file = `channels: { ops: { adopt: true } }\nimports: { channels: { ops: ${one} } }\n`;
    expect(configured(file).import).toEqual([{ to: "pumble_channel.ops", id: one }]);
  });

  it("nothing that is not defined, and says so", () => {
    const written = `{ channels: { x: ${one} }, announcements: { ops/x: ${one}, x/a: ${one} }, schedules: { ops/a: ${one} }, replies: { ops/a/x: ${one}, ops/x/r: ${one} }, reactions: { ops/a: [":+1:"], ops/a/r: [":eyes:"] } }`;
    const of = brieflyOf(`${whole}imports: ${written}\n`).map((line) =>
      /^(note moved|\w+) .*?"(.*?)" (.*)$/.exec(line)!.slice(1),
    );
    const nothing = "does nothing: nothing is defined under this key. Delete it.";
    const keys = ["x", "ops/x", "x/a", "ops/a", "ops/a/x", "ops/x/r", "ops/a/:+1:", "ops/a/r/:eyes:"];
    expect(of).toEqual(keys.map((key) => ["note moved", key, nothing]));
  });

  it("nothing below what has no id", () => {
    const written = `{ replies: { ops/a/r: ${three} }, reactions: { ops/a: [":eyes:"] } }`;
    expect(brieflyOf(`${whole}imports: ${written}\n`)).toEqual([
      'reference 10:23+7 The import of "ops/a/r" needs the id of "ops/a" too. Write it under imports.announcements.',
      'reference 10:73+5 The import of reactions to "ops/a" needs its id too. Write it under imports.announcements.',
    ]);
  });
});

const gone = (type: string, name: string, before: object, action = "delete") => ({
  ...{ type, name, change: { actions: [action], before: before as Record<string, unknown>, after: null } },
});
const made = (type: string, name: string, after: object) => ({
  ...{ type, name, change: { actions: ["create"], before: null, after: after as Record<string, unknown> } },
});
const pair = (type: string, before: object, after: object) => [
  gone(type, "ops_old", before),
  made(type, "ops_new", after),
];
const offer = (changes: Parameters<typeof offeredMoves>[0]) =>
  offeredMoves(changes)?.detail.split("\n").slice(1) ?? null;
const line = (section: string) => [`moved: { ${section}: { ops/old: ops/new } }`];

describe("a plan offers a move", () => {
  const cases: Record<string, [changes: Parameters<typeof offeredMoves>[0], lines: string[] | null]> = {
    "of a text": [pair("pumble_message", { text: "A", as_bot: false }, { text: "A" }), line("announcements")],
    "of Markdown, whose text is computed": [
      pair("pumble_message", { text: "A", markdown: "**A**" }, { markdown: "**A**" }),
      line("announcements"),
    ],
    "of blocks": [
      pair("pumble_message", { blocks: "[1]", text: "A" }, { blocks: "[1]" }),
      line("announcements"),
    ],
    "not of other blocks of the bot": [
      pair("pumble_message", { blocks: "[1]", as_bot: true }, { blocks: "[2]", as_bot: true }),
      null,
    ],
    "not of another text": [pair("pumble_message", { text: "A" }, { text: "B" }), null],
    "not of somebody else's text": [pair("pumble_message", { text: "A", as_bot: true }, { text: "A" }), null],
    "of a schedule at the same time": [
      pair("pumble_scheduled_message", { text: "A", send_at: "x" }, { text: "A", send_at: "x" }),
      line("schedules"),
    ],
    "not of a schedule at another time": [
      pair("pumble_scheduled_message", { text: "A", send_at: "x" }, { text: "A", send_at: "y" }),
      null,
    ],
    "of a script of the same file": [
      pair(
        "terraform_data",
        { triggers_replace: { script: "h", input: "1" } },
        { triggers_replace: { script: "h" } },
      ),
      line("scripts"),
    ],
    "not of a script of another file": [
      pair("terraform_data", { triggers_replace: { script: "h" } }, { triggers_replace: { script: "i" } }),
      null,
    ],
    "not of what is no script": [pair("terraform_data", {}, {}), null],
    "not to another channel": [
      [gone("pumble_message", "ops_a", { text: "A" }), made("pumble_message", "dev_a", { text: "A" })],
      null,
    ],
    "of what is forgotten, as Pumble cannot delete it": [
      [
        gone("pumble_channel", "old", { name: "ops" }, "forget"),
        made("pumble_channel", "new", { name: "ops" }),
      ],
      ["moved: { channels: { old: new } }"],
    ],
    "of a channel by its look, which keeps its name": [
      [
        gone("pumble_channel", "old", { name: "old", type: "PUBLIC", description: "D" }),
        made("pumble_channel", "new", { name: "new", type: "PUBLIC", description: "D" }),
      ],
      ["moved: { channels: { old: new } }", "and name: old under new, for no API can rename a channel."],
    ],
    "not of a channel of another type": [
      [
        gone("pumble_channel", "old", { name: "old", type: "PUBLIC", description: "D" }),
        made("pumble_channel", "new", { name: "new", type: "PRIVATE", description: "D" }),
      ],
      null,
    ],
    "not of channels of which nothing is said": [
      [
        gone("pumble_channel", "old", { name: "old", type: "PUBLIC", description: "" }),
        made("pumble_channel", "new", { name: "new", type: "PUBLIC" }),
      ],
      null,
    ],
    "of a channel in which the same is said": [
      [
        gone("pumble_channel", "old", { name: "old", type: "PUBLIC" }),
        gone("pumble_message", "old_a", { blocks: "[1]", text: "A" }),
        made("pumble_channel", "new", { name: "new", type: "PUBLIC" }),
        made("pumble_message", "new_a", { blocks: "[1]" }),
      ],
      ["moved: { channels: { old: new } }", "and name: old under new, for no API can rename a channel."],
    ],
    "not of a channel in which other blocks are said": [
      [
        gone("pumble_channel", "old", { name: "old", type: "PUBLIC" }),
        gone("pumble_message", "old_a", { blocks: "[1]" }),
        made("pumble_channel", "new", { name: "new", type: "PUBLIC" }),
        made("pumble_message", "new_a", { blocks: "[2]" }),
      ],
      null,
    ],
    "of each once, with keys in quotes where YAML needs them": [
      [
        gone("pumble_message", "ops_a--20-b", { text: "A" }),
        gone("pumble_message", "ops_c", { text: "A" }),
        made("pumble_message", "ops_d", { text: "A" }),
        made("pumble_message", "ops_e", { text: "A" }),
      ],
      ['moved: { announcements: { "ops/a b": ops/d, ops/c: ops/e } }'],
    ],
  };
  for (const [title, [changes, lines]] of Object.entries(cases)) {
    it(title, () => expect(offer(changes)).toEqual(lines));
  }

  it("with the first of them in its title", () => {
    const changes = [
      ...pair("pumble_message", { text: "A" }, { text: "A" }),
      ...pair("pumble_scheduled_message", { text: "S" }, { text: "S" }),
    ];
    expect(offeredMoves(changes)!.title).toBe(
      "ops/old looks like ops/new under its old key and 1 more: removed here, made anew there",
    );
    expect(offeredMoves(changes.slice(0, 2))!.title).toBe(
      "ops/old looks like ops/new under its old key: removed here, made anew there",
    );
    expect(offer(changes)).toEqual([
      "moved: { announcements: { ops/old: ops/new }, schedules: { ops/old: ops/new } }",
    ]);
  });
});
