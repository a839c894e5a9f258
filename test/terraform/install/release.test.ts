import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { packRelease } from "../../../src/terraform/install/release";
import { zip } from "../../../src/terraform/install/zip";

let folder: string;
const address = { host: "registry.terraform.io", namespace: "example", type: "tiny" };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "release-"));
  writeFileSync(join(folder, "bundle.cjs"), "// bundle");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function pack(into: string) {
  return packRelease({
    address,
    version: "1.2.3",
    bundleFile: join(folder, "bundle.cjs"),
    into: join(folder, into),
  });
}

describe("packRelease", () => {
  it("writes an archive per platform, the manifest, and sums that sha256sum confirms", () => {
    const { files } = pack("out");
    expect(readdirSync(join(folder, "out")).sort()).toEqual([...files].sort());
    expect(files).toContain("terraform-provider-tiny_1.2.3_linux_amd64.zip");
    const sums = execFileSync("sha256sum", ["--strict", "-c", "terraform-provider-tiny_1.2.3_SHA256SUMS"], {
      cwd: join(folder, "out"),
      encoding: "utf8",
    });
    expect(sums.match(/: OK/g)?.length).toBe(files.length - 1);
    const manifest = readFileSync(join(folder, "out", "terraform-provider-tiny_1.2.3_manifest.json"), "utf8");
    expect(JSON.parse(manifest)).toEqual({ version: 1, metadata: { protocol_versions: ["6.0"] } });
  });

  it("gives the same bytes every time", () => {
    const { files } = pack("one");
    pack("two");
    for (const file of files) {
      expect(readFileSync(join(folder, "two", file))).toEqual(readFileSync(join(folder, "one", file)));
    }
  });

  it.each(["release", "mirror"] as const)(
    "replaces an archive of its own in a %s, and no other",
    (layout) => {
      const into = join(folder, "out");
      const common = { address, version: "1.2.3", bundleFile: join(folder, "bundle.cjs"), into, layout };
      const { files } = packRelease(common);
      writeFileSync(join(folder, "bundle.cjs"), "// another");
      packRelease(common);
      const path = join(into, files[0]!);
      writeFileSync(path, "theirs");
      expect(() => packRelease(common)).toThrow(`Cannot write ${path}: another file is there`);
      expect(readFileSync(path, "utf8")).toBe("theirs");
      rmSync(path);
      symlinkSync(join(folder, "bundle.cjs"), path);
      expect(() => packRelease(common)).toThrow(`Cannot write ${path}: it is no file`);
      expect(readFileSync(join(folder, "bundle.cjs"), "utf8")).toBe("// another");
    },
  );
});

describe("zip", () => {
  it("keeps names, contents and modes", () => {
    const content = Buffer.from("x".repeat(1000));
    const archive = zip([
      { name: "a.txt", content, mode: 0o644 },
      { name: "é/run", content: Buffer.from("#!/bin/sh\n"), mode: 0o755 },
    ]);
    const directory = archive.indexOf("PK\u0001\u0002");
    expect(archive.readUInt32LE(directory + 38) >>> 16).toBe(0o100644);
    expect(archive.readUInt32LE(archive.indexOf("PK\u0001\u0002", directory + 1) + 38) >>> 16).toBe(0o100755);
    const packedBytes = archive.readUInt32LE(18);
    expect(inflateRawSync(archive.subarray(30 + 5, 30 + 5 + packedBytes))).toEqual(content);
    expect(archive.includes(Buffer.from("é/run"))).toBe(true);
  });
});
