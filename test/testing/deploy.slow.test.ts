/** How an app is deployed in a test: what Terraform is asked, in which order, and with what around it. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { deploy } from "../../src/testing/deploy";

/** Stands for Terraform: writes down how it was called, and answers as Terraform would. */
const standIn = `#!${process.execPath}
const fs = require("node:fs");
const [command, ...args] = process.argv.slice(2);
const stack = require("node:path").basename(process.cwd());
fs.appendFileSync(process.env.CALLS, JSON.stringify({ stack, call: [command, ...args].join(" "), env: process.env }) + "\\n");
if (command === process.env.FAILS) {
  console.log("told on stdout");
  console.error("told on stderr");
  process.exit(1);
}
if (command === "output") console.log(JSON.stringify({ id: { value: stack + "-1" }, many: { value: [1] } }));
if (command === "show") console.log(process.env.PLAN);
`;

let folder: string;
let outdir: string;
const env = { PUMBLE_API_KEY: "key", PUMBLE_BASE_URL: "http://127.0.0.1:1" };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "deploy-"));
  outdir = join(folder, "cdktf.out");
  const binary = join(folder, "terraform");
  writeFileSync(binary, standIn, { mode: 0o755 });
  vi.stubEnv("TERRAFORM_BINARY_NAME", binary);
  vi.stubEnv("CALLS", join(folder, "calls"));
  vi.stubEnv("PLAN", "{}");
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

interface Call {
  stack: string;
  call: string;
  env: Record<string, string>;
}

const calls = (): Call[] =>
  readFileSync(join(folder, "calls"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

/** An app of two stacks, of which the one that is declared first needs the other. */
function app(): App {
  const made = new App({ outdir });
  const second = new TerraformStack(made, "second");
  const first = new TerraformStack(made, "first");
  new TerraformOutput(first, "id", { value: 1 });
  second.addDependency(first);
  return made;
}

const stateOf = (stack: string): string =>
  JSON.parse(readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8")).terraform.backend.local.path;

test("stacks are initialised, applied and read one after another, and destroyed the other way round", async () => {
  const deployed = await deploy(app(), env);
  expect(calls().map(({ stack, call }) => `${stack}: ${call}`)).toEqual(
    ["first", "second"].flatMap((stack) => [
      `${stack}: init -input=false -no-color -reconfigure`,
      `${stack}: apply -auto-approve -input=false -no-color`,
      `${stack}: output -json -no-color`,
    ]),
  );
  expect(deployed.outputs).toEqual({
    first: { id: "first-1", many: [1] },
    second: { id: "second-1", many: [1] },
  });
  const states = join(stateOf("first"), "..");
  expect(existsSync(states)).toBe(true);
  await deployed.destroy();
  expect(
    calls()
      .slice(6)
      .map(({ stack, call }) => `${stack}: ${call}`),
  ).toEqual(["second", "first"].map((stack) => `${stack}: destroy -auto-approve -input=false -no-color`));
  expect(existsSync(states)).toBe(false);
});

test("what a plan would do is told of every stack, without what is only read", async () => {
  const change = (address: string, ...actions: string[]) => ({ address, change: { actions } });
  const plan = {
    resource_changes: [
      change("pumble_channel.same", "no-op"),
      change("data.pumble_user.ada", "read"),
      change("pumble_channel.new", "create"),
      change("pumble_reply.again", "delete", "create"),
    ],
  };
  const deployed = await deploy(app(), env);
  expect(await deployed.changes()).toEqual([]);
  vi.stubEnv("PLAN", JSON.stringify(plan));
  const of = [
    { address: "pumble_channel.new", actions: ["create"] },
    { address: "pumble_reply.again", actions: ["delete", "create"] },
  ];
  expect(await deployed.changes()).toEqual([...of, ...of]);
  expect(
    calls()
      .slice(-2)
      .map(({ call }) => call),
  ).toEqual(["plan -input=false -no-color -out=testing.tfplan", "show -json testing.tfplan"]);
});

test("Terraform gets the workspace's key and address, and nothing that leads to the app's own data", async () => {
  const ofTheApp = ["TF_DATA_DIR", "TF_WORKSPACE", "TF_HTTP_ADDRESS", "TF_CLI_ARGS", "TF_CLI_ARGS_plan"];
  for (const name of [...ofTheApp, "PUMBLE_API_KEY", "TF_VAR_team", "CHECKPOINT_DISABLE"]) {
    vi.stubEnv(name, "the app's");
  }
  await deploy(app(), env);
  for (const { env: seen } of calls()) {
    expect(Object.keys(seen).filter((name) => ofTheApp.includes(name))).toEqual([]);
    expect(seen).toMatchObject({ ...env, TF_VAR_team: "the app's", CHECKPOINT_DISABLE: "1" });
  }
});

test("what Terraform says when it fails is told, with the command and the folder", async () => {
  vi.stubEnv("FAILS", "apply");
  const said = deploy(app(), env);
  await expect(said).rejects.toThrow(
    `terraform apply failed in ${join(outdir, "stacks", "first")}:\ntold on stdout\ntold on stderr`,
  );
  await expect(said).rejects.not.toThrow(/\n$/);
});
