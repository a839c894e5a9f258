/** Channels, members and the bot as Terraform's resources. */
import { describe, expect, it } from "vitest";
import type { SynthesisOptions } from "../../../src/workspace-file";
import { bodyOf, configured, synthesisOf } from "./configured";

type Options = Partial<SynthesisOptions>;
const environments = "environments: { staging: { channel_prefix: Stg- }, production: {} }\n";

const channels: Record<string, [file: string, address: string, body: object, options?: Options]> = {
  "is public and has the name of its key": [
    "channels: { ops: }",
    "pumble_channel.ops",
    { name: "ops", type: "PUBLIC" },
  ],
  "has a name as Pumble stores it": [
    "channels: { Net Ops: }",
    "pumble_channel.Net--20-Ops",
    { name: "net-ops", type: "PUBLIC" },
  ],
  "has the name that it is given": [
    "channels: { ops: { name: Betrieb } }",
    "pumble_channel.ops",
    { name: "betrieb", type: "PUBLIC" },
  ],
  "is called in the state by its key": [
    "channels: { ops: { key: betrieb } }",
    "pumble_channel.betrieb",
    { name: "ops", type: "PUBLIC" },
  ],
  "has a description, which is no template": [
    "channels: { ops: { type: private, description: 'Costs ${x} and %{y}' } }",
    "pumble_channel.ops",
    { name: "ops", type: "PRIVATE", description: "Costs $${x} and %%{y}" },
  ],
  "is private where the template says so": [
    "template: { type: private }\nchannels: { ops: }",
    "pumble_channel.ops",
    { name: "ops", type: "PRIVATE" },
  ],
  "is public where it says so, whatever the template says": [
    "template: { type: private }\nchannels: { ops: { type: public } }",
    "pumble_channel.ops",
    { name: "ops", type: "PUBLIC" },
  ],
  "is not destroyed where it is protected": [
    "channels: { ops: { protect: true } }",
    "pumble_channel.ops",
    { name: "ops", type: "PUBLIC", on_destroy: "error" },
  ],
  "has an environment's prefix": [
    `${environments}channels: { ops: }`,
    "pumble_channel.ops",
    { name: "stg-ops", type: "PUBLIC" },
    { environment: "staging" },
  ],
  "is taken over where it is there, for it may not be under a prefix": [
    `${environments}channels: { ops: { adopt: true } }`,
    "pumble_channel.ops",
    { name: "stg-ops", type: "PUBLIC", adopt_existing: true },
    { environment: "staging" },
  ],
  "is imported, and not looked for, where the files take it over": [
    "channels: { ops: { adopt: true } }",
    "pumble_channel.ops",
    { name: "ops", type: "PUBLIC" },
  ],
  "is taken over where whoever plans says so": [
    "channels: { ops: }",
    "pumble_channel.ops",
    { name: "ops", type: "PUBLIC", adopt_existing: true },
    { adopt: true },
  ],
};

describe("a channel", () => {
  for (const [title, [file, address, body, options]] of Object.entries(channels)) {
    it(title, () => expect(bodyOf(file, address, options)).toEqual(body));
  }

  it("is imported by its name, but not under a prefix", () => {
    const file = `${environments}channels: { Net Ops: { adopt: true }, dev: }`;
    const production = configured(file, { environment: "production" });
    expect(production.import).toEqual([{ to: "pumble_channel.Net--20-Ops", id: "net-ops" }]);
    expect(configured(file, { environment: "staging" })).not.toHaveProperty("import");
  });

  it("is adopted in the words of a plan, by the files or by leave", () => {
    const adopts = (file: string, options?: Options) =>
      synthesisOf(file, options).objects.get("pumble_channel.ops");
    expect(adopts("channels: { ops: }")).toMatchObject({ kind: "channel", adopt: false });
    expect(adopts("channels: { ops: { adopt: true } }")).toMatchObject({ adopt: true });
    expect(adopts("channels: { ops: }", { adopt: true })).toMatchObject({ adopt: true });
  });
});

const people = "people: { ada: Ada@example.com, ken: ken@example.com }\n";
const id = "${pumble_channel.ops.id}";
const by = "data.pumble_users.pumble_workspace.ids_by_email";

