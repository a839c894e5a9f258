import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { currentPlatform, hashPackage, installPlugin, writeLockFile } from "../../src/terraform/install";
import { oldestNode } from "../../src/terraform/install/node-guard";
import { packRelease } from "../../src/terraform/install/release";
import { asStandalone, replaceByStandalone } from "../standalone";
import { bundlePlugin } from "../terraform/process/plugin";

const address = { host: "registry.terraform.io", namespace: "example", type: "tiny" };
/** This run's own, so that its processes are not taken for those of a run beside it. */
const version = `0.1.${process.pid}`;
/** Found on the PATH of these tests, whatever that of the run is. */
const terraform = spawnSync("which", ["terraform"], { encoding: "utf8" }).stdout.trim();

let bundle: Awaited<ReturnType<typeof bundlePlugin>>;
let folder: string;
let sockets: string;

beforeAll(async () => {
  bundle = await bundlePlugin("test/terraform/process/tiny-main.ts");
});
afterAll(() => rmSync(bundle.folder, { recursive: true, force: true }));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tf-"));
  sockets = mkdtempSync(join(tmpdir(), "tfs-"));
  const h1 = installPlugin({
    address,
    version,
    bundleFile: bundle.file,
    into: join(folder, "terraform.d", "plugins"),
  });
  writeLockFile(folder, { address, version, constraints: version, h1 });
  if (asStandalone) replaceByStandalone(folder, { address, version, bundleFile: bundle.file });
  configure("ada");
});
afterEach(() => {
  for (const path of [folder, sockets]) rmSync(path, { recursive: true, force: true });
});

function packageFolder(): string {
  const mirror = join(folder, "terraform.d", "plugins");
  return join(mirror, address.host, address.namespace, address.type, version, currentPlatform());
}

function configure(name: string): void {
  const source = `source = "example/tiny", version = "${version}"`;
  writeFileSync(
    join(folder, "main.tf"),
    `terraform {\n  required_providers {\n    tiny = { ${source} }\n  }\n}\nresource "tiny_thing" "a" { name = "${name}" }\n`,
  );
}

/** A clean machine: no network, no configuration of anybody's own. */
function environment(extra: Record<string, string> = {}): Record<string, string> {
  return {
    PATH: process.env.PATH!,
    HOME: folder,
    CHECKPOINT_DISABLE: "1",
    PLUGIN_UNIX_SOCKET_DIR: sockets,
    https_proxy: "http://127.0.0.1:1",
    ...extra,
  };
}

function run(args: string[], env: Record<string, string> = {}): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(terraform, [...args, "-no-color"], {
    cwd: folder,
    env: environment(env),
    encoding: "utf8",
  });
  return { status, output: stdout + stderr };
}

/** Plugin processes of this test's bundle. */
function plugins(): string[] {
  const { stdout } = spawnSync("ps", ["-eo", "pid=,stat=,args="], { encoding: "utf8" });
  const ours = `/example/tiny/${version}/`;
  return stdout.split("\n").filter((line) => line.includes(ours) && !/^\s*\d+ Z/.test(line));
}

/** Starts an apply that never ends, and waits until the provider is at it. */
async function hangingApply(): Promise<ChildProcess> {
  configure("hang");
  const child = spawn(terraform, ["apply", "-auto-approve", "-no-color"], {
    cwd: folder,
    env: environment(),
  });
  for await (const line of createInterface({ input: child.stdout! })) {
    if (line.includes("tiny_thing.a: Creating...")) break;
  }
  return child;
}

