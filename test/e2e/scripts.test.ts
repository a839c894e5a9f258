/** The example app with runtime scripts, on the real Terraform. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { provideNull } from "../stand-in-null/install";
import { runTerraform, type TerraformResult } from "./terraform-project";
import { startTestStack, type TestStack } from "./test-stack";

let stack: TestStack;
let folder: string;
/** Where Terraform runs. */
let configuration: string;

beforeAll(async () => {
  stack = await startTestStack();
  folder = mkdtempSync(join(tmpdir(), "pumble-iac-runtime-scripts-"));
  cpSync("examples/runtime-scripts", folder, { recursive: true });
  linkPackages();
  configuration = join(folder, "cdktf.out", "stacks", "runtime-scripts");
  synth();
  const used = await provideNull(configuration);
  console.info(`Runtime scripts are tested with ${used}.`);
  await terraform("init", "-input=false", "-no-color");
});
afterAll(async () => {
  await stack?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** As `npm install` would leave it. */
function linkPackages(): void {
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "@cdktf"), { recursive: true });
  symlinkSync(resolve("."), join(modules, "pumble-iac"));
  for (const name of ["cdktf", "constructs", "tsx", "deno", "@deno", "@cdktf/provider-null"]) {
    symlinkSync(resolve("node_modules", name), join(modules, name));
  }
}

function synth(): void {
  execFileSync(process.execPath, ["--import", "tsx", "main.ts"], { cwd: folder, stdio: "pipe" });
}

function edit(file: string, from: string | RegExp, to: string): void {
  const path = join(folder, file);
  const before = readFileSync(path, "utf8");
  const after = before.replace(from, to);
  expect(after, `${from} is in ${file}`).not.toBe(before);
  writeFileSync(path, after);
  synth();
}

async function terraform(...args: string[]): Promise<TerraformResult> {
  const result = await runTerraform(configuration, args, stack.env);
  if (result.code !== 0) throw new Error(`terraform ${args[0]}: ${result.text}`);
  return result;
}

const apply = (): Promise<TerraformResult> =>
  terraform("apply", "-auto-approve", "-input=false", "-no-color");

/** Addresses that a plan would replace or create. */
async function planned(): Promise<string[]> {
  await terraform("plan", "-input=false", "-no-color", "-out=plan.bin");
  const { stdout } = await terraform("show", "-json", "plan.bin");
  const plan = JSON.parse(stdout) as {
    resource_changes: { address: string; change: { actions: string[] } }[];
  };
  return plan.resource_changes
    .filter(({ change }) => change.actions.join() !== "no-op")
    .map(({ address }) => address);
}

async function texts(): Promise<string[]> {
  const { messages } = await stack.client.listMessages({ channel: "weekly" });
  return messages.filter((message) => !message.subtype).map((message) => message.text);
}

const welcome = ":wave: Every Friday, a summary of the week is posted here.";

test("apply runs the scripts, in order, after the channel that they need", async () => {
  const { text } = await apply();
  expect(text).toContain("Posted the welcome message");
  expect(await texts()).toEqual([welcome, "Messages in #general, 2026-W02\nnone"]);
});

test("nothing changed: nothing runs again", async () => {
  expect(await planned()).toEqual([]);
});

test("a changed file runs again, and only that one", async () => {
  edit("scripts/welcome.ts", "there already", "there already, unchanged");
  expect(await planned()).toEqual(["null_resource.welcome"]);
  const { text } = await apply();
  expect(text).toContain("The welcome message is there already, unchanged");
  expect(await texts()).toHaveLength(2);
});

test("a changed input runs again, and only that one", async () => {
  edit("main.ts", "2026-W02", "2026-W03");
  expect(await planned()).toEqual(["null_resource.summary"]);
  await apply();
  expect((await texts()).at(-1)).toBe("Messages in #general, 2026-W03\nnone");
});

test("a script that fails fails the apply with its reason, and runs again at the next one", async () => {
  edit(
    "scripts/welcome.ts",
    "const { channelId } = input;",
    'if (input.text) throw new Error("out of paper");',
  );
  const failed = await runTerraform(configuration, ["apply", "-auto-approve", "-no-color"], stack.env);
  expect(failed.code).toBe(1);
  expect(failed.text).toMatch(/welcome\.ts failed: out of paper \(at welcome\.ts:\d+:\d+\)/);
  expect(failed.text).not.toMatch(/\bat (async )?run \(/);
  edit(
    "scripts/welcome.ts",
    'if (input.text) throw new Error("out of paper");',
    "const { channelId } = input;",
  );
  await apply();
  expect(await planned()).toEqual([]);
  expect((await texts()).filter((text) => text === welcome)).toHaveLength(1);
});

test("an undeclared permission fails the apply and says what to declare", async () => {
  edit("scripts/welcome.ts", 'permissions: { net: "pumble" },', "");
  const failed = await runTerraform(configuration, ["apply", "-auto-approve", "-no-color"], stack.env);
  expect(failed.code).toBe(1);
  expect(failed.text).toContain('permissions: { net: "pumble" }');
  edit("scripts/welcome.ts", "async run(", 'permissions: { net: "pumble" },\n  async run(');
  await apply();
});

test("interrupting Terraform stops the script", async () => {
  const call = "const { channelId } = input;";
  const endless = `log("pid " + (globalThis as { Deno?: { pid: number } }).Deno?.pid);
    await new Promise((resolve) => setTimeout(resolve, 600_000));
    ${call}`;
  edit("scripts/welcome.ts", call, endless);
  const applying = spawn("terraform", ["apply", "-auto-approve", "-input=false", "-no-color"], {
    cwd: configuration,
    env: { PATH: process.env.PATH, HOME: folder, CHECKPOINT_DISABLE: "1", ...stack.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const pid = await pidIn(applying);
  expect(isAlive(pid)).toBe(true);
  applying.kill("SIGINT");
  await new Promise((done) => applying.once("close", done));
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
});

test("the key is neither in the state nor in what was synthesised", () => {
  const files = ["cdk.tf.json", "../../../terraform.runtime-scripts.tfstate"].map((file) =>
    join(configuration, file),
  );
  for (const file of files) {
    expect(existsSync(file), file).toBe(true);
    expect(readFileSync(file, "utf8")).not.toContain(stack.apiKey);
  }
});

function pidIn(child: ChildProcess): Promise<number> {
  let output = "";
  return new Promise((done, failed) => {
    const read = (chunk: Buffer): void => {
      output += chunk;
      const match = /pid (\d+)/.exec(output);
      if (match) done(Number(match[1]));
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("close", () => failed(new Error(output)));
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
