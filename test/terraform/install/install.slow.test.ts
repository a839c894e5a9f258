import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { currentPlatform, hashPackage, installPlugin } from "../../../src/terraform/install";
import { oldestNode } from "../../../src/terraform/install/node-guard";

let folder: string;
let bundleFile: string;
let into: string;

const address = { host: "registry.terraform.io", namespace: "example", type: "tiny" };
const version = "0.1.0";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "install test "));
  bundleFile = join(folder, "bundle.cjs");
  into = join(folder, "terraform.d", "plugins");
  writeFileSync(bundleFile, "console.log(JSON.stringify([process.argv.slice(2), process.env]));");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const packageFolder = (host = address.host): string =>
  join(into, host, "example", "tiny", "0.1.0", currentPlatform());
const launcher = (): string => join(packageFolder(), "terraform-provider-tiny_v0.1.0");

/** Every file under the mirror with its time of change. */
function times(): Record<string, number> {
  const files = readdirSync(into, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((file) => [
      join(file.parentPath, file.name),
      statSync(join(file.parentPath, file.name)).mtimeMs,
    ]),
  );
}

/** What a program sees that the launcher starts. */
function launch(env: Record<string, string>, ...args: string[]): [string[], Record<string, string>] {
  return JSON.parse(execFileSync(launcher(), args, { env, encoding: "utf8" }));
}