describe("on the real Terraform", () => {
  it("init takes the plugin from terraform.d by its lock entry, without network and without touching the lock file", () => {
    const before = readFileSync(join(folder, ".terraform.lock.hcl"), "utf8");
    const { status, output } = run(["init", "-lockfile=readonly"]);
    expect(output).toContain(`Installed example/tiny v${version}`);
    expect(status).toBe(0);
    expect(readFileSync(join(folder, ".terraform.lock.hcl"), "utf8")).toBe(before);
  });

  it("Terraform writes the very lock file that we write", () => {
    const ours = readFileSync(join(folder, ".terraform.lock.hcl"), "utf8");
    rmSync(join(folder, ".terraform.lock.hcl"));
    expect(run(["init"]).status).toBe(0);
    expect(readFileSync(join(folder, ".terraform.lock.hcl"), "utf8")).toBe(ours);
  });

  it("plans, applies, finds nothing to do, and destroys, leaving no process, no socket, and the package as it was", () => {
    run(["init"]);
    expect(run(["plan", "-detailed-exitcode"]).status).toBe(2);
    expect(run(["apply", "-auto-approve"]).output).toContain("1 added, 0 changed, 0 destroyed");
    expect(run(["plan", "-detailed-exitcode"])).toMatchObject({ status: 0 });
    expect(run(["destroy", "-auto-approve"]).output).toContain("1 destroyed");
    expect(plugins()).toEqual([]);
    expect(readdirSync(sockets)).toEqual([]);
    expect(readdirSync(packageFolder()).sort()).toEqual([
      ...(asStandalone ? [] : ["code.cjs", "provider.cjs", "start.cjs"]),
      `terraform-provider-tiny_v${version}`,
    ]);
  });

  it("each process of a plan ends by itself when Terraform asks, not killed two seconds later", () => {
    run(["init"]);
    const { status, output } = run(["plan"], { TF_LOG: "trace" });
    expect(status).toBe(0);
    expect(output.match(/provider: plugin process exited/g)).toHaveLength(3);
    expect(output).not.toContain("plugin failed to exit gracefully");
  });

  it("what the provider prints is a readable line of Terraform's log, and cannot crash it", () => {
    run(["init"]);
    const { status, output } = run(["plan"], { TF_LOG: "trace" });
    const executable = `terraform-provider-tiny_v${version}`.replaceAll(".", "\\.");
    expect(status).toBe(0);
    expect(output).toMatch(new RegExp(`\\[INFO\\] {2}provider\\.${executable}: configured, said on stdout:`));
    expect(output).toMatch(new RegExp(`\\[WARN\\] {2}provider\\.${executable}: \\{"@message":1\\}:`));
    expect(output).not.toContain("panic");
  });

  it("a crash of the provider is shown with our stack trace", () => {
    run(["init"]);
    configure("crash");
    const { status, output } = run(["apply", "-auto-approve"]);
    expect(status).toBe(1);
    expect(output).toContain(`Stack trace from the terraform-provider-tiny_v${version} plugin:`);
    expect(output).toContain("panic: TypeError: the tiny provider broke");
    expect(plugins()).toEqual([]);
    expect(readdirSync(sockets)).toEqual([]);
  });

  it("kill -9 of Terraform in the middle of an apply leaves no provider and no socket", async () => {
    run(["init"]);
    const child = await hangingApply();
    expect(plugins().length).toBe(1);
    child.kill("SIGKILL");
    await once(child, "exit");
    const deadline = Date.now() + 5000;
    while (plugins().length > 0 && Date.now() < deadline) await delay(50);
    expect(plugins()).toEqual([]);
    expect(readdirSync(sockets)).toEqual([]);
  });

  it("two Ctrl-C end Terraform at once, and the provider with it", async () => {
    run(["init"]);
    const child = await hangingApply();
    child.kill("SIGINT");
    for await (const line of createInterface({ input: child.stdout! })) if (line.includes("Interrupt")) break;
    child.kill("SIGINT");
    await once(child, "exit");
    const deadline = Date.now() + 5000;
    while (plugins().length > 0 && Date.now() < deadline) await delay(50);
    expect(plugins()).toEqual([]);
    expect(readdirSync(sockets)).toEqual([]);
  });

  it("Terraform uses a provider that was started with --debug, for several commands", async () => {
    const child = spawn(process.execPath, [bundle.file, "--debug"], { env: environment() });
    let reattach = "";
    for await (const line of createInterface({ input: child.stdout! })) {
      reattach = /TF_REATTACH_PROVIDERS='(.*)'/.exec(line)?.[1] ?? "";
      if (reattach !== "") break;
    }
    const env = { TF_REATTACH_PROVIDERS: reattach };
    rmSync(join(folder, ".terraform.lock.hcl"));
    expect(run(["apply", "-auto-approve"], env).output).toContain("1 added");
    expect(run(["plan", "-detailed-exitcode"], env).status).toBe(0);
    // OpenTofu looks for it under a host of its own.
    expect(Object.keys(JSON.parse(reattach))).toEqual(
      ["registry.terraform.io", "registry.opentofu.org"].map((host) => `${host}/${address.namespace}/tiny`),
    );
    expect(child.exitCode).toBeNull();
    child.kill("SIGINT");
    await once(child, "exit");
    expect(readdirSync(sockets)).toEqual([]);
  });

  it.skipIf(asStandalone)("shows the launcher's sentence where there is no Node", () => {
    run(["init"]);
    const bin = mkdtempSync(join(tmpdir(), "no-node-"));
    symlinkSync("/bin/sh", join(bin, "sh"));
    const { status, output } = run(["plan"], { PATH: bin });
    rmSync(bin, { recursive: true });
    expect(status).toBe(1);
    expect(output.replace(/[│\s]+/g, " ")).toContain(
      `This Terraform provider needs Node.js ${oldestNode} or newer: install it, or add the folder of 'node' to PATH.`,
    );
  });

  it.skipIf(asStandalone)("a packed release in a mirror installs with the same hash, and runs", () => {
    const mirror = join(folder, "terraform.d", "plugins", address.host, address.namespace, address.type);
    rmSync(mirror, { recursive: true });
    packRelease({ address, version, bundleFile: bundle.file, into: mirror, platforms: [currentPlatform()] });
    expect(run(["init", "-lockfile=readonly"])).toMatchObject({ status: 0 });
    expect(run(["plan", "-detailed-exitcode"]).status).toBe(2);
  });

  it("a package that the lock file does not know is refused, so the hash is really checked", () => {
    run(["init"]);
    const before = hashPackage(packageFolder());
    writeFileSync(join(packageFolder(), "stray.log"), "x");
    expect(hashPackage(packageFolder())).not.toBe(before);
    const { status, output } = run(["plan"]);
    expect(status).toBe(1);
    expect(output).toContain("does not match any of the checksums recorded in the dependency lock file");
  });
});
