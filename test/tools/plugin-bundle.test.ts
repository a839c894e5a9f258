import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { bundlePlugin } from "../../tools/plugin-bundle";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bundle-"));
  const files: Record<string, string> = {
    "main.ts": `
      process.stdout.write("started ");
      Promise.all([import("./a"), import("./b")]).then(async ([{ readA, use }, { writeB }]) => {
        writeB("one module");
        console.log(readA(), await use());
      });`,
    "shared.ts": `export const box = { value: "unset-box" };`,
    "a.ts": `
      import { box } from "./shared";
      export const readA = () => box.value;
      export const use = async () => (await import("heavy")).answer;`,
    "b.ts": `import { box } from "./shared"; export const writeB = (value: string) => { box.value = value; };`,
    "node_modules/heavy/package.json": `{ "name": "heavy", "main": "index.js" }`,
    "node_modules/heavy/index.js": `exports.answer = "heavy-answer";`,
  };
  mkdirSync(join(folder, "node_modules", "heavy"), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("a plugin is a small entry, its code, and packages apart, which together run from any folder", async () => {
  const outdir = join(folder, "out");
  await bundlePlugin({ entry: join(folder, "main.ts"), outdir, packages: ["heavy"] });
  rmSync(join(folder, "node_modules"), { recursive: true });
  expect(readdirSync(outdir).sort()).toEqual(["code.cjs", "heavy.cjs", "provider.cjs"]);
  const text = (name: string): string => readFileSync(join(outdir, name), "utf8");
  expect(text("provider.cjs")).toContain("started");
  expect(text("provider.cjs")).not.toContain("unset-box");
  expect(text("code.cjs")).toContain("unset-box");
  expect(text("code.cjs")).not.toContain("heavy-answer");
  const { stdout, stderr } = spawnSync(process.execPath, [join(outdir, "provider.cjs")], {
    cwd: tmpdir(),
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(stdout).toBe("started one module heavy-answer\n");
});
