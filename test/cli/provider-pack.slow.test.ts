import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { version } from "../../src/pumble/version";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "release-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function pack(...args: string[]): string {
  const command = [
    "--import",
    "tsx",
    "--conditions=pumble-iac:source",
    "src/cli/pumble.ts",
    "provider",
    "pack",
  ];
  return execFileSync(process.execPath, [...command, join(folder, "out"), ...args], { encoding: "utf8" });
}

it("packs archives, manifest and checksums that agree, and says what is left to do", () => {
  const printed = pack();
  const base = `terraform-provider-pumble_${version}`;
  const names = readdirSync(join(folder, "out")).sort();
  const platforms = ["darwin_amd64", "darwin_arm64", "linux_amd64", "linux_arm64"];
  const archives = platforms.map((platform) => `${base}_${platform}.zip`);
  expect(names).toEqual([`${base}_SHA256SUMS`, ...archives, `${base}_manifest.json`].sort());
  const lines = readFileSync(join(folder, "out", `${base}_SHA256SUMS`), "utf8")
    .trim()
    .split("\n");
  expect(lines.length).toBe(5);
  for (const line of lines) {
    const [hash, name] = line.split("  ");
    const content = readFileSync(join(folder, "out", name!));
    expect(createHash("sha256").update(content).digest("hex")).toBe(hash);
  }
  expect(printed).toContain(`gpg --detach-sign ${base}_SHA256SUMS`);
});

it("says the same as JSON", () => {
  const { folder: into, files, h1 } = JSON.parse(pack("--json")) as Record<string, unknown>;
  expect(into).toBe(join(folder, "out"));
  expect((files as string[]).sort()).toEqual(readdirSync(join(folder, "out")).sort());
  expect(h1).toMatch(/^h1:/);
});
