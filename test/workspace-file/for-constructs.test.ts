/** What a CDKTF app gets of a workspace's files. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { filesForConstructs } from "../../src/workspace-file/for-constructs";
import { folderOf } from "./folder";
import { configured } from "./terraform/configured";

const workingDirectory = "/stacks/app";

function given(file: string, environment?: string) {
  const folder = folderOf({ "workspace.yaml": file, "s.ts": "export {};\n" });
  return filesForConstructs(join(folder, "workspace.yaml"), { workingDirectory, environment });
}

const environments = "environments: { staging: { channel_prefix: stg- }, production: {} }\n";

const channels: Record<string, [file: string, channel: object, environment?: string]> = {
  "a name and a type": ["channels: { Net Ops: }", { name: "net-ops", type: "PUBLIC" }],
  "a description that means itself, and a refusal to be destroyed": [
    "channels: { ops: { type: private, description: 'Costs ${x}', protect: true } }",
    { name: "ops", type: "PRIVATE", description: "Costs ${x}", onDestroy: "error" },
  ],
  "a prefix, and leave to be there already": [
    `${environments}channels: { ops: { adopt: true } }`,
    { name: "stg-ops", type: "PUBLIC", adoptExisting: true },
    "staging",
  ],
  "no more than that without a prefix": [
    `${environments}channels: { ops: { adopt: true } }`,
    { name: "ops", type: "PUBLIC" },
    "production",
  ],
};

describe("a workspace's files in an app", () => {
  for (const [title, [file, channel, environment]] of Object.entries(channels)) {
    it(`are channels with ${title}`, () => {
      const { problems, resources } = given(file, environment);
      expect(problems).toBe("");
      expect(resources.map((one) => one.channel)).toEqual([channel]);
    });
  }

  it("are the resources that a plan of the files has, told apart where constructs have their own", () => {
    const file =
      "channels: { ops: { members: [a@example.com], announcements: { a: { text: Hi } }, scripts: { s: { file: s.ts } } } }";
    const { resources } = given(file);
    const planned = configured({ "workspace.yaml": file, "s.ts": "export {};\n" }).resource!;
    expect(
      resources.map(({ type, name, channel, isScript }) => [`${type}.${name}`, channel !== null, isScript]),
    ).toEqual([
      ["pumble_channel.ops", true, false],
      ["pumble_channel_members.ops", false, false],
      ["pumble_message.ops_a", false, false],
      ["terraform_data.ops_s", false, true],
    ]);
    for (const { type, name, body, isScript } of resources) {
      if (!isScript) expect(body).toEqual(planned[type]![name]);
    }
  });

  it("are lookups, moves and imports around them, and not the resources once more", () => {
    const { around } = given(
      "channels: { ops: { members: ['@leads'] }, old: { adopt: true } }\nmoved: { channels: { o: ops } }\n",
    );
    expect(Object.keys(around).sort()).toEqual(["data", "import", "locals", "moved"]);
    expect(given("channels: { ops: }").around).toEqual({});
  });

  it("name the resource of each channel by its key, and say which key was meant", () => {
    const { channels, meant } = given("channels: { Net Ops: , ops: { key: betrieb } }");
    expect([...channels]).toEqual([
      ["Net Ops", "Net--20-Ops"],
      ["betrieb", "betrieb"],
    ]);
    expect(meant("betreib")).toBe('Did you mean "betrieb"?');
    expect(meant("x")).toBe("");
  });

  it("say where a state is asked for, the environment's own first", () => {
    const file = "backend:\n  s3: {}\nenvironments:\n  a: {}\n  b:\n    backend:\n      gcs: {}\n";
    expect(given(file, "a").backendPlace).toBe("workspace.yaml:2");
    expect(given(file, "b").backendPlace).toBe("workspace.yaml:7");
    expect(given("channels: { ops: }").backendPlace).toBeNull();
  });

  const wrong: Record<string, [file: string, problems: RegExp, environment?: string]> = {
    "a file that is wrong": [
      "channel: {}\n",
      /^workspace\.yaml:1:1 {2}"channel" is no key of a workspace file\n/,
    ],
    "an environment that has to be chosen": [environments, /There are 2 environments: production, staging/],
    "an environment that is not there": [environments, /There is no environment "x"/, "x"],
  };
  for (const [title, [file, problems, environment]] of Object.entries(wrong)) {
    it(`are nothing but the problem of ${title}`, () => {
      const { meant, ...rest } = given(file, environment);
      expect(rest).toEqual({
        ...{ problems: expect.stringMatching(problems), resources: [], around: {} },
        ...{ backendPlace: null, channels: new Map() },
      });
      expect(meant("ops")).toBe("");
    });
  }
});