describe("installPlugin", () => {
  it("writes the package under both default registries, and nothing else", () => {
    installPlugin({ address, version, bundleFile, into });
    for (const host of ["registry.terraform.io", "registry.opentofu.org"]) {
      expect(readdirSync(packageFolder(host)).sort()).toEqual([
        "provider.cjs",
        "start.cjs",
        "terraform-provider-tiny_v0.1.0",
      ]);
    }
    expect(readdirSync(into).sort()).toEqual(["registry.opentofu.org", "registry.terraform.io"]);
  });

  it("writes under a host of one's own only there", () => {
    installPlugin({ address: { ...address, host: "terraform.local" }, version, bundleFile, into });
    expect(readdirSync(into)).toEqual(["terraform.local"]);
  });

  it("returns the hash that Terraform computes, which the shell's sha256sum confirms", () => {
    const h1 = installPlugin({ address, version, bundleFile, into });
    const script = "sha256sum provider.cjs start.cjs terraform-provider-tiny_v0.1.0 | sha256sum | cut -c1-64";
    const hex = execFileSync("sh", ["-c", script], { cwd: packageFolder(), encoding: "utf8" }).trim();
    const byShell = Buffer.from(hex, "hex").toString("base64");
    expect(h1).toBe(`h1:${byShell}`);
    expect(hashPackage(packageFolder())).toBe(h1);
  });

  it("gives the same bytes for every platform, so that one lock file serves all", () => {
    const platforms = ["linux_amd64", "darwin_arm64"];
    installPlugin({ address, version, bundleFile, into, platforms });
    const base = dirname(packageFolder());
    expect(hashPackage(join(base, "darwin_arm64"))).toBe(hashPackage(join(base, "linux_amd64")));
  });

  it("brings the parts that the bundle loads later, and drops one that a new version no longer has", () => {
    writeFileSync(join(folder, "part.cjs"), "// part");
    writeFileSync(join(folder, "notes.txt"), "not ours");
    const whole = installPlugin({ address, version, bundleFile, into });
    expect(readdirSync(packageFolder()).sort()).toEqual([
      "part.cjs",
      "provider.cjs",
      "start.cjs",
      "terraform-provider-tiny_v0.1.0",
    ]);
    expect(hashPackage(packageFolder())).toBe(whole);
    rmSync(join(folder, "part.cjs"));
    expect(installPlugin({ address, version, bundleFile, into })).not.toBe(whole);
    expect(readdirSync(packageFolder())).not.toContain("part.cjs");
  });

  it("rewrites nothing the second time", () => {
    const first = installPlugin({ address, version, bundleFile, into });
    for (const path of Object.keys(times())) utimesSync(path, 1000, 1000);
    expect(installPlugin({ address, version, bundleFile, into })).toBe(first);
    expect(new Set(Object.values(times()))).toEqual(new Set([1_000_000]));
  });

  it("replaces a changed bundle by a new file, so that a running plugin keeps the old one", () => {
    installPlugin({ address, version, bundleFile, into });
    const before = statSync(join(packageFolder(), "provider.cjs")).ino;
    const held = readFileSync(join(packageFolder(), "provider.cjs"), "utf8");
    writeFileSync(bundleFile, `${held} // changed`);
    installPlugin({ address, version, bundleFile, into });
    expect(statSync(join(packageFolder(), "provider.cjs")).ino).not.toBe(before);
    expect(readFileSync(join(packageFolder(), "provider.cjs"), "utf8")).toBe(`${held} // changed`);
  });

  it("mends a lost executable bit and a missing file", () => {
    installPlugin({ address, version, bundleFile, into });
    chmodSync(launcher(), 0o644);
    rmSync(join(packageFolder(), "provider.cjs"));
    installPlugin({ address, version, bundleFile, into });
    expect(statSync(launcher()).mode & 0o777).toBe(0o755);
    expect(existsSync(join(packageFolder(), "provider.cjs"))).toBe(true);
  });

  it.each([
    ["a file", "debug.log", (path: string) => writeFileSync(path, "theirs")],
    ["a folder", "cache", (path: string) => mkdirSync(path)],
    ["a link", "link", (path: string) => symlinkSync(folder, path)],
    ["a link in the place of a file", "provider.cjs", (path: string) => symlinkSync(bundleFile, path)],
  ])("refuses %s that it did not write, and leaves it", (_, name, make) => {
    installPlugin({ address, version, bundleFile, into });
    const path = join(packageFolder(), name);
    rmSync(path, { force: true });
    make(path);
    const kept = lstatSync(path).ino;
    writeFileSync(bundleFile, "changed");
    expect(() => installPlugin({ address, version, bundleFile, into })).toThrow(
      `${path} was not put there by it`,
    );
    expect(lstatSync(path).ino).toBe(kept);
    rmSync(path, { recursive: true });
    const h1 = installPlugin({ address, version, bundleFile, into });
    expect(hashPackage(packageFolder())).toBe(h1);
  });

  it("refuses to overwrite a file that was there first", () => {
    mkdirSync(packageFolder(), { recursive: true });
    writeFileSync(join(packageFolder(), "provider.cjs"), "theirs");
    expect(() => installPlugin({ address, version, bundleFile, into })).toThrow("was not put there by it");
    expect(readFileSync(join(packageFolder(), "provider.cjs"), "utf8")).toBe("theirs");
  });

  it.each([0, 1, 2, 3, 4])("refuses a link in the place of folder %i, and writes nothing behind it", (up) => {
    const own = join(folder, "own");
    mkdirSync(own);
    writeFileSync(join(own, "keep.txt"), "x");
    const place = resolve(packageFolder(), ...Array(up).fill(".."));
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(own, place);
    expect(() => installPlugin({ address, version, bundleFile, into })).toThrow(`${place} is a link`);
    expect(readdirSync(own)).toEqual(["keep.txt"]);
    expect(lstatSync(place).isSymbolicLink()).toBe(true);
  });

  it("refuses a file in the place of a folder", () => {
    const place = join(into, address.host);
    mkdirSync(into, { recursive: true });
    writeFileSync(place, "theirs");
    expect(() => installPlugin({ address, version, bundleFile, into })).toThrow(`${place} is no folder`);
    expect(readFileSync(place, "utf8")).toBe("theirs");
  });

  it("has files of the same modes whatever the umask takes away", () => {
    const before = process.umask(0o077);
    try {
      installPlugin({ address, version, bundleFile, into });
    } finally {
      process.umask(before);
    }
    expect(statSync(launcher()).mode & 0o777).toBe(0o755);
    expect(statSync(join(packageFolder(), "provider.cjs")).mode & 0o777).toBe(0o644);
  });

  it.each([
    ["host", { host: "../evil" }],
    ["namespace", { namespace: "a/b" }],
    ["type", { type: "" }],
    ["type", { type: "a..b" }],
  ])("refuses a %s that leads out of the mirror: %o", (name, change) => {
    expect(() => installPlugin({ address: { ...address, ...change }, version, bundleFile, into })).toThrow(
      `its ${name} is "${Object.values(change)[0]}"`,
    );
    expect(existsSync(into)).toBe(false);
  });

  it.each(["v1.0.0", "1.0", "latest"])("refuses the version %s", (wrong) => {
    expect(() => installPlugin({ address, version: wrong, bundleFile, into })).toThrow("semantic version");
  });

  it("says which bundle is missing", () => {
    expect(() => installPlugin({ address, version, bundleFile: "/nowhere/p.cjs", into })).toThrow(
      "its bundle /nowhere/p.cjs cannot be read. Build it first.",
    );
  });
});

