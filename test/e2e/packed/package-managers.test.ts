/** The packed package installed by other package managers than npm. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ok, PackedProject, packed, run } from "./packed-project";

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
new PumbleChannel(stack, "news", { name: "news" });
new PumbleScript(stack, "script", { file: "main.cjs" });
app.synth();
`;

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

const managers: Record<string, { rc: [file: string, text: string]; add: string[]; node: string[] }> = {
  pnpm: { rc: [".npmrc", "prefer-offline=true\n"], add: [...pnpm, "add"], node: ["node"] },
  "yarn with node-modules": {
    rc: [".yarnrc.yml", "nodeLinker: node-modules\nenableTelemetry: false\nenableImmutableInstalls: false\n"],
    add: [...yarn, "add"],
    node: [...yarn, "node"],
  },
  "yarn with Plug'n'Play": {
    rc: [".yarnrc.yml", "nodeLinker: pnp\nenableTelemetry: false\nenableImmutableInstalls: false\n"],
    add: [...yarn, "add"],
    node: [...yarn, "node"],
  },
};

it.each(Object.entries(managers))(
  "%s: a program is synthesised, and its plugin and script are there",
  async (_, how) => {
    project.write(...how.rc);
    project.write("main.cjs", program);
    const tarball = await packed();
    await ok(
      project.folder,
      [...how.add, `pumble-iac@file:${tarball}`, "cdktf@~0.21.0", "constructs@~10.6.0"],
      sameSource(),
    );
    await ok(project.folder, [...how.node, "main.cjs"]);
    const stack = project.path("cdktf.out/stacks/main");
    const plugins = `${stack}/terraform.d/plugins/registry.terraform.io/pumble-iac/pumble`;
    expect(existsSync(plugins)).toBe(true);
    const { resource } = JSON.parse(readFileSync(`${stack}/cdk.tf.json`, "utf8"));
    const [{ "local-exec": script }] = resource.terraform_data.script.provisioner;
    // Terraform starts it without the package manager.
    const { output } = await run(stack, ["node", script.interpreter[1]]);
    expect(output).toContain("The environment variable PUMBLE_SCRIPT_INPUT is not set");
  },
);
