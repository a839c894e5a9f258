// The guide's configurations word for word, with a stand-in for the Vault that they store keys in.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { transformSync } from "esbuild";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PumbleApiKey, PumbleProvider } from "../../constructs";
import { apiKeyPattern } from "../../src/pumble";
import { provideVault } from "../stand-in-vault/install";
import { type AddonProxy, startAddonProxy } from "./addon-proxy";
import { isRefused, shownTo, works } from "./api-key-user";
import { setScene } from "./provider-scene";
import { runTerraform, TerraformProject } from "./terraform-project";
import { needing } from "./tool";

const clock = { offsetMs: 0, now: () => Date.now() + clock.offsetMs };
const scene = setScene(clock);
const names = async () => (await scene.test.client.apiKeys.list()).map((one) => one.name).sort();
const shown = (text: string) => shownTo(scene, text);

needing("writeOnly", "ephemeralResources").describe("an API key in a secret store", () => {
  const guide = readFileSync(join(__dirname, "../../docs/guides/api-keys.md"), "utf8");
  const [whole, readBack] = [...guide.matchAll(/```terraform\n([\s\S]*?)```/g)].map((match) => match[1]!);
  const stored = "secret/data/pumble/deploy";
  /** The stand-in's folder, which is none of Terraform's. */
  let vault: string;
  let project: TerraformProject;

  beforeEach(() => {
    vault = mkdtempSync(join(tmpdir(), "pumble-vault-"));
  });
  afterEach(() => {
    rmSync(vault, { recursive: true, force: true });
    project?.remove();
  });

  const hcl = (version: number, text = whole!) =>
    `${text.replace("key_version = 1", `key_version = ${version}`)}\nprovider "vault" { address = "${vault}" }\n`;

  /** The guide's second way: Pumble gets what the store gives back. */
  const healing = (version: number) =>
    hcl(version, whole!.slice(0, whole!.indexOf('resource "pumble_api_key"')) + readBack!);

  async function start(text: string, env: Record<string, string> = {}): Promise<void> {
    project = new TerraformProject({ ...scene.test.env, ...env });
    await provideVault(project.dir);
    project.writeWhole(text);
    await project.init();
  }

  /** The key as who is to use it finds it. */
  const kept = () => (JSON.parse(readFileSync(join(vault, stored), "utf8")) as { api_key: string }).api_key;

  /** Files below a folder that hold the text of any key, other than the one that Terraform runs with. */
  function filesWithKeys(dir: string): string[] {
    return readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => apiKeyPattern.test(readFileSync(file, "latin1")));
  }

  it("works for who finds it in the store, and is in no state, plan, log and output", async () => {
    await start(hcl(1), { TF_LOG: "trace", TF_LOG_PATH: "trace.log" });
    const planned = await project.ok("plan", "-input=false", "-no-color", "-out=plan.bin");
    const json = await project.ok("show", "-json", "plan.bin");
    const applied = await project.ok("apply", "-input=false", "-no-color", "plan.bin");
    expect(await shown(kept())).toBe(works);
    expect((await scene.test.client.apiKeys.list()).find(({ name }) => name === "deploy")).toMatchObject({
      ...{ id: kept().slice(4, 16), lastCharacters: kept().slice(-4), status: "active" },
      scopes: { groups: ["Messages"] },
    });
    const state = await project.ok("show", "-json");
    for (const { stdout, stderr } of [planned, json, applied, state]) {
      expect(stdout + stderr).not.toMatch(apiKeyPattern);
    }
    // Nor under any other wrapping of what is compressed.
    const unpacked = join(project.dir, "unpacked");
    mkdirSync(unpacked);
    execFileSync("python3", ["-m", "zipfile", "-e", join(project.dir, "plan.bin"), unpacked]);
    expect(readFileSync(join(unpacked, "tfplan"), "latin1")).toContain("pumble_api_key");
    expect(project.read("trace.log")).toContain("pumble_api_key");
    expect(project.read("trace.log")).not.toContain(kept().slice(17));
    expect(project.read("terraform.tfstate")).toContain(kept().slice(4, 16));
    expect(filesWithKeys(project.dir)).toEqual([]);
    expect(filesWithKeys(vault)).toEqual([join(vault, stored)]);
    expect(await project.changes()).toEqual([]);
    await project.ok("destroy", "-auto-approve", "-input=false", "-no-color");
    expect(await names()).toEqual(["e2e"]);
  });

  it("is rotated in place by another number, and the old one works through its grace period", async () => {
    await start(hcl(1));
    await project.applied();
    const first = kept();
    project.writeWhole(hcl(2));
    const changes = await project.changes();
    const rotated = changes.find((one) => one.address === "pumble_api_key.deploy")!.change;
    expect(rotated).toMatchObject({
      actions: ["update"],
      after_unknown: { id: true, last_characters: true, created_at: true },
    });
    await project.applied();
    expect(kept()).not.toBe(first);
    expect((await project.state())["pumble_api_key.deploy"]!.values).toMatchObject({
      ...{ id: kept().slice(4, 16), last_characters: kept().slice(-4), api_key_wo_version: 2 },
      ...{ name: "deploy", groups: ["Messages"], status: "active" },
    });
    expect(await project.changes()).toEqual([]);
    expect([await shown(first), await shown(kept())]).toEqual([works, works]);
    clock.offsetMs += 3_601_000;
    expect([await shown(first), await shown(kept())]).toEqual([isRefused, works]);
    expect(await project.changes()).toEqual([]);
    await project.destroy();
  });

  it("goes together with the one before it, which is in its grace period", async () => {
    await start(hcl(1));
    await project.applied();
    const first = kept();
    project.writeWhole(hcl(2));
    await project.applied();
    const second = kept();
    expect([await shown(first), await shown(second)]).toEqual([works, works]);
    await project.ok("destroy", "-auto-approve", "-input=false", "-no-color");
    expect([await shown(first), await shown(second)]).toEqual([isRefused, isRefused]);
    expect(await names()).toEqual(["e2e"]);
  });

  it("is not made while the store fails", async () => {
    writeFileSync(join(vault, "sealed"), "");
    await start(hcl(1));
    expect((await project.apply()).text).toContain("Vault is sealed");
    expect(await names()).toEqual(["e2e"]);
    rmSync(join(vault, "sealed"));
    await project.applied();
    expect(await shown(kept())).toBe(works);
    await project.destroy();
  });

  it("is made by a stack in TypeScript, which knows it no better", async () => {
    const outdir = join(vault, "out");
    const app = new App({ outdir });
    const stack = new TerraformStack(app, "keys");
    new LocalBackend(stack, { path: "keys.tfstate" });
    new PumbleProvider(stack, "pumble");
    const [, source] = /```ts\n([\s\S]*?)```/.exec(guide)!;
    new Function("stack", "PumbleApiKey", transformSync(source!, { loader: "ts" }).code)(stack, PumbleApiKey);
    app.synth();
    const dir = join(outdir, "stacks", "keys");
    for (const args of [["init"], ["apply", "-auto-approve"], ["plan", "-detailed-exitcode"]]) {
      const { code, text } = await runTerraform(dir, [...args, "-input=false", "-no-color"], scene.test.env);
      expect(code, text).toBe(0);
    }
    expect(await names()).toEqual(["deploy", "e2e"]);
    expect(filesWithKeys(vault)).toEqual([]);
    await runTerraform(dir, ["destroy", "-auto-approve", "-input=false", "-no-color"], scene.test.env);
    expect(await names()).toEqual(["e2e"]);
  });

  describe("after an apply that failed halfway", () => {
    let proxy: AddonProxy;
    let isBroken: boolean;
    beforeAll(async () => {
      proxy = await startAddonProxy(scene.test.stack.addonUrl);
      proxy.fault = (request) =>
        isBroken && request.startsWith("POST")
          ? { when: "before", status: 403, body: '{"error":"Not now"}' }
          : null;
    });
    afterAll(() => proxy?.close());
    beforeEach(() => {
      isBroken = false;
    });

    it.each([
      { what: "made", versions: [1, 2] },
      { what: "rotated", versions: [2, 3] },
    ])("is $what with what the store has once both get another number", async ({ versions }) => {
      const [failing, next] = versions as [number, number];
      await start(hcl(1), { PUMBLE_BASE_URL: proxy.url });
      if (failing > 1) await project.applied();
      isBroken = true;
      project.writeWhole(hcl(failing));
      const failed = await project.apply();
      expect(failed.text).toContain("Not now");
      expect(failed.text).toContain("Then raise api_key_wo_version, and with it the version of what stores");
      expect(failed.text).not.toMatch(apiKeyPattern);
      expect(await shown(kept())).toEqual(isRefused);
      isBroken = false;
      project.writeWhole(hcl(next));
      await project.applied();
      expect(await shown(kept())).toBe(works);
      expect(await project.changes()).toEqual([]);
      await project.destroy();
    });

    it("is made and rotated by another apply alone where the store is read back", async () => {
      await start(healing(1), { PUMBLE_BASE_URL: proxy.url });
      for (const version of [1, 2]) {
        isBroken = true;
        project.writeWhole(healing(version));
        expect((await project.apply()).text).toContain("Not now");
        const text = kept();
        isBroken = false;
        await project.applied();
        expect(kept()).toBe(text);
        expect(await shown(text)).toBe(works);
        expect(await project.changes()).toEqual([]);
      }
      await project.destroy();
    });
  });
});
