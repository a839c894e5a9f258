import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LockFileOptions, lockFileName, writeLockFile } from "../../../src/terraform/install";

const own = {
  address: { host: "registry.terraform.io", namespace: "example", type: "tiny" },
  version: "0.2.0",
  constraints: "0.2.0",
  h1: "h1:bmV3",
};

const address = "registry.terraform.io/hashicorp/null";

/** As `terraform init` writes it. */
const nullBlock = (version: string, constraints: string): string => `provider "${address}" {
  version     = "${version}"
  constraints = "${constraints}"
  hashes = [
    "h1:one",
    "zh:two",
  ]
}
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "named-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lockFile = () => join(folder, lockFileName);
const text = () => readFileSync(lockFile(), "utf8");

function write(options: LockFileOptions): string {
  writeLockFile(folder, own, options);
  return text();
}

/** What `terraform init` leaves: no comment, and a block for each provider. */
function initialised(block: string): string {
  return write({}).replace(/$/, `\n${block}`);
}

/** Provider → constraints, as the CLI's line-by-line reader sees them (cdktf 0.21, cdktn 0.24). */
function seenByCli(lock: string): Record<string, string | undefined> {
  const seen: Record<string, string | undefined> = {};
  let current: string | undefined;
  for (const line of lock.split("\n")) {
    const opened = /provider "(.*)"/.exec(line);
    const constraints = /^\s*constraints\s+=\s+"(.*)"/.exec(line);
    if (current && constraints) seen[current] = constraints[1];
    else if (current && /^\s*\}/.test(line)) current = undefined;
    else if (!current && opened) {
      current = opened[1]!;
      seen[current] = undefined;
    }
  }
  return seen;
}

/** What Terraform sees: no comments. */
const seenByTerraform = (lock: string): string => lock.replace(/\/\*[\s\S]*?\*\//g, "");

describe("a required provider that the lock file does not have", () => {
  it.each([
    ["an exact version", "3.2.4", "3.2.4"],
    ["a range", "~> 3.0", "~> 3.0"],
    ["no version", undefined, ">= 0"],
    ["a range that the CLI would not match with itself", "> 3.0, < 4", ">= 0"],
    ["a text that would end the comment", "*/", ">= 0"],
  ])("is there for the CLI and not for Terraform: %s", (_, version, constraints) => {
    const lock = write({ others: [{ source: "hashicorp/null", ...(version && { version }) }] });
    expect(seenByCli(lock)).toEqual({
      "registry.terraform.io/example/tiny": "0.2.0",
      [address]: constraints,
    });
    expect(seenByTerraform(lock).trim()).toBe(seenByTerraform(write({})).trim());
  });

  it.each(["null", "hashicorp/null", address])("is named by its whole address: %s", (source) => {
    expect(Object.keys(seenByCli(write({ others: [{ source }] })))).toContain(address);
  });

  it("keeps its own host and namespace", () => {
    const sources = ["acme/one", "terraform.acme.io/acme/two"];
    const lock = write({ others: sources.map((source) => ({ source })) });
    expect(Object.keys(seenByCli(lock)).slice(1)).toEqual([
      "registry.terraform.io/acme/one",
      "terraform.acme.io/acme/two",
    ]);
  });

  it("is not named twice by a second synth, nor once more when it is required twice", () => {
    const others = [{ source: "null", version: "3.2.4" }];
    const first = write({ others });
    expect(write({ others })).toBe(first);
    expect(write({ others: [...others, ...others] })).toBe(first);
  });

  it("is not named any more once it is not required", () => {
    const bare = write({});
    write({ others: [{ source: "null" }] });
    expect(write({})).toBe(bare);
  });
});

describe("an entry that terraform init wrote", () => {
  it("is left alone with its hashes while the configuration says the same", () => {
    const before = initialised(nullBlock("3.2.4", "~> 3.0"));
    writeFileSync(lockFile(), before);
    expect(write({ others: [{ source: "null", version: "~> 3.0" }] })).toBe(before);
  });

  it("keeps its hashes when the configuration says something else that it satisfies", () => {
    writeFileSync(lockFile(), initialised(nullBlock("3.2.4", "~> 3.0")));
    const lock = write({ others: [{ source: "null", version: "~> 3.1" }] });
    expect(seenByCli(lock)[address]).toBe("~> 3.1");
    expect(seenByTerraform(lock)).toContain(nullBlock("3.2.4", "~> 3.0"));
  });

  it("goes when its version is not what is required any more, so that init chooses anew", () => {
    writeFileSync(lockFile(), initialised(nullBlock("3.2.4", "~> 3.0")));
    const lock = write({ others: [{ source: "null", version: "3.3.0" }] });
    expect(seenByCli(lock)[address]).toBe("3.3.0");
    expect(seenByTerraform(lock)).not.toContain(address);
  });

  it("stays where nothing requires it", () => {
    const before = initialised(nullBlock("3.2.4", "~> 3.0"));
    writeFileSync(lockFile(), before);
    expect(write({})).toBe(before);
  });
});

describe("a lock file that is kept beside the project", () => {
  const others = [{ source: "null", version: "~> 3.0" }];

  it("is used as it is, and gets what it lacks", () => {
    const kept = nullBlock("3.2.3", "~> 3.0");
    const lock = write({ others, kept });
    expect(lock).toContain(kept);
    expect(seenByCli(lock)).toEqual({ [address]: "~> 3.0", "registry.terraform.io/example/tiny": "0.2.0" });
  });

  it("wins over what init chose before", () => {
    writeFileSync(lockFile(), initialised(nullBlock("3.2.4", "~> 3.0")));
    const lock = write({ others, kept: nullBlock("3.2.3", "~> 3.0") });
    expect(lock).toContain('"3.2.3"');
    expect(lock).not.toContain('"3.2.4"');
  });

  it("leaves what init chose for providers that it does not name", () => {
    writeFileSync(lockFile(), initialised(nullBlock("3.2.4", "~> 3.0")));
    const kept = nullBlock("1.0.0", "~> 1.0").replace("hashicorp/null", "hashicorp/random");
    const lock = write({ others: [...others, { source: "random", version: "~> 1.0" }], kept });
    expect(lock).toContain(kept);
    expect(lock).toContain(nullBlock("3.2.4", "~> 3.0"));
  });

  it("keeps even an entry that is outdated: Terraform says so", () => {
    const kept = nullBlock("3.2.3", "~> 3.0");
    expect(write({ others: [{ source: "null", version: "3.3.0" }], kept })).toContain(kept);
  });

  it("keeps further hashes of the plugin itself", () => {
    const kept = `provider "registry.terraform.io/example/tiny" {
  version     = "0.2.0"
  constraints = "0.2.0"
  hashes = [
    "h1:bmV3",
    "zh:more",
  ]
}
`;
    expect(write({ kept })).toBe(kept);
  });
});
