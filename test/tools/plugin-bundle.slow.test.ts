import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { bundlePlugin } from "../../tools/plugin-bundle";
import { pumblePlugin } from "../../tools/pumble-plugin";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bundle-"));
  const files: Record<string, string> = {
    "main.ts": `
      process.stdout.write("started ");
      Promise.all([import("./a"), import("./b")]).then(async ([{ readA, use }, { writeB }]) => {
        writeB("one module");
        console.log(readA(), await use(), await (await import("./a")).readLater());
      });`,
    "shared.ts": `export const box = { value: "unset-box" };`,
    "a.ts": `
      import { box } from "./shared";
      export const readA = () => box.value;
      export const readLater = async () => (await import("./later")).read();
      export const use = async () => (await import("heavy")).answer;`,
    "b.ts": `import { box } from "./shared"; export const writeB = (value: string) => { box.value = value; };`,
    "later.ts": `import { box } from "./shared"; export const read = () => box.value + ", later";`,
    "node_modules/heavy/package.json": `{ "name": "heavy", "main": "index.js" }`,
    "node_modules/heavy/index.js": `exports.answer = "heavy-answer";`,
  };
  mkdirSync(join(folder, "node_modules", "heavy"), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("a plugin is a small entry, its code, and what comes later in files of its own; it runs from any folder", async () => {
  const outdir = join(folder, "out");
  await bundlePlugin({ entry: join(folder, "main.ts"), outdir });
  rmSync(join(folder, "node_modules"), { recursive: true });
  const text = (name: string): string => readFileSync(join(outdir, name), "utf8");
  expect(text("provider.cjs")).toContain("started");
  const others = readdirSync(outdir).filter((name) => name !== "provider.cjs");
  const filesWith = (word: string): string[] => others.filter((name) => text(name).includes(word));
  expect(text("provider.cjs")).not.toContain("unset-box");
  expect(filesWith("unset-box").length).toBe(1); // shared by the code and a part, and yet one module
  expect(filesWith(", later")).toEqual([expect.stringMatching(/^later-/)]);
  expect(filesWith("heavy-answer")).toEqual([expect.stringMatching(/^heavy-/)]);
  const { stdout, stderr } = spawnSync(process.execPath, [join(outdir, "provider.cjs")], {
    cwd: tmpdir(),
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(stdout).toBe("started one module heavy-answer one module, later\n");
});

it("files of an earlier bundle do not stay, and the same sources give the same bytes", async () => {
  const outdir = join(folder, "out");
  const build = async (): Promise<Record<string, string>> => {
    await bundlePlugin({ entry: join(folder, "main.ts"), outdir });
    const names = readdirSync(outdir);
    return Object.fromEntries(names.map((name) => [name, readFileSync(join(outdir, name), "utf8")]));
  };
  const first = await build();
  expect(await build()).toEqual(first);
  writeFileSync(join(folder, "node_modules", "heavy", "index.js"), `exports.answer = "other-answer";`);
  const second = await build();
  expect(Object.keys(second).length).toBe(Object.keys(first).length);
  expect(Object.values(second).join()).not.toContain("heavy-answer");
});

it("the provider's bundle holds none of zod's languages, which `import { z }` would bring along", async () => {
  const outdir = join(folder, "pumble");
  mkdirSync(outdir);
  await bundlePlugin({ ...pumblePlugin, outdir });
  const texts = readdirSync(outdir).map((name) => readFileSync(join(outdir, name), "utf8"));
  expect(texts.some((text) => text.includes("Invalid input"))).toBe(true);
  expect(texts.filter((text) => text.includes("Ongeldige"))).toEqual([]);
});
