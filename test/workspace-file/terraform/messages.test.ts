/** Announcements, replies, reactions, schedules and scripts as Terraform's resources. */
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { SynthesisOptions } from "../../../src/workspace-file";
import { bodyOf, configured, synthesisOf } from "./configured";

type Options = Partial<SynthesisOptions>;
const channel_id = "${pumble_channel.ops.id}";
const environments = "environments: { staging: { channel_prefix: stg- } }\n";
const announced = (inside: string) => `channels: { ops: { announcements: { a: { ${inside} } } } }`;

const announcements: Record<string, [file: string, body: object, options?: Options]> = {
  "is text, which is no template": [
    announced("text: 'Costs ${x} and %{y} #ops'"),
    { channel_id, text: "Costs $${x} and %%{y} #ops" },
  ],
  "is Markdown": [announced("markdown: 'It is **${x}**'"), { channel_id, markdown: "It is **$${x}**" }],
  "notifies everybody by leave": [
    announced("text: Hello @channel, allow_broadcast: true"),
    { channel_id, text: "Hello @channel", allow_broadcast: true },
  ],
  "is the bot's, taken over and kept": [
    announced("text: Hi, as_bot: true, adopt: true, keep: true"),
    { channel_id, text: "Hi", as_bot: true, adopt_existing: true, on_destroy: "keep" },
  ],
  "is what it is without them": [
    announced("text: Hi, as_bot: false, adopt: false, keep: false, allow_broadcast: false"),
    { channel_id, text: "Hi" },
  ],
  "is taken over where whoever plans says so": [
    announced("text: Hi"),
    { channel_id, text: "Hi", adopt_existing: true },
    { adopt: true },
  ],
  "shows mentions of nobody as text, where that is wanted": [
    announced("markdown: 'See #team-a.'"),
    { channel_id, markdown: "See \\#team-a." },
    { mentionsAsText: new Set(["#team-a"]) },
  ],
  "mentions channels of this environment, and comes after them": [
    `${environments}channels: { dev: , eu: { name: team eu }, ops: { announcements: { a: { markdown: '#Team-EU @a@example.com #dev #ops #other #dev' } } } }`,
    {
      channel_id,
      markdown: "#stg-Team-EU @a@example.com #stg-dev #stg-ops #other #stg-dev",
      depends_on: ["pumble_channel.dev", "pumble_channel.eu"],
    },
  ],
  "comes after a channel that is called a number": [
    "channels: { '2027': , ops: { announcements: { a: { markdown: '#2027 #42' } } } }",
    { channel_id, markdown: "#2027 #42", depends_on: ["pumble_channel._2027"] },
  ],
  "says nothing of channels in text and code": [
    `${environments}channels: { dev: , ops: { announcements: { a: { text: '#dev' } } } }`,
    { channel_id, text: "#dev" },
  ],
};

describe("an announcement", () => {
  for (const [title, [file, body, options]] of Object.entries(announcements)) {
    it(title, () => expect(bodyOf(file, "pumble_message.ops_a", options)).toEqual(body));
  }

  it("comes from a file beside the one that names it, with lines that end alike everywhere", () => {
    const files = {
      "workspace.yaml": "",
      "teams/ops.yaml": announced("markdown: ./texts/a.md"),
      "teams/texts/a.md": "# One\r\n\r\ntwo\rthree\n\n",
    };
    expect(bodyOf(files, "pumble_message.ops_a")).toEqual({ channel_id, markdown: "# One\n\ntwo\nthree" });
  });

  it("can be blocks, as JSON", () => {
    const blocks =
      '[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"${x} #ops"}]}]}]';
    const files = { "workspace.yaml": announced("blocks: a.json"), "a.json": `${blocks}\n` };
    expect(bodyOf(files, "pumble_message.ops_a")).toEqual({
      channel_id,
      blocks: blocks.replace("$", "$$$$"),
    });
  });

  it("comes after the members and the announcement before it, and not after that one's thread", () => {
    const file =
      "channels: { ops: { members: [a@example.com], announcements: { b: { text: B, reactions: [':eyes:'], replies: { r: { text: R } } }, a: { text: A }, c: { text: C } } } }";
    const comesAfter = (key: string) => bodyOf(file, `pumble_message.ops_${key}`)!["depends_on"];
    expect(comesAfter("b")).toEqual(["pumble_channel_members.ops"]);
    expect(comesAfter("a")).toEqual(["pumble_channel_members.ops", "pumble_message.ops_b"]);
    expect(comesAfter("c")).toEqual(["pumble_channel_members.ops", "pumble_message.ops_a"]);
  });

  it("of the template comes first, and the channel's own stands in its place", () => {
    const file = `template: { announcements: { t: { text: T }, u: { text: U }, v: { text: V } } }
channels:
  ops: { announcements: { a: { text: A }, u: { text: Own }, v: false } }
  old: { adopt: true }`;
    const messages = configured(file).resource!["pumble_message"]!;
    expect(Object.entries(messages).map(([name, { text }]) => [name, text])).toEqual([
      ["ops_t", "T"],
      ["ops_u", "Own"],
      ["ops_a", "A"],
    ]);
    expect(messages["ops_a"]).toMatchObject({ depends_on: ["pumble_message.ops_u"] });
  });
});

