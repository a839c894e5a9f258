import { join } from "node:path";
import { TerraformResource, TerraformStack } from "cdktf";
import { describe, expect, it } from "vitest";
import { L1, PumbleChannel, PumbleProvider, PumbleReaction, PumbleWorkspace } from "../../constructs";
import { loadWorkspace, synthesise } from "../../src/workspace-file";
import { folderOf } from "../workspace-file/folder";
import { type Attributes, appIn, synth } from "./synth";

const everything = `people: { ada: ada@example.com }
teams: { all: { members: [ada], channels: [ops] } }
channels:
  general: { adopt: true }
  ops:
    description: "Costs \${money} and %{more}"
    type: private
    exact: true
    members: ["@leads", grace@example.com]
    protect: true
    announcements:
      rules:
        markdown: "Ask in #general about \${this}"
        as_bot: true
        keep: true
        reactions: [":eyes:"]
        replies: { contacts: { text: "Call first.", reactions: [":+1:"] } }
      "zweite ü": { text: "@here", allow_broadcast: true }
    schedules:
      hand-over: { at: "09:00", time_zone: Europe/Berlin, every: workday, from: 2035-01-06, until: 2036-01-06, text: Hand-over }
    scripts:
      greet: { file: ./greet.ts, input: { id: "{channel.id}", name: "{channel.name}", n: [1, "a \${b}"] } }
      plain: { file: ./greet.ts }
  büro.2: { name: buero }
moved: { channels: { alt: ops } }
imports: { channels: { büro.2: 0123456789abcdef01234567 } }
`;

const files = { "workspace.yaml": everything, "greet.ts": "export default 1;\n" };

/** What the two ways of running a script differ in: how it is started, which no state holds. */
function comparable(elements: Record<string, Record<string, Attributes>> = {}) {
  return Object.fromEntries(
    Object.entries(elements).map(([type, named]) => [
      type,
      Object.fromEntries(
        Object.entries(named).map(([name, { "//": _, provisioner: __, depends_on, ...attributes }]) => [
          name,
          { ...attributes, ...(depends_on ? { depends_on: [...(depends_on as string[])].sort() } : {}) },
        ]),
      ),
    ]),
  );
}

function planned(folder: string) {
  const { workspace } = loadWorkspace(folder);
  const options = { workingDirectory: process.cwd(), command: ["node", "pumble.js"] };
  const { synthesis } = synthesise(workspace!, options);
  return JSON.parse(synthesis!.files.get("main.tf.json")!);
}

