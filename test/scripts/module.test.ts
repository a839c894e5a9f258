/** What a script may import, and what becomes of it. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { moduleOf } from "../../src/scripts/runner/module";
import { ScriptProblem } from "../../src/scripts/runner/script-problem";

async function made(text: string): Promise<{ code: string; file: string; remove: () => void }> {
  const source = { name: "jobs/hello.ts", file: "/project/jobs/hello.ts", text };
  const { file, remove } = await moduleOf(source, "file:///sdk.mjs");
  onTestFinished(remove);
  return { code: readFileSync(file, "utf8"), file, remove };
}

describe("a script", () => {
  test("runs from a file of its own, for its owner alone, until it is removed", async () => {
    const { file, remove } = await made("export default 1;");
    expect(file).toMatch(/\/pumble-script-[^/]+\/hello\.mjs$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    remove();
    expect(existsSync(dirname(file))).toBe(false);
  });

  test.each([
    ['import { z } from "pumble-iac/script";\nz;', 'import { z } from "file:///sdk.mjs";\nz;'],
    ["import type { A } from 'pumble-iac/script';\nlet a: A;", "\nlet a;"],
    [
      "export * from 'pumble-iac/script'; const a = await import('pumble-iac/script');",
      'export * from "file:///sdk.mjs"; const a = await import("file:///sdk.mjs");',
    ],
    ["export { z } from 'pumble-iac/script';", 'export { z } from "file:///sdk.mjs";'],
    ["export const a = 1; export { a as b };", "export const a = 1; export { a as b };"],
    ["#!/usr/bin/env node\nconst a = 1 as number;", "#!/usr/bin/env node\nconst a = 1 ;"],
    [
      "log(import.meta.url); function f() { return new.target; }",
      'log(({"url":"file:///project/jobs/hello.ts","filename":"/project/jobs/hello.ts","dirname":"/project/jobs","main":true}).url); function f() { return new.target; }',
    ],
  ])("%j becomes its module", async (text, code) => expect((await made(text)).code).toBe(code));

  const onlySdk =
    "A script is one self-contained file: put what it needs into it, and import only pumble-iac/script";
  test.each([
    ['import fs from "node:fs"; fs;', 'imports "node:fs"', onlySdk],
    ['import fs from "node:fs";', 'imports "node:fs"', onlySdk],
    ['import "./other.ts";', 'imports "./other.ts"', onlySdk],
    ['export * from "/etc/passwd";', 'imports "/etc/passwd"', onlySdk],
    ['export { a } from "pumble-iac/script/../x";', 'imports "pumble-iac/script/../x"', onlySdk],
    ['const a = "node:fs"; await import(a);', "imports something that only running it would tell", onlySdk],
    ["await import(`pumble-iac/script`);", "imports something that only running it would tell", onlySdk],
    ["const = 1;", "cannot be loaded: ", "Correct the script"],
    ["let a; let a;", "cannot be loaded: ", "Correct the script"],
  ])("%j is refused", async (text, says, nextStep) => {
    const problem = await made(text).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(ScriptProblem);
    expect((problem as Error).message.startsWith(`Script jobs/hello.ts ${says}`)).toBe(true);
    expect((problem as Error).message).not.toContain("Error transforming");
    expect(problem).toMatchObject({ nextStep, exitCode: 1 });
  });
});