describe("what hangs on an announcement", () => {
  const file = `${environments}channels:
  dev:
  ops:
    announcements:
      a:
        text: A @here
        allow_broadcast: true
        reactions: [":tada:", ":+1:", ":tada:"]
        replies:
          second: { markdown: "#dev", as_bot: true, also_send_to_channel: true, reactions: [":eyes:"] }
          first: { text: "Hi @here", allow_broadcast: true }`;

  it("is a thread in the order of the file", () => {
    const thread = { channel_id, thread_root_id: "${pumble_message.ops_a.id}" };
    expect(bodyOf(file, "pumble_reply.ops_a_second")).toEqual({
      ...{ ...thread, markdown: "#stg-dev", as_bot: true, also_send_to_channel: true },
      depends_on: ["pumble_channel.dev"],
    });
    expect(bodyOf(file, "pumble_reply.ops_a_first")).toEqual({
      ...{ ...thread, text: "Hi @here", allow_broadcast: true },
      depends_on: ["pumble_reply.ops_a_second"],
    });
    expect(bodyOf(file, "pumble_reply.ops_a_first", { adopt: true })).toMatchObject({ adopt_existing: true });
    expect(bodyOf(file, "pumble_reply.ops_a_first")).not.toHaveProperty("adopt_existing");
  });

  it("is each reaction once", () => {
    const reactions = configured(file).resource!["pumble_reaction"]!;
    expect(reactions).toEqual({
      "ops_a_--2b-1": { channel_id, message_id: "${pumble_message.ops_a.id}", reaction: ":+1:" },
      ops_a_tada: { channel_id, message_id: "${pumble_message.ops_a.id}", reaction: ":tada:" },
      ops_a_second_eyes: { channel_id, message_id: "${pumble_reply.ops_a_second.id}", reaction: ":eyes:" },
    });
  });

  it("is in the files' words in a plan", () => {
    const { objects } = synthesisOf(file);
    const at = { channel: "ops", channelName: "stg-ops" };
    expect([...objects.keys()]).toEqual([
      ...["pumble_channel.dev", "pumble_channel.ops", "pumble_message.ops_a"],
      ...["pumble_reaction.ops_a_--2b-1", "pumble_reaction.ops_a_tada", "pumble_reply.ops_a_second"],
      ...["pumble_reaction.ops_a_second_eyes", "pumble_reply.ops_a_first"],
    ]);
    expect(objects.get("pumble_message.ops_a")).toEqual({
      ...{ kind: "announcement", ...at, key: "a", notifies: ["@here"] },
      place: { file: "workspace.yaml", line: 6, column: 7, length: 1 },
    });
    expect(objects.get("pumble_reply.ops_a_first")).toMatchObject({
      ...{ kind: "reply", ...at, announcement: "a", key: "first", notifies: ["@here"], place: { line: 12 } },
    });
    expect(objects.get("pumble_reaction.ops_a_tada")).toMatchObject({
      ...{ kind: "reaction", ...at, announcement: "a", reply: null, emoji: ":tada:", place: { line: 6 } },
    });
    expect(objects.get("pumble_reaction.ops_a_second_eyes")).toMatchObject({
      ...{ kind: "reaction", announcement: "a", reply: "second", emoji: ":eyes:", place: { line: 11 } },
    });
  });
});

const zone = "time_zone: Europe/Berlin";
const scheduled = (inside: string) =>
  `channels: { ops: { members: [a@example.com], schedules: { s: { ${inside} } } } }`;
