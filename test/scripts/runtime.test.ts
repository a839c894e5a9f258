import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runScript } from "../../src/scripts/runner";
import { requirementOf } from "../../src/scripts/runner/runtime";

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "pumble-runtime-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test("refuses to run without Deno, and says who requires it", async () => {
  const file = join(folder(), "script.ts");
  writeFileSync(file, "throw new Error('it ran');");
  const run = (env: NodeJS.ProcessEnv, runtime?: string) =>
    runScript({ file, env, runtime, deno: null, progress: () => undefined }).catch((error: unknown) => error);
  expect(await run({}, "deno")).toMatchObject({ message: expect.stringContaining("it is to run on Deno") });
  expect(await run({ PUMBLE_SCRIPT_RUNTIME: "deno" })).toMatchObject({
    message: expect.stringMatching(/script\.ts was not run: .*PUMBLE_SCRIPT_RUNTIME requires it/),
  });
  expect(await run({}, "node")).toMatchObject({ exitCode: 2, nextStep: 'Write "deno", or leave it out' });
});

test("a package.json above the script requires it for all that is below", () => {
  const project = folder();
  const below = join(project, "scripts", "daily");
  mkdirSync(below, { recursive: true });
  expect(requirementOf(undefined, {}, [below])).toBeUndefined();
  writeFileSync(join(below, "package.json"), "{ no json");
  const file = join(project, "package.json");
  writeFileSync(file, JSON.stringify({ pumble: { scriptRuntime: "deno" } }));
  expect(requirementOf(undefined, {}, [below])).toBe(`${file} requires it`);
  writeFileSync(file, `\uFEFF${JSON.stringify({ pumble: { scriptRuntime: "deno" } })}`);
  expect(requirementOf("", {}, [folder(), below])).toBe(`${file} requires it`);
  writeFileSync(file, '{ "pumble": { "scriptRuntime": "deno" }, }');
  expect(() => requirementOf(undefined, {}, [below])).toThrow(`${file} is not JSON`);
  writeFileSync(file, JSON.stringify({ pumble: { scriptRuntime: "bun" } }));
  expect(() => requirementOf(undefined, {}, [below])).toThrow(/is "bun", which is no runtime/);
});
