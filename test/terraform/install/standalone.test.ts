import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mirrorLayout } from "../../../src/terraform/install/layouts";
import { closeHoles } from "../../../src/terraform/install/standalone/close-holes";
import { isExecutableFor } from "../../../src/terraform/install/standalone/executable-format";
import { runtimeFor } from "../../../src/terraform/install/standalone/runtimes";

const runtime =
  "RES_OPTIONS\0BUN_OPTIONS\0BUN_BE_BUN\0BUN_INSPECT\0BUN_INSPECT_PRELOAD\0BUN_JSC_\0https://bun.report\0BUN_TMPDIR";

describe("closeHoles", () => {
  it("renames every variable to what no environment can hold, and nothing else", () => {
    expect(closeHoles(Buffer.from(runtime)).toString()).toBe(
      "RES_OPTIONS\0=UN_OPTIONS\0=UN_BE_BUN\0=UN_INSPECT\0=UN_INSPECT_PRELOAD\0=UN_JSC_\0https://no.invalid\0BUN_TMPDIR",
    );
  });

  it("refuses a runtime that does not name one of them, as a newer one may not", () => {
    const other = Buffer.from(runtime.replace("BUN_BE_BUN", "BUN_IS_BUN"));
    expect(() => closeHoles(other)).toThrow("The runtime does not name BUN_BE_BUN");
  });
});

describe("isExecutableFor", () => {
  it("tells ELF, Mach-O and PE apart, and processors", () => {
    const file = Buffer.alloc(8192);
    file.write("7f454c46", "hex");
    file.writeUInt16LE(0xb7, 18);
    expect(isExecutableFor("linux_arm64", file)).toBe(true);
    expect(isExecutableFor("linux_amd64", file)).toBe(false);
    expect(isExecutableFor("darwin_arm64", file)).toBe(false);
    file.write("4d5a", "hex");
    file.writeUInt32LE(0x100, 0x3c);
    file.writeUInt16LE(0x8664, 0x104);
    expect(isExecutableFor("windows_amd64", file)).toBe(true);
    expect(isExecutableFor("windows_amd64", Buffer.from("MZ"))).toBe(false);
  });
});

describe("runtimeFor", () => {
  it("names the platforms there are when asked for another", () => {
    expect(() => runtimeFor("plan9_386")).toThrow("choose from darwin_amd64, darwin_arm64, linux_amd64");
    expect(() => runtimeFor("darwin_arm64", { musl: true })).toThrow("choose from linux_amd64, linux_arm64");
  });
});

describe("mirrorLayout", () => {
  let into: string;
  beforeAll(() => {
    into = mkdtempSync(join(tmpdir(), "mirror-"));
  });
  afterAll(() => rmSync(into, { recursive: true, force: true }));

  it("keeps the versions that are there, and tells the hashes of each platform's archive", () => {
    const address = { host: "registry.terraform.io", namespace: "example", type: "tiny" };
    for (const version of ["1.0.0", "1.1.0"]) {
      const layout = mirrorLayout({ address, version, into });
      layout.add({ platform: "linux_amd64", zip: Buffer.from("one"), h1: "h1:one" });
      layout.add({ platform: "windows_amd64", zip: Buffer.from("two"), h1: "h1:two" });
      layout.finish();
    }
    const read = (host: string, name: string) =>
      JSON.parse(readFileSync(join(into, host, "example", "tiny", name), "utf8"));
    expect(read("registry.opentofu.org", "index.json")).toEqual({ versions: { "1.0.0": {}, "1.1.0": {} } });
    expect(read("registry.terraform.io", "1.1.0.json").archives.windows_amd64).toEqual({
      url: "terraform-provider-tiny_1.1.0_windows_amd64.zip",
      hashes: ["h1:two", "zh:3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3"],
    });
  });
});
