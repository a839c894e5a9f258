/** Each example from a copy outside the repository, with the packed package. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Registry, startRegistry } from "../../stand-in-registry/registry";
import { startTestStack, type TestStack } from "../test-stack";
import { applied, cli, ok, PackedProject, run, unchangedThenDestroyed } from "./packed-project";

let test: TestStack;
let registry: Registry;
let project: PackedProject;
/** What the programs of the examples read. */
let env: Record<string, string>;

beforeAll(async () => {
  [test, registry] = await Promise.all([startTestStack(), startRegistry(["3.2.4"])]);
  env = { ...test.env, TF_CLI_CONFIG_FILE: registry.cliConfig };
  project = new PackedProject();
  const more = ["cdktn@~0.24.0", "@cdktf/provider-null@^11.0.0", "tsx@^4"];
  await project.install(...more);
});
afterAll(async () => {
  project?.remove();
  await registry?.close();
  await test?.close();
});

/** A copy below the project, whose packages it sees. */
function copyOf(name: string): string {
  const folder = project.path(name);
  cpSync(join("examples", name), folder, { recursive: true, filter: (path) => !path.includes("cdktf.out") });
  return folder;
}

/** By each framework's CLI one: that of several stacks, and the one whose `cdktf.json` tells its app something. */
const deployedByCli: Record<string, string[]> = { "multi-environment": cli("cdktf"), cdktn: cli("cdktn") };
const added = /[1-9]\d* added, 0 changed, 0 destroyed/;
const apps = readdirSync("examples").filter((name) => existsSync(join("examples", name, "cdktf.json")));

it.each(apps)("%s is deployed, found unchanged, and destroyed", async (name) => {
  const folder = copyOf(name);
  if (name === "import-existing") await nameExisting(folder);
  const byCli = deployedByCli[name];
  if (byCli) {
    const deployed = await ok(folder, [...byCli, "deploy", "*", "--auto-approve"], env);
    expect(deployed).toMatch(added);
  } else {
    const { app } = JSON.parse(readFileSync(join(folder, "cdktf.json"), "utf8")) as { app: string };
    await ok(folder, app.split(" "), env);
  }
  const manifest = JSON.parse(readFileSync(join(folder, "cdktf.out", "manifest.json"), "utf8"));
  for (const { workingDirectory } of Object.values<{ workingDirectory: string }>(manifest.stacks)) {
    const stack = join(folder, "cdktf.out", workingDirectory);
    if (!byCli) expect(await applied(stack, env)).toMatch(added);
    await unchangedThenDestroyed(stack, env);
  }
});

it("testing: its test passes", async () => {
  const ran = await ok(copyOf("testing"), ["npx", "tsx", "--test", "ops.test.ts"]);
  expect(ran).toMatch(/pass 1\n/);
});

/** The ids in the example are made up: those of this workspace take their place. */
async function nameExisting(folder: string): Promise<void> {
  const { channel } = await test.client.getChannel({ channel: "general" });
  writeFileSync(join(folder, "existing.json"), JSON.stringify({ general: channel.id }));
}

// The small provider is written and applied by test/docs/walk.slow.test.ts, from its guide.
it("hcl is applied, found unchanged, and destroyed", async () => {
  const folder = copyOf("hcl");
  await ok(folder, ["npx", "pumble", "provider", "install", "terraform.d/plugins"]);
  await applied(folder, test.env);
  await unchangedThenDestroyed(folder, test.env);
});

/** The installed command, without npx, which takes more than half a second of a processor each time. */
const pumble = (): [node: string, command: string] => [
  process.execPath,
  project.path("node_modules/pumble-iac/dist/bin/pumble.js"),
];

/** `pumble dev --seed .` in a folder, for as long as something is done with it. */
async function withSeeded(
  folder: string,
  act: (env: Record<string, string>) => Promise<void>,
): Promise<void> {
  const [node, command] = pumble();
  const local = spawn(node, [command, "dev", "--seed", ".", "--port", "0", "--json"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [line] = (await once(createInterface(local.stdout), "line")) as [string];
    const { addonUrl, apiKey } = JSON.parse(line) as { addonUrl: string; apiKey: string };
    await act({ PUMBLE_API_KEY: apiKey, PUMBLE_BASE_URL: addonUrl });
  } finally {
    const gone = once(local, "exit");
    local.kill("SIGTERM");
    await gone;
  }
}

it.each([
  ["workspace-file", []],
  ["teams", ["-e", "production"]],
])("%s is validated, planned, applied, found unchanged, and destroyed", async (name, which) => {
  const folder = copyOf(name);
  expect(await ok(folder, [...pumble(), "validate"])).toContain("nothing is wrong");
  await withSeeded(folder, async (seeded) => {
    const planned = (...args: string[]) => ok(folder, [...pumble(), ...args, ...which], seeded);
    expect(await planned("plan")).toMatch(/Makes [1-9]/);
    await planned("apply", "--yes");
    await planned("plan", "--detailed-exitcode");
    await planned("destroy", "--yes", "--allow-removal");
  });
});

it("teams: a folder that defines another one's channel is refused with both places", async () => {
  const folder = project.path("teams");
  const file = join(folder, "teams/network/channels.yaml");
  writeFileSync(file, `${readFileSync(file, "utf8")}  storage-new:\n`);
  const { code, output } = await run(folder, [...pumble(), "validate"]);
  expect(code).toBe(1);
  expect(output).toMatch(
    /teams\/network\/channels\.yaml:\d+:3 {2}"storage-new" is not for this file to define/,
  );
  expect(output).toContain("workspace.yaml:7 lets teams/network/** define network, net-*.");
});
