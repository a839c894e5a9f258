/** What an installation leaves that breaks off, as on a full disk: nothing half, and nothing that stands in its own way. */
import fs, { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { hashPackage, installPlugin } from "../../../src/terraform/install";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "broken-off-"));
});

afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  rmSync(folder, { recursive: true, force: true });
});

/** Files take their places until this many did. */
function breakOffAfter(files: number): void {
  const { renameSync } = fs;
  let placed = 0;
  vi.spyOn(fs, "renameSync").mockImplementation((from, to) => {
    if (placed++ === files) throw new Error("no space left on device");
    renameSync(from, to);
  });
  syncBuiltinESMExports();
}

// The record of their names, then the three files of the package.
it.each([0, 1, 2, 3])("after %i files another version takes its place", (files) => {
  const into = join(folder, "mirror");
  const install = (content: string) => {
    writeFileSync(join(folder, "bundle.cjs"), content);
    return installPlugin({
      address: { host: "terraform.local", namespace: "example", type: "tiny" },
      ...{ version: "0.1.0", bundleFile: join(folder, "bundle.cjs"), into, platforms: ["linux_amd64"] },
    });
  };
  mkdirSync(into);
  breakOffAfter(files);
  expect(() => install("// one")).toThrow("no space left");
  expect(readdirSync(into, { recursive: true }).filter((name) => String(name).endsWith(".tmp"))).toEqual([]);
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  const hash = install("// another");
  expect(hashPackage(join(into, "terraform.local", "example", "tiny", "0.1.0", "linux_amd64"))).toBe(hash);
});
