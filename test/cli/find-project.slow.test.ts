// Which kind of project a folder holds, and what is said of one that holds none.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { existing, existingProject, findProject, holdsYaml } from "../../src/cli/stacks/find-project";
import { noLimits, type ProjectOptions } from "../../src/cli/stacks/stack";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "pumble-find-"));
  for (const name of ["PUMBLE_API_KEY", "PUMBLE_BASE_URL", "CI"]) vi.stubEnv(name, undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true, force: true });
});

function put(name: string, text = ""): string {
  mkdirSync(dirname(join(dir, name)), { recursive: true });
  writeFileSync(join(dir, name), text);
  return join(dir, name);
}

const app = '{ "app": "mkdir -p cdktf.out && cp made.json cdktf.out/manifest.json" }';
const made = JSON.stringify({
  stacks: Object.fromEntries(["a", "b"].map((name) => [name, { name, workingDirectory: `stacks/${name}` }])),
});

const find = (path: string, more: Partial<ProjectOptions> = {}) =>
  findProject({ path, stacks: [], limits: noLimits, ...more });

describe("a folder", () => {
  it("with a workspace.yaml is a workspace's files, whatever else is there", async () => {
    put("workspace.yaml", "channels: { ops: {} }\n");
    put("cdktf.json", app);
    put("main.tf");
    // Files alone need the key before anything is written.
    await expect(find(dir)).rejects.toThrow(
      /^workspace\.yaml:1:1 {2}The variable PUMBLE_API_KEY is not set\n/,
    );
  });

  it("with a cdktf.json is an app, also beside HCL", async () => {
    put("cdktf.json", app);
    put("made.json", made);
    put("main.tf");
    const { kind, stacks } = await find(dir);
    expect([kind, stacks.map(({ name }) => name)]).toEqual(["cdktf", ["a", "b"]]);
  });

  it.each(["main.tf", "main.tf.json", "main.tofu"])("with a %s is HCL", async (name) => {
    put(name);
    const { kind, stacks } = await find(dir);
    expect([kind, stacks[0]!.dir]).toEqual(["hcl", dir]);
  });

  it("is looked at for the stacks that were asked for alone", async () => {
    put("cdktf.json", app);
    put("made.json", made);
    expect((await find(dir, { stacks: ["b"] })).stacks.map(({ name }) => name)).toEqual(["b"]);
    await expect(find(dir, { stacks: ["c"] })).rejects.toThrow('There is no stack "c".');
  });
});

describe("an environment", () => {
  it("is of a workspace's files", async () => {
    put("workspace.yaml", "environments: { live: {}, test: {} }\nchannels: { ops: {} }\n");
    await expect(find(dir, { environment: "live" })).rejects.toThrow(/which environment\s+live needs/);
  });

  it.each([
    ["cdktf.json", app],
    ["main.tf", ""],
  ])("is refused beside %s", async (name, text) => {
    put(name, text);
    await expect(find(dir, { environment: "live" })).rejects.toMatchObject({
      message: `--env live is for a workspace file, and ${dir} holds none.`,
      nextStep: "Leave it out.",
      exitCode: 2,
    });
  });
});

describe("a path", () => {
  it("is told as it was typed where nothing is there", () => {
    expect(() => existing("nowhere/at all")).toThrow(
      expect.objectContaining({
        message: "There is no file or folder nowhere/at all.",
        nextStep: "Name a folder, or a workspace file.",
        exitCode: 2,
      }),
    );
    expect(() => existingProject("nowhere")).toThrow("There is no file or folder nowhere.");
  });

  it("is made absolute", () => {
    const file = put("workspace.yml", "channels: {}\n");
    for (const path of [file, dir]) {
      expect(existing(relative(process.cwd(), path))).toBe(path);
      expect(existingProject(relative(process.cwd(), path))).toBe(path);
    }
  });
});

describe("what is no project", () => {
  const refused = (path: string, message: string, nextStep: string) =>
    expect(() => existingProject(path)).toThrow(expect.objectContaining({ message, nextStep, exitCode: 2 }));

  it("may be a file", () => {
    const file = put("notes.txt");
    refused(file, `${file} is no workspace file.`, "Name a folder, or a file that ends with .yaml.");
  });

  it("may be a part of a workspace", () => {
    put("channels.yaml");
    refused(
      dir,
      `${dir} holds YAML files, but no workspace.yaml.`,
      "Write one at the top of the workspace, which all other files then belong to. An empty one will do.",
    );
  });

  const begin =
    "There is neither a workspace file (workspace.yaml), a CDKTF app (cdktf.json) nor Terraform's HCL (*.tf). To begin one: pumble init";

  it("may be anything else", () => {
    put("notes.txt");
    refused(dir, `${dir} holds no project.`, begin);
  });

  it("is this folder where no other one is named", () => {
    vi.spyOn(process, "cwd").mockReturnValue(dir);
    try {
      refused(".", "This folder holds no project.", begin);
    } finally {
      vi.restoreAllMocks();
    }
  });
});

describe("YAML", () => {
  it.each([
    ["at the top", "channels.yaml", true],
    ["by its other ending", "channels.YML", true],
    ["a folder below", "team/channels.yaml", true],
    ["two folders below", "team/more/channels.yaml", false],
    ["in a hidden folder", ".github/ci.yaml", false],
    ["of a package", "node_modules/x.yaml", false],
    ["by half its ending only", "channels.yaml.txt", false],
  ])("%s: %s is seen: %s", (_, name, isSeen) => {
    put(name);
    expect(holdsYaml(dir)).toBe(isSeen);
  });

  it("is no folder of such a name", () => {
    for (const name of [".a.yaml", "b.yaml"]) mkdirSync(join(dir, name));
    expect(holdsYaml(dir)).toBe(false);
  });
});