const schedules: Record<string, [inside: string, body: object]> = {
  "is sent once": [
    `text: Hi, at: "09:00", ${zone}, on: 2035-01-08`,
    { text: "Hi", send_at: "2035-01-08T09:00:00+01:00" },
  ],
  "comes again from its first workday on": [
    `text: Hi, at: "09:00:30", ${zone}, every: workday, from: 2035-01-06`,
    { text: "Hi", send_at: "2035-01-08T09:00:30+01:00", recurrence: { type: "BUSINESSDAYS" } },
  ],
  "comes again on any day": [
    `text: Hi, at: "09:00", ${zone}, every: week, from: 2035-07-07, times: 3`,
    {
      ...{ text: "Hi", send_at: "2035-07-07T09:00:00+02:00" },
      recurrence: { type: "WEEKLY", end_after_occurrences: 3 },
    },
  ],
  "ends with a day": [
    `text: Hi, at: "09:00", time_zone: UTC, every: two weeks, from: 2035-07-07, until: 2035-08-01`,
    {
      ...{ text: "Hi", send_at: "2035-07-07T09:00:00Z" },
      recurrence: { type: "BIWEEKLY", end_date: "2035-08-01T23:59:00Z" },
    },
  ],
  "ends with a moment": [
    `markdown: "**Hi**", at: "09:00", time_zone: UTC, every: year, from: 2035-07-07, until: 2036-08-01T12:00:00+02:00`,
    {
      ...{ markdown: "**Hi**", send_at: "2035-07-07T09:00:00Z" },
      recurrence: { type: "ANNUALLY", end_date: "2036-08-01T12:00:00+02:00" },
    },
  ],
};

describe("a schedule", () => {
  for (const [title, [inside, body]] of Object.entries(schedules)) {
    it(title, () =>
      expect(bodyOf(scheduled(inside), "pumble_scheduled_message.ops_s")).toEqual({
        ...{ channel_id, ...body, depends_on: ["pumble_channel_members.ops"] },
      }),
    );
  }

  it("comes after the channels that it mentions", () => {
    const file = `channels: { dev: , ops: { schedules: { s: { markdown: "#dev #ops", at: "09:00", ${zone}, on: 2035-01-08 } } } }`;
    expect(bodyOf(file, "pumble_scheduled_message.ops_s")).toMatchObject({
      depends_on: ["pumble_channel.dev"],
    });
  });

  it("is in the files' words in a plan", () => {
    const file = scheduled(`text: Hi @channel, allow_broadcast: true, at: "09:00", ${zone}, on: 2035-01-08`);
    expect(synthesisOf(file).objects.get("pumble_scheduled_message.ops_s")).toMatchObject({
      ...{ kind: "schedule", channel: "ops", key: "s", notifies: ["@channel"] },
      place: { line: 1, column: 59 },
    });
  });
});

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const scripted = (input: string) => ({
  "workspace.yaml": `${environments}channels: { ops: { announcements: { a: { text: A } }, scripts: { s: { file: ./s.ts${input} } } } }`,
  "s.ts": "export {};\n",
});
const run = (input: string) => {
  const body = bodyOf(scripted(input), "terraform_data.ops_s", { command: ["node", "/x/${y}.js"] })!;
  const [{ "local-exec": exec }] = body["provisioner"] as [{ "local-exec": Record<string, unknown> }];
  const { input: hash } = body["triggers_replace"] as Record<string, unknown>;
  const { PUMBLE_SCRIPT_INPUT: text } = exec["environment"] as Record<string, string>;
  return { body, exec, hash, text };
};

describe("a script", () => {
  it("runs after everything is posted, again when it or its channel is new", () => {
    const { body, exec } = run("");
    expect(body["depends_on"]).toEqual(["pumble_message.ops_a"]);
    expect(body["triggers_replace"]).toMatchObject({
      trigger_channel: channel_id,
      script: sha256("export {};\n"),
    });
    expect(exec).toMatchObject({
      interpreter: ["node", "/x/$${y}.js", "run", "--input-env", "PUMBLE_SCRIPT_INPUT"],
      command: "../../s.ts",
    });
  });

  it("gets nothing where it wants nothing", () =>
    expect(run("")).toMatchObject({ text: "{}", hash: sha256("{}") }));

  it("gets its input whatever the order of its keys, and the channel's name in it", () => {
    const json = '{"a":[{"x":null,"y":"{channel.name}!"}],"b":"stg-ops","c":"$${z}"}';
    const { text, hash } = run(
      ', input: { c: "${z}", b: "{channel.name}", a: [{ y: "{channel.name}!", x: null }] }',
    );
    expect(text).toBe(json);
    expect(hash).toBe(sha256(json.replace("$$", "$")));
  });

  it("gets the channel's id from Terraform", () => {
    const { text, hash } = run(
      ', input: { id: "{channel.id}", n: 1, yes: true, none: {}, list: ["%{x}", "a\\"b"] }',
    );
    const value =
      '{ "id" = pumble_channel.ops.id, "n" = 1, "yes" = true, "none" = {}, "list" = ["%%{x}", "a\\"b"] }';
    expect(text).toBe(`\${jsonencode(${value})}`);
    expect(hash).toBe(`\${sha256(jsonencode(${value}))}`);
  });

  it("is in the files' words in a plan", () => {
    expect(synthesisOf(scripted("")).objects.get("terraform_data.ops_s")).toMatchObject({
      ...{ kind: "script", channel: "ops", channelName: "stg-ops", key: "s" },
    });
  });
});
