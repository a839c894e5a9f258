/** The packed package installed by other package managers than npm. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { startTestStack, type TestStack } from "../test-stack";
import { applied, ok, PackedProject, packed, run } from "./packed-project";

let test: TestStack;
beforeAll(async () => {
  test = await startTestStack();
});
afterAll(() => test?.close());

let project: PackedProject;
beforeEach(() => {
  project = new PackedProject();
});
afterEach(() => project.remove());

const program = `
const { App, TerraformStack } = require("cdktf");
const { PumbleChannel, PumbleProvider, PumbleScript } = require("pumble-iac");
require("pumble-iac/client");
require("pumble-iac/script");
require("pumble-iac/terraform");
const app = new App();
const stack = new TerraformStack(app, "main");
new PumbleProvider(stack, "pumble");
new PumbleChannel(stack, "news", { name: "news", adoptExisting: true }).announce("welcome", { text: "Welcome!" });
new PumbleScript(stack, "script", { file: "script.ts" });
app.synth();
`;

const script = `
import { defineScript } from "pumble-iac/script";
export default defineScript({ run: () => null });
`;

/** What an addon needs of its environment, besides a database. */
const addonEnv = {
  ...Object.fromEntries(
    ["APP_ID", "APP_KEY", "APP_CLIENT_SECRET", "APP_SIGNING_SECRET"].map((name) => [`PUMBLE_${name}`, "x"]),
  ),
  PUMBLE_ENCRYPTION_KEY: "0".repeat(64),
};

/** Where npm gets its packages, for those that do not read its configuration. */
const setting = (name: string): string =>
  execFileSync("npm", ["config", "get", name], { encoding: "utf8" }).trim();

function sameSource(): Record<string, string> {
  const cafile = setting("cafile");
  return {
    YARN_NPM_REGISTRY_SERVER: setting("registry").replace(/\/$/, ""),
    ...(existsSync(cafile) && { YARN_HTTPS_CA_FILE_PATH: cafile }),
  };
}

const npx = (name: string, version: string) => ["npx", "--yes", "--prefer-offline", `${name}@${version}`];
const pnpm = npx("pnpm", "10");
const yarn = npx("@yarnpkg/cli-dist", "4");

interface Manager {
  rc: [file: string, text: string];
  add: string[];
  node: string[];
  /** Its folders are as npm's, from which much is deployed elsewhere: the program is synthesised, and that is all. */
  isAsNpm?: true;
  /** Runs a package's command. */
  exec: string[];
}

const managers: Record<string, Manager> = {
  pnpm: {
    rc: [".npmrc", "prefer-offline=true\n"],
    ...{ add: [...pnpm, "add"], node: ["node"], exec: [...pnpm, "exec"] },
  },
  "yarn with node-modules": {
    rc: [".yarnrc.yml", "nodeLinker: node-modules\nenableTelemetry: false\nenableImmutableInstalls: false\n"],
    ...{ add: [...yarn, "add"], node: [...yarn, "node"], exec: yarn, isAsNpm: true },
  },
  "yarn with Plug'n'Play": {
    rc: [".yarnrc.yml", "nodeLinker: pnp\nenableTelemetry: false\nenableImmutableInstalls: false\n"],
    ...{ add: [...yarn, "add"], node: [...yarn, "node"], exec: yarn },
  },
};

it.each(Object.entries(managers))(
  "%s: a program and its script are synthesised and deployed, and a package that is not installed is named",
  async (_, how) => {
    project.write(...how.rc);
    project.write("main.cjs", program);
    project.write("script.ts", script);
    const tarball = await packed();
    await ok(
      project.folder,
      [...how.add, `pumble-iac@file:${tarball}`, "cdktf@~0.21.0", "constructs@~10.6.0"],
      sameSource(),
    );
    const env = { ...sameSource(), ...test.env };
    await ok(project.folder, [...how.node, "main.cjs"], env);
    expect(project.read("cdktf.out/stacks/main/cdk.tf.json")).toContain('"pumble_channel"');
    if (!how.isAsNpm) {
      const made = await applied(project.path("cdktf.out/stacks/main"), env);
      expect(made).toMatch(/3 added, 0 changed, 0 destroyed/);
    }
    // What is not installed is told from what is broken.
    const addon = await run(project.folder, [...how.exec, "pumble", "addon"], {
      ...{ ...sameSource(), ...addonEnv, DATABASE_URL: "x.sqlite" },
    });
    expect(addon.output).toContain("Run: npm install libsql\n");
  },
);
