import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { mirrorLayout } from "../../../src/terraform/install/layouts";
import { closeHoles } from "../../../src/terraform/install/standalone/close-holes";
import { codeSignatureFault } from "../../../src/terraform/install/standalone/code-signature";
import { isExecutableFor } from "../../../src/terraform/install/standalone/executable-format";
import { fetchRuntimes } from "../../../src/terraform/install/standalone/fetch";
import { runtimeNotices } from "../../../src/terraform/install/standalone/runtime-notices";
import { runtimeFor, runtimeVersion } from "../../../src/terraform/install/standalone/runtimes";

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

describe("codeSignatureFault", () => {
  const pageLength = 4096;

  /** A Mach-O file of two and a half pages, signed as `codesign --sign -` does. */
  function signed(): Buffer {
    const code = Buffer.alloc(pageLength * 2.5, "code");
    code.write("cffaedfe", "hex");
    code.writeUInt32LE(2, 16);
    [0x19, 24, 0, 0, 0, 0, 0x1d, 16, code.length, 160].forEach((value, at) => {
      code.writeUInt32LE(value, 32 + at * 4);
    });
    const directory = Buffer.alloc(140);
    directory.writeUInt32BE(0xfade0c02, 0);
    directory.writeUInt32BE(44, 16);
    directory.writeUInt32BE(3, 28);
    directory.writeUInt32BE(code.length, 32);
    directory.set([32, 2, 0, 12], 36);
    for (let page = 0; page < 3; page++) {
      const text = code.subarray(page * pageLength, (page + 1) * pageLength);
      createHash("sha256")
        .update(text)
        .digest()
        .copy(directory, 44 + page * 32);
    }
    const head = Buffer.alloc(20);
    [0xfade0cc0, 160, 1, 0, 20].forEach((value, at) => {
      head.writeUInt32BE(value, at * 4);
    });
    return Buffer.concat([code, head, directory]);
  }

  it("finds nothing wrong while each page has the hash that was signed", () => {
    expect(codeSignatureFault(signed())).toBeNull();
  });

  it("finds a changed page, the last one too, and a signature that is not there", () => {
    const [first, last, none] = [signed(), signed(), signed()];
    first[500]! ^= 1;
    last[pageLength * 2 + 7]! ^= 1;
    none.writeUInt32LE(0x19, 56);
    expect(codeSignatureFault(first)).toBe("page 0 is not what was signed");
    expect(codeSignatureFault(last)).toBe("page 2 is not what was signed");
    expect(codeSignatureFault(none)).toBe("it has no code signature");
  });
});

describe("runtimeNotices", () => {
  it("names the runtime's version, its licence, and the libraries that may be linked anew", () => {
    const text = runtimeNotices();
    expect(text).toContain(`bun-v${runtimeVersion}/LICENSE.md`);
    expect(text).toMatch(/JavaScriptCore may be changed and linked anew: its sources are at https/);
  });

  it("holds the licences themselves, those of the GNU project from the first line to the last", () => {
    const text = runtimeNotices();
    const sections = text.split("-".repeat(80)).map((section) => section.trim());
    const gnu = sections.filter((section) => section.startsWith("GNU L"));
    expect(gnu.map((section) => section.split("\n")[2])).toEqual([
      expect.stringContaining("JavaScriptCore"),
      expect.stringContaining("tinycc"),
    ]);
    for (const section of gnu) {
      expect(section).toMatch(
        / {2}0\. This License [\s\S]* {2}16\. IN NO EVENT [\s\S]*That's all there is to it!$/,
      );
    }
    for (const words of ["shall be included in all", "Redistributions in binary form", "Apache License"]) {
      expect(text).toContain(words);
    }
  });
});

describe("runtimeFor", () => {
  it("names the platforms there are when asked for another", () => {
    expect(() => runtimeFor("plan9_386")).toThrow("choose from darwin_amd64, darwin_arm64, linux_amd64");
    expect(() => runtimeFor("darwin_arm64", { musl: true })).toThrow("choose from linux_amd64, linux_arm64");
  });
});

describe.skipIf(process.platform === "win32")("fetchRuntimes", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "runtimes-"));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });
  /** What stands in for npm on the PATH: it writes down what it was told, and does this. */
  const npm = (then: string) => {
    writeFileSync(join(folder, "npm"), `#!/bin/sh\necho "$@" > told\n${then}\n`, { mode: 0o755 });
    vi.stubEnv("PATH", `${folder}${delimiter}${process.env["PATH"]}`);
  };
  const runtime = runtimeFor("linux_amd64");

  it("has npm take each with its pinned hash, and run nothing of it", async () => {
    npm("exit 0");
    const into = join(folder, "into");
    await fetchRuntimes(into, [runtime, runtime]);
    const told = readFileSync(join(into, "told"), "utf8").trim().split(" ");
    expect(told).toEqual(expect.arrayContaining(["ci", "--ignore-scripts"]));
    expect(JSON.parse(readFileSync(join(into, "package-lock.json"), "utf8")).packages).toMatchObject({
      [`node_modules/${runtime.package}`]: { version: runtimeVersion, integrity: runtime.integrity },
    });
  });

  it("asks for nothing that is there, and tells what npm said where it fails", async () => {
    npm("echo 'EINTEGRITY sha512' >&2; exit 1");
    const bin = join(folder, "node_modules", ...runtime.package.split("/"), "bin");
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, "bun"), "");
    await fetchRuntimes(folder, [runtime]);
    expect(existsSync(join(folder, "told"))).toBe(false);
    const other = runtimeFor("linux_arm64");
    await expect(fetchRuntimes(folder, [runtime, other])).rejects.toThrow(/with npm: EINTEGRITY sha512$/);
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

  it("writes nothing behind a link in the place of a folder", () => {
    const elsewhere = mkdtempSync(join(tmpdir(), "elsewhere-"));
    symlinkSync(elsewhere, join(into, "linked.example"));
    const address = { host: "linked.example", namespace: "example", type: "tiny" };
    const { add } = mirrorLayout({ address, version: "1.0.0", into });
    const archive = { platform: "linux_amd64", zip: Buffer.from("one"), h1: "h1:one" };
    expect(() => add(archive)).toThrow(`${join(into, "linked.example")} is a link`);
    expect(existsSync(join(elsewhere, "example"))).toBe(false);
    rmSync(elsewhere, { recursive: true });
  });
});
