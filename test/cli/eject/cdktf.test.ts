// An ejected app defines what the files do: the same resources under the same addresses, attribute by attribute.
import { join } from "node:path";
import * as cdktf from "cdktf";
import { transformSync } from "esbuild";
import { expect, it } from "vitest";
import * as constructs from "../../../constructs";
import { cdktfFiles } from "../../../src/cli/eject/cdktf";
import { type Body, sourceOf } from "../../../src/cli/eject/source";
import { folderOf } from "../../workspace-file/folder";

const rich = (text: string) =>
  JSON.stringify([
    { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] },
  ]);

const workspace = `
people: { ada: ada@example.com, grace: grace+x@example.com }
channels:
  general: { adopt: true }
  ops:
    type: private
    description: 'Of "\${x}" and \`y\`'
    members: [ada, grace]
    protect: true
    exact: true
    announcements:
      plain: { text: "\${a} %{b} $\${c}\\nnext" }
      rules: { markdown: ./rules.md, as_bot: true, reactions: [":tada:", ":eyes:"] }
      here: { markdown: "@here **now**", allow_broadcast: true, keep: true }
      rich:
        blocks: ./rich.json
        adopt: true
        replies:
          rich: { blocks: ./rich.json, also_send_to_channel: true, reactions: [":eyes:"] }
          text: { text: "Yes" }
    schedules:
      once: { text: Once, at: "09:00", on: 2035-01-01, time_zone: UTC }
      rich: { blocks: ./rich.json, at: "09:00", from: 2035-01-01, every: week, times: 3, time_zone: UTC }
`;

/** Runs a module of the app, without a folder of its own. */
function run(text: string, modules: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { code } = transformSync(text, { loader: "ts", format: "cjs" });
  const module = { exports: {} };
  new Function("module", "exports", "require", code)(module, module.exports, (name: string) => modules[name]);
  return module.exports;
}

type Resources = Readonly<Record<string, Readonly<Record<string, Body>>>>;

/** Attributes by address, without the order of things, and each channel by its own id. */
function attributesOf(resources: Resources): Record<string, Body> {
  const bodies = Object.entries(resources).flatMap(([type, named]) =>
    Object.entries(named).map(([name, { depends_on: _, ...body }]) => [`${type}.${name}`, body] as const),
  );
  const all: Record<string, Body> = Object.fromEntries(bodies);
  const channelOf = (id: unknown): unknown => {
    const [, of] = /^\$\{(.*)\.channel_id\}$/.exec(String(id)) ?? [];
    return of === undefined ? id : channelOf(all[of]!["channel_id"]);
  };
  return Object.fromEntries(
    bodies.map(([address, body]) => [
      address,
      "channel_id" in body ? { ...body, channel_id: channelOf(body["channel_id"]) } : body,
    ]),
  );
}

it("each resource has the attributes that the files give it", () => {
  const folder = folderOf({
    "workspace.yaml": workspace,
    "rules.md": "# Rules\n\nSee ${this}.\n",
    "rich.json": rich('${no} template, `tick` \\ and "quote"'),
  });
  const source = sourceOf(folder, undefined, join(folder, "app"));
  const files = cdktfFiles(source);
  // Paths of Markdown are from where the app is synthesised.
  const markdown = join(folderOf({ "rules.md": files.get("rules.md")! }), "rules.md");
  const channels = files.get("channels/workspace.ts")!.replace('"rules.md"', JSON.stringify(markdown));
  const address = run(files.get("address.ts")!, { cdktf });
  const { define } = run(channels, { cdktf, "pumble-iac": constructs, "../address": address });
  const stack = new cdktf.TerraformStack(cdktf.Testing.app(), "workspace");
  new constructs.PumbleProvider(stack, "pumble");
  (define as (stack: cdktf.TerraformStack) => void)(stack);
  const made = JSON.parse(cdktf.Testing.synth(stack)) as { resource: Resources };
  const wanted = attributesOf(source.configuration.resource!);
  expect(Object.keys(wanted).length).toBeGreaterThan(14);
  expect(attributesOf(made.resource)).toEqual(wanted);
});
