// Where the doctor looks for plugins that are in place, and what it says of those that are not of this version.
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { checkInstalled } from "../../../src/cli/doctor/installed";
import { providerAddress } from "../../../src/pumble/provider-address";
import { version } from "../../../src/pumble/version";
import { userMirror } from "../../../src/terraform/install";

let folder: string;
let home: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pumble-installed-"));
  home = mkdtempSync(join(tmpdir(), "pumble-home-"));
  vi.stubEnv("HOME", home);
  vi.stubEnv("XDG_DATA_HOME", "");
});
afterEach(() => {
  vi.unstubAllEnvs();
  for (const dir of [folder, home]) rmSync(dir, { recursive: true, force: true });
});

const { host, namespace, type } = providerAddress;
const own = join("terraform.d", "plugins");
const inside = (root: string, one: string) => join(root, host, namespace, type, one);

/** Puts plugins of these versions into a mirror. */
function put(root: string, ...versions: string[]): void {
  for (const one of versions) mkdirSync(inside(root, one), { recursive: true });
}

it("nothing in place is no fault, and comes with what puts a plugin there", () => {
  expect(checkInstalled(folder)).toMatchObject({
    state: "skipped",
    found: "no plugin here yet: pumble plan, cdktf synth or pumble provider install puts it",
  });
});

describe("of this version", () => {
  it.each([
    ["beside a configuration", own],
    ["in a stack of an app", join("cdktf.out", "stacks", "one", own)],
    ["in a workspace file's folder", join(".pumble", "staging", own)],
  ])("it is right %s", (_, root) => {
    put(join(folder, root), version);
    expect(checkInstalled(folder)).toMatchObject({ state: "right", found: `${version} in ${root}` });
  });

  it("it is right where cdktf.json has stacks written", () => {
    writeFileSync(join(folder, "cdktf.json"), JSON.stringify({ app: "node main.js", output: "out" }));
    put(join(folder, "out", "stacks", "one", own), version);
    expect(checkInstalled(folder)).toMatchObject({ state: "right" });
  });

  it.each([
    ["no JSON", "{"],
    ["not an app's", "{}"],
  ])("a cdktf.json that is %s is passed over", (_, text) => {
    writeFileSync(join(folder, "cdktf.json"), text);
    put(join(folder, "cdktf.out", "stacks", "one", own), version);
    expect(checkInstalled(folder)).toMatchObject({ state: "right" });
  });

  it.each([
    ["that has kept plugins in the older place", (at: string) => mkdirSync(join(at, ".terraform.d"))],
    ["that has not", () => {}],
  ])("it is right where provider install puts it, in a home %s", (_, prepare) => {
    prepare(home);
    put(userMirror(), version);
    expect(checkInstalled(folder)).toMatchObject({ state: "right", found: `${version} in ${userMirror()}` });
  });

  it("each place is named", () => {
    put(join(folder, own), "0.0.1", version);
    put(userMirror(), version);
    expect(checkInstalled(folder)).toMatchObject({ found: `${version} in ${own}, ${userMirror()}` });
  });

  it("a link to it is as good", () => {
    put(join(folder, own), version);
    const there = inside(join(folder, own), version);
    renameSync(there, join(folder, "elsewhere"));
    symlinkSync(join(folder, "elsewhere"), there);
    expect(checkInstalled(folder)).toMatchObject({ state: "right" });
  });
});

describe("of another version", () => {
  const root = join("cdktf.out", "stacks", "my stack", own);

  it("is named with where it is, and with what puts the right one there", () => {
    put(join(folder, root), "0.0.2", "0.0.1");
    put(join(folder, own), version);
    put(userMirror(), "0.0.3");
    expect(checkInstalled(folder)).toMatchObject({
      state: "wrong",
      found: `0.0.1, 0.0.2 in ${root}; 0.0.3 in ${userMirror()}, and this is ${version}`,
      nextStep: `Put it anew: pumble plan or cdktf synth in a project, or: pumble provider install '${root}'`,
    });
  });

  it("files are none", () => {
    const mirror = inside(join(folder, own), "0.0.1");
    mkdirSync(dirname(mirror), { recursive: true });
    writeFileSync(mirror, "");
    for (const name of [".pumble", "cdktf.out"]) writeFileSync(join(folder, name), "");
    expect(checkInstalled(folder)).toMatchObject({ state: "skipped" });
  });
});
