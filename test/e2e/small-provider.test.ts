import { execFileSync } from "node:child_process";
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
import { afterAll, beforeAll, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "small-"));
const greeting = join(folder, "greeting.txt");

/** The example as a newcomer has it: a folder of its own, the package in node_modules. */
beforeAll(() => {
  cpSync("examples/small-provider", folder, { recursive: true });
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(resolve("."), join(folder, "node_modules", "pumble-iac"), "dir");
  symlinkSync(resolve("node_modules/esbuild"), join(folder, "node_modules", "esbuild"), "dir");
  run(process.execPath, "build.mjs");
  run("terraform", "init", "-input=false", "-no-color");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(command: string, ...args: string[]): string {
  const env = { PATH: process.env.PATH!, HOME: folder, CHECKPOINT_DISABLE: "1" };
  return execFileSync(command, args, { cwd: folder, env, encoding: "utf8" });
}
function terraform(...args: string[]): string {
  return run("terraform", ...args, "-no-color");
}

it("the example provider makes, repairs, imports and removes a file", () => {
  terraform("apply", "-auto-approve");
  expect(readFileSync(greeting, "utf8")).toBe("Hello, Ada\n");
  terraform("plan", "-detailed-exitcode");

  writeFileSync(greeting, "changed by hand");
  expect(terraform("apply", "-auto-approve")).toContain("0 added, 1 changed, 0 destroyed");
  expect(readFileSync(greeting, "utf8")).toBe("Hello, Ada\n");

  terraform("state", "rm", "small_file.greeting");
  run("terraform", "import", "-no-color", "small_file.greeting", "./greeting.txt");
  terraform("plan", "-detailed-exitcode");

  terraform("destroy", "-auto-approve");
  expect(existsSync(greeting)).toBe(false);
});