const members: Record<string, [file: string, body: object | undefined, options?: Options]> = {
  "are none where nobody is listed": ["channels: { ops: }", undefined],
  "are nobody at all where just nobody is to be in it": [
    "channels: { ops: { exact: true } }",
    { channel_id: id, emails: [], remove_unmanaged: true },
  ],
  "are in one order, as they are written first": [
    `${people}channels: { ops: { members: [ken, ADA@example.com, ada] } }`,
    { channel_id: id, emails: ["Ada@example.com", "ken@example.com"] },
  ],
  "come from the channel, the template and the teams, each once": [
    `${people}template: { members: [t@example.com] }\nteams:\n  a: { members: [ken, x@example.com], channels: [ops] }\n  b: [x@example.com, y@example.com]\nchannels: { ops: { members: [ken, team:b] } }`,
    { channel_id: id, emails: ["ken@example.com", "t@example.com", "x@example.com", "y@example.com"] },
  ],
  "are text, whatever stands in an address": [
    "channels: { ops: { members: ['${x}@example.com'] } }",
    { channel_id: id, emails: ["$${x}@example.com"] },
  ],
  "are asked for by ids where a user group is among them": [
    `${people}channels: { ops: { exact: true, members: [ken, ada, '@on-call', '@leads', '@leads'] } }`,
    {
      channel_id: id,
      user_ids: `\${setunion(toset([${by}["ada@example.com"], ${by}["ken@example.com"]]), local.pumble_workspace_groups["leads"], local.pumble_workspace_groups["on-call"])}`,
      remove_unmanaged: true,
    },
  ],
  "can be groups alone": [
    "channels: { ops: { members: ['@leads'] } }",
    { channel_id: id, user_ids: '${setunion(toset([]), local.pumble_workspace_groups["leads"])}' },
  ],
  "leave out whom a plan goes on without": [
    `${people}channels: { ops: { members: [ken, ada] } }`,
    { channel_id: id, emails: ["ken@example.com"] },
    { without: new Set(["ada@example.com"]) },
  ],
  "are none where a plan goes on without everybody": [
    `${people}channels: { ops: { members: [ada] } }`,
    undefined,
    { without: new Set(["ada@example.com"]) },
  ],
  "of the template are not in a channel that is taken over": [
    "template: { members: [t@example.com, '@all'], exact: true, type: private, description: d }\nchannels: { ops: { adopt: true } }",
    undefined,
  ],
};

describe("the members of a channel", () => {
  for (const [title, [file, body, options]] of Object.entries(members)) {
    it(title, () => expect(bodyOf(file, "pumble_channel_members.ops", options)).toEqual(body));
  }

  it("say where they come from", () => {
    const file = `${people}template: { members: [ken] }\nteams: { a: { members: [ken], channels: [ops] } }\nchannels: { ops: { exact: true, members: [ken, '@leads'] } }`;
    const members = synthesisOf(file).objects.get("pumble_channel_members.ops");
    expect(members).toMatchObject({ kind: "members", channel: "ops", exact: true, groups: ["leads"] });
    const sources = members?.kind === "members" ? members.sources : new Map();
    expect([...sources.keys()]).toEqual(["ken@example.com"]);
    expect(sources.get("ken@example.com")).toMatchObject([
      { from: "channel", place: { line: 4 } },
      { from: "template", place: { line: 2 } },
      { from: "team", team: "a", place: { line: 3 } },
    ]);
  });
});

describe("what a plan looks up", () => {
  it("is nothing where only addresses are named", () => {
    const { data, locals } = configured(`${people}channels: { ops: { members: [ada] } }`);
    expect({ data, locals }).toEqual({});
  });

  it("is who is in user groups that are not disabled", () => {
    const { data, locals } = configured("channels: { ops: { members: ['@leads'] } }");
    expect(data).toEqual({
      pumble_users: { pumble_workspace: {} },
      pumble_user_groups: { pumble_workspace: {} },
    });
    expect(locals).toEqual({
      pumble_workspace_groups:
        "${{ for group in data.pumble_user_groups.pumble_workspace.groups : group.handle => group.member_ids if !group.disabled }}",
    });
  });

  it("is the addon's bot, where it posts in a private channel", () => {
    const file = (type: string, inside: string) =>
      `channels: { ops: { type: ${type}, announcements: { a: { ${inside} } } } }`;
    const { data, locals } = configured(file("private", "text: Hi, as_bot: true"));
    expect(data).toEqual({ pumble_users: { pumble_workspace_bot: { include_bots: true } } });
    expect(locals).toEqual({
      pumble_workspace_bot:
        '${one([for user in data.pumble_users.pumble_workspace_bot.users : user.id if user.is_bot && user.name == "API" && user.status == "ACTIVATED"])}',
    });
    expect(
      configured(file("private", "text: Hi, replies: { r: { text: Ho, as_bot: true } }")),
    ).toHaveProperty("locals");
    expect(configured(file("public", "text: Hi, as_bot: true"))).not.toHaveProperty("locals");
    expect(configured(file("private", "text: Hi"))).not.toHaveProperty("locals");
  });

  it("is both where both are wanted", () => {
    const { data, locals } = configured(
      "channels: { ops: { type: private, members: ['@leads'], announcements: { a: { text: Hi, as_bot: true } } } }",
    );
    expect(Object.keys(data!["pumble_users"]!)).toEqual(["pumble_workspace", "pumble_workspace_bot"]);
    expect(Object.keys(locals!)).toEqual(["pumble_workspace_groups", "pumble_workspace_bot"]);
  });

  it("lets the bot in before anything is posted", () => {
    const file =
      "channels: { ops: { type: private, members: [a@example.com], announcements: { a: { text: Hi, as_bot: true } } } }";
    expect(bodyOf(file, "pumble_channel_member.ops")).toEqual({
      channel_id: id,
      user_id: "${local.pumble_workspace_bot}",
    });
    expect(bodyOf(file, "pumble_message.ops_a")).toMatchObject({
      depends_on: ["pumble_channel_member.ops", "pumble_channel_members.ops"],
    });
    expect(synthesisOf(file).objects.get("pumble_channel_member.ops")).toMatchObject({
      kind: "bot",
      channel: "ops",
    });
  });
});
