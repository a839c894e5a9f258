import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockFileName, mergeLockEntry, writeLockFile } from "../../../src/terraform/install";

const entry = {
  address: { host: "registry.terraform.io", namespace: "example", type: "tiny" },
  version: "0.2.0",
  constraints: "0.2.0",
  h1: "h1:bmV3",
};

const header = `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.
`;

const block = `provider "registry.terraform.io/example/tiny" {
  version     = "0.2.0"
  constraints = "0.2.0"
  hashes = [
    "h1:bmV3",
  ]
}
`;

const nullBlock = `provider "registry.terraform.io/hashicorp/null" {
  version     = "3.2.4"
  constraints = "~> 3.2"
  hashes = [
    "h1:one", # kept
    "zh:two",
  ]
}
`;

const firstBlock = `provider "registry.terraform.io/aaa/first"   {
  version = "1.0.0"
  hashes  = []
}
`;

const stale = block.replaceAll("0.2.0", "0.1.0").replace('"h1:bmV3",', '"h1:b2xk",\n    "h1:b2xkZXI=",');

describe("mergeLockEntry", () => {
  const cases: Record<string, [before: string, after: string]> = {
    "starts an empty file with Terraform's header": ["", `${header}\n${block}`],
    "goes after the blocks that sort before it": [
      `${header}\n${firstBlock}`,
      `${header}\n${firstBlock}\n${block}`,
    ],
    "goes before the blocks that sort after it": [
      `${header}\n${nullBlock}`,
      `${header}\n${block}\n${nullBlock}`,
    ],
    "replaces a stale block where it stands and keeps all else as it is": [
      `${header}\n${firstBlock}\n${stale}\n${nullBlock}`,
      `${header}\n${firstBlock}\n${block}\n${nullBlock}`,
    ],
    "leaves a file that is right as it is": [`${header}\n${block}`, `${header}\n${block}`],
    "leaves a file that is right as it is, whatever comes before": [
      `${header}\n${firstBlock}\n${block.replace('",\n  ]', '",\n    "zh:more",\n  ]')}`,
      `${header}\n${firstBlock}\n${block.replace('",\n  ]', '",\n    "zh:more",\n  ]')}`,
    ],
    "replaces a block with other constraints": [
      `${header}\n${block.replace('constraints = "0.2.0"', 'constraints = "~> 0.2"')}`,
      `${header}\n${block}`,
    ],
    "starts a file of blank lines like an empty one": ["\n \n", `${header}\n${block}`],
    "takes a comment for no block": [
      `${header}# not provider "registry.terraform.io/example/tiny" { }\n`,
      `${header}# not provider "registry.terraform.io/example/tiny" { }\n\n${block}`,
    ],
    "mends a missing last line break": [
      `${header}\n${firstBlock.trimEnd()}`,
      `${header}\n${firstBlock}\n${block}`,
    ],
    "replaces a last block without a line break": [`${header}\n${stale.trimEnd()}`, `${header}\n${block}`],
  };

  it.each(Object.entries(cases))("%s", (_, [before, after]) => {
    expect(mergeLockEntry(before, entry)).toBe(after);
  });

  it("is idempotent", () => {
    for (const [before] of Object.values(cases)) {
      const once = mergeLockEntry(before, entry);
      expect(mergeLockEntry(once, entry)).toBe(once);
    }
  });

  it("does not take a provider of another namespace or host for the same", () => {
    const other = stale.replace("example/tiny", "example/tiny2");
    expect(mergeLockEntry(other, entry)).toContain("tiny2");
    expect(mergeLockEntry(stale.replace("terraform.io", "opentofu.org"), entry)).toContain("opentofu.org");
  });

  it("leaves constraints out when there are none, in Terraform's format", () => {
    const { constraints: _, ...bare } = entry;
    expect(mergeLockEntry("", bare)).toContain('tiny" {\n  version = "0.2.0"\n  hashes = [\n');
  });
});

describe("writeLockFile", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lock-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("creates the file, then leaves it alone until something changes", () => {
    const path = join(folder, lockFileName);
    expect(writeLockFile(folder, entry)).toBe(true);
    utimesSync(path, 1000, 1000);
    expect(writeLockFile(folder, entry)).toBe(false);
    expect(statSync(path).mtimeMs).toBe(1_000_000);
    expect(writeLockFile(folder, { ...entry, h1: "h1:b3RoZXI=" })).toBe(true);
    expect(readFileSync(path, "utf8")).toContain("h1:b3RoZXI=");
  });

  it("does not take a file that it cannot read for an empty one", () => {
    writeFileSync(join(folder, "file"), "");
    expect(() => writeLockFile(join(folder, "file"), entry)).toThrow(/ENOTDIR/);
  });
});