describe("the launcher", () => {
  beforeEach(() => installPlugin({ address, version, bundleFile, into }));

  it("starts the bundle beside it with its arguments, whatever the folder is called", () => {
    const [args] = launch({ PATH: process.env.PATH! }, "--debug", "a b");
    expect(args).toEqual(["--debug", "a b"]);
  });

  it("moves extra certificates aside, so that Node does not parse them at start, and drops NODE_OPTIONS", () => {
    const [, env] = launch({
      PATH: process.env.PATH!,
      NODE_EXTRA_CA_CERTS: "/etc/own ca.pem",
      NODE_OPTIONS: "--require=/nowhere.js",
    });
    expect(env["TF_PLUGIN_NODE_EXTRA_CA_CERTS"]).toBe("/etc/own ca.pem");
    expect(env["NODE_EXTRA_CA_CERTS"]).toBeUndefined();
    expect(env["NODE_OPTIONS"]).toBeUndefined();
  });

  it("sets nothing when there are no extra certificates", () => {
    const [, env] = launch({ PATH: process.env.PATH! });
    expect(env["TF_PLUGIN_NODE_EXTRA_CA_CERTS"]).toBeUndefined();
  });

  /** Where `sh` is, and a Node that is as old as this, or none. */
  function pathWith(version: string | null): string {
    const bin = join(folder, "bin");
    mkdirSync(bin);
    const shell = execFileSync("which", ["sh"], { encoding: "utf8" }).trim();
    symlinkSync(shell, join(bin, "sh"));
    if (version === null) return bin;
    const pretended = join(folder, "old.js");
    writeFileSync(
      pretended,
      `Object.defineProperty(process.versions, "node", { value: ${JSON.stringify(version)} });`,
    );
    const script = `#!/bin/sh\nexec '${process.execPath}' --require '${pretended}' "$@"\n`;
    writeFileSync(join(bin, "node"), script, { mode: 0o755 });
    return bin;
  }

  it.each([
    ["there is no Node", null, "install it, or add the folder of 'node' to PATH"],
    ["Node is a major version too old", "18.20.8", "This is Node.js 18.20.8: /"],
    ["Node is a patch too old", "20.18.0", "This is Node.js 20.18.0: /"],
  ])("says on standard output, which Terraform shows, what to do when %s", (_, old, advice) => {
    const { status, stdout } = spawnSync(launcher(), { env: { PATH: pathWith(old) }, encoding: "utf8" });
    expect(status).toBe(1);
    expect(stdout).toContain(`needs Node.js ${oldestNode} or newer`);
    expect(stdout).toContain(advice);
    expect(stdout.trim()).not.toContain("\n");
  });

  it.each([oldestNode, "20.19.0", "21.0.0"])("starts with Node %s", (enough) => {
    const { status } = spawnSync(launcher(), { env: { PATH: pathWith(enough) }, encoding: "utf8" });
    expect(status).toBe(0);
  });

  it("looks at the version in words that any Node can read", () => {
    const start = readFileSync(join(packageFolder(), "start.cjs"), "utf8");
    expect(start).not.toMatch(/=>|`|\bconst\b|\blet\b|\?\.|\?\?|\basync\b|\bclass\b/);
  });
});