describe("a workspace of files in code", () => {
  it("has channels of any key, also of those that constructs like to have", () => {
    const folder = folderOf({
      "workspace.yaml":
        "channels: { Blocks: { name: blocks }, Default: { name: default }, constructor: {}, valueOf: { name: value }, 日本: {}, 1st: {} }\n",
    });
    const { resource } = synth((scope) => new PumbleWorkspace(scope, "workspace", { path: folder }));
    const names = Object.entries(resource.pumble_channel!).map(([key, { name }]) => [key, name]);
    expect(names).toEqual([
      ["_1st", "1st"],
      ["Blocks", "blocks"],
      ["Default", "default"],
      ["constructor", "constructor"],
      ["valueOf", "value"],
      ["日本", "日本"],
    ]);
  });

  it("has the addresses and the attributes that a plan of the files has", () => {
    const folder = folderOf(files);
    const ofFiles = planned(folder);
    const stack = synth((scope) => new PumbleWorkspace(scope, "workspace", { path: folder }));
    expect(comparable(stack.resource)).toEqual(comparable(ofFiles.resource));
    expect(Object.keys(ofFiles.resource).sort()).toEqual([
      ...[
        "pumble_channel",
        "pumble_channel_member",
        "pumble_channel_members",
        "pumble_message",
        "pumble_reaction",
        "pumble_reply",
      ],
      ...["pumble_scheduled_message", "terraform_data"],
    ]);
    expect(comparable(stack.data)).toEqual(ofFiles.data);
    expect(stack).toMatchObject({ locals: ofFiles.locals, moved: ofFiles.moved, import: ofFiles.import });
  });

  it("runs scripts from the project's folder, with the runner beside the stack", () => {
    const folder = folderOf(files);
    const stack = synth((scope) => new PumbleWorkspace(scope, "workspace", { path: folder }));
    const { provisioner } = stack.resource["terraform_data"]!["ops_greet"] as {
      provisioner: [{ "local-exec": { interpreter: string[]; command: string } }];
    };
    const { interpreter, command } = provisioner[0]["local-exec"];
    expect(interpreter).toEqual(["node", "pumble-scripts/run.cjs"]);
    expect(join(process.cwd(), command)).toBe(join(folder, "greet.ts"));
  });

  it("is the same as HCL for a stack that is written as such", () => {
    const folder = folderOf(files);
    const app = appIn({ hclOutput: true } as never);
    const stack = new TerraformStack(app, "main");
    new PumbleProvider(stack, "pumble");
    new PumbleWorkspace(stack, "workspace", { path: folder });
    const { hcl } = stack.toHclTerraform() as { hcl: string };
    expect(hcl).toContain('resource "pumble_message" "ops_rules"');
    expect(hcl).toMatch(/moved \{\s+from = pumble_channel\.alt\s+to = pumble_channel\.ops/);
    expect(hcl).toMatch(/import \{\s+to = pumble_channel\.general\s+id = \\?"general/);
  });

  it("gives its channels to whatever takes one, in the order of files first and code after", () => {
    const folder = folderOf(files);
    const stack = synth((scope) => {
      const workspace = new PumbleWorkspace(scope, "workspace", { path: folder });
      const ops = workspace.channel("ops");
      const more = ops.announce("more", { text: `See ${ops.mention}` });
      new PumbleReaction(scope, "seen", { message: more, reaction: ":eyes:" });
      workspace.channel("büro.2").addMembers("Staff", { emails: ["ken@example.com"] });
    });
    const messages = stack.resource["pumble_message"]!;
    const more = Object.entries(messages).find(([name]) => name.includes("more"))![1];
    expect(more).toMatchObject({
      channel_id: "${pumble_channel.ops.id}",
      depends_on: ["pumble_message.ops_zweite--20-ü"],
    });
    expect(stack.resource["pumble_channel_members"]).toHaveProperty(["ops"]);
  });

  it("says which key was meant for one that is not there", () => {
    const folder = folderOf(files);
    const asked = () =>
      synth((scope) => void new PumbleWorkspace(scope, "workspace", { path: folder }).channel("opps"));
    expect(asked).toThrow(`The files of ${folder} define no channel "opps". Did you mean "ops"?`);
  });

  it("tells at synth what is wrong with the files, in their own words, whatever was asked of them", () => {
    const folder = folderOf({ "workspace.yaml": "channels:\n  ops: { tpye: private }\n" });
    const made = () =>
      synth((scope) => {
        new PumbleWorkspace(scope, "workspace", { path: folder }).channel("ops").announce("x", { text: "x" });
      });
    expect(made).toThrow(`[main/workspace] The files of ${folder} are not right:

workspace.yaml:2:10  "tpye" is no key of a channel
    2 |   ops: { tpye: private }
      |          ^^^^
  Did you mean "type"?`);
  });

  it("refuses an address that the code has too", () => {
    const folder = folderOf({ "workspace.yaml": "channels: { ops: }\n" });
    const made = () =>
      synth((scope) => {
        new PumbleWorkspace(scope, "workspace", { path: folder });
        new PumbleChannel(scope, "ops", { name: "operations" });
      });
    expect(made).toThrow(
      `pumble_channel.ops is defined by the files of ${folder} and by main/ops/Default too. Give one of them another key or id.`,
    );
  });

  it("takes an environment's prefix, and tells that the stack says where the state is", () => {
    const folder = folderOf({
      "workspace.yaml":
        "channels: { ops: }\nbackend: { s3: { bucket: b } }\nenvironments: { a: { channel_prefix: a- }, b: }\n".replace(
          "b: }",
          "b: {} }",
        ),
    });
    const stack = synth((scope) => {
      const workspace = new PumbleWorkspace(scope, "workspace", { path: folder, environment: "a" });
      expect(workspace.node.metadata.map(({ data }) => data)).toEqual([
        "workspace.yaml:2 says where the state is. In an app the stack does: give it that backend.",
      ]);
    });
    expect(stack.resource["pumble_channel"]).toMatchObject({ ops: { name: "a-ops" } });
    const without = () => synth((scope) => new PumbleWorkspace(scope, "workspace", { path: folder }));
    expect(without).toThrow("There are 2 environments: a, b");
  });

  it("is managed with the provider that it is given", () => {
    const folder = folderOf(files);
    const stack = synth((scope) => {
      const provider = new PumbleProvider(scope, "other", { alias: "other", baseUrl: "http://localhost:1" });
      const workspace = new PumbleWorkspace(scope, "workspace", { path: folder, provider });
      const all = workspace.node.findAll().filter((node) => TerraformResource.isTerraformResource(node));
      expect(all.filter((node) => node instanceof L1.Message)).toHaveLength(2);
    });
    const bound = Object.entries(stack.resource).filter(([type]) => type !== "terraform_data");
    const providers = bound.flatMap(([, named]) => Object.values(named).map(({ provider }) => provider));
    expect(new Set(providers)).toEqual(new Set(["pumble.other"]));
    expect(stack.import).toContainEqual({
      ...{ to: "pumble_channel.general", id: "general", provider: "pumble.other" },
    });
  });
});
