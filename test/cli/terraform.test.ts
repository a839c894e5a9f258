import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { findTerraform, isOlder, minimumVersion } from "../../src/cli/terraform";

const folders: string[] = [];

/** A program that says it is this version, as an old installation on somebody's PATH would. */
function saying(line: string): string {
  const dir = mkdtempSync(join(tmpdir(), "pumble-terraform-"));
  folders.push(dir);
  const file = join(dir, "terraform");
  writeFileSync(file, `#!/bin/sh\necho '${line}'\n`);
  chmodSync(file, 0o755);
  return file;
}

afterEach(() => {
  vi.unstubAllEnvs();
  for (const dir of folders.splice(0)) rmSync(dir, { recursive: true, force: true });
});

describe("finding Terraform", () => {
  it("finds the one on the PATH", async () => {
    const found = await findTerraform();
    expect(isOlder(found.version, minimumVersion.terraform)).toBe(false);
  });

  it.each([
    { line: "Terraform v1.4.7", says: "Terraform 1.4.7 is too old: 1.5.0 or newer is needed." },
    { line: "OpenTofu v1.5.9", says: "OpenTofu 1.5.9 is too old: 1.6.0 or newer is needed." },
  ])("refuses $line and says what is needed", async ({ line, says }) => {
    vi.stubEnv("TERRAFORM_BINARY_NAME", saying(line));
    await expect(findTerraform()).rejects.toThrow(says);
  });

  it("takes OpenTofu where it is new enough", async () => {
    vi.stubEnv("TERRAFORM_BINARY_NAME", saying("OpenTofu v1.10.3"));
    expect(await findTerraform()).toMatchObject({ product: "OpenTofu", version: "1.10.3" });
  });

  it("says how to install one when there is none", async () => {
    vi.stubEnv("TERRAFORM_BINARY_NAME", "");
    vi.stubEnv("PATH", "/nowhere");
    await expect(findTerraform()).rejects.toMatchObject({
      message: "Neither terraform nor tofu was found on the PATH.",
      nextStep: expect.stringContaining("https://opentofu.org/docs/intro/install/"),
      exitCode: 1,
    });
  });
});

describe("isOlder", () => {
  it.each([
    ["1.4.9", "1.5.0", true],
    ["1.5.0", "1.5.0", false],
    ["1.10.0", "1.9.9", false],
    ["0.15.5", "1.0.0", true],
  ])("%s before %s: %s", (a, b, older) => {
    expect(isOlder(a, b)).toBe(older);
  });
});
