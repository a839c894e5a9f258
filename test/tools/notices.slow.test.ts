import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterEach, beforeEach, expect, test } from "vitest";
import { packageFiles } from "../../src/terraform/install/package";
import { bundledPackages, noticesFile, noticesOf } from "../../tools/notices";
import { bundlePlugin } from "../../tools/plugin-bundle";
import { pumblePlugin } from "../../tools/pumble-plugin";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "notices-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("each package in the provider is named with its licence text, and the provider's package holds them", async () => {
  const { entry, code } = await bundlePlugin({ ...pumblePlugin, outdir: folder });
  const notices = noticesOf(bundledPackages([entry, code]));
  for (const name of ["@bufbuild/protobuf", "@msgpack/msgpack", "markdown-it", "undici", "zod"]) {
    const home = join("node_modules", name);
    const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
    expect(notices).toContain(`${name} ${version} (`);
    const file = readdirSync(home).find((file) => /^licen[cs]e/i.test(file));
    if (file) expect(notices).toContain(readFileSync(join(home, file), "utf8").trim());
  }
  // Has no file of its own: its sources tell.
  expect(notices).toContain("Copyright 2008 Google Inc.");
  expect(notices).toMatch(/Copyright 20\d\d-20\d\d Buf Technologies/);
  expect(notices).toContain("TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION");
  expect(notices).not.toContain("\nesbuild ");

  writeFileSync(join(folder, noticesFile), notices);
  const files = packageFiles("pumble", "1.2.3", join(folder, "provider.cjs"));
  expect(Buffer.from(files.get(noticesFile)!).toString()).toBe(notices);
});

test("what is bundled counts, not what is only looked at, and a package without a licence text is refused", async () => {
  for (const [name, text] of [
    ["used", "export const used = 1;"],
    ["unused", "export const unused = 1;"],
  ] as const) {
    const home = join(folder, "node_modules", name);
    mkdirSync(home, { recursive: true });
    writeFileSync(
      join(home, "package.json"),
      JSON.stringify({ name, version: "1.0.0", license: "MIT", main: "index.js", sideEffects: false }),
    );
    writeFileSync(join(home, "index.js"), text);
  }
  writeFileSync(
    join(folder, "main.js"),
    `import { used } from "used"; import { unused } from "unused"; console.log(used);`,
  );
  const { metafile } = await build({
    ...{ entryPoints: [join(folder, "main.js")], bundle: true, write: false, metafile: true },
    ...{ format: "esm", outfile: join(folder, "out.js"), absWorkingDir: folder },
  });
  const packages = bundledPackages([metafile]);
  expect(packages).toEqual(["node_modules/used"]);
  const homes = packages.map((home) => join(folder, home));
  expect(() => noticesOf(homes)).toThrow("used has no licence text");
  writeFileSync(join(homes[0]!, "LICENCE.md"), "Do as you like.");
  expect(noticesOf(homes)).toContain("used 1.0.0 (MIT)\n\nDo as you like.\n");
});
