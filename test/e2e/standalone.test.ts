/** The provider as one executable, where there is no Node. Skipped, and says so, when npm cannot fetch its runtime. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleFile } from "../../constructs/plugin";
import { providerAddress, providerSource } from "../../src/pumble/provider-address";
import { version } from "../../src/pumble/version";
import { currentPlatform } from "../../src/terraform/install";
import { packStandalone, type StandaloneRelease } from "../../src/terraform/install/release";
import { fetchRuntimes } from "../../src/terraform/install/standalone/fetch";
import { runtimeFor } from "../../src/terraform/install/standalone/runtimes";
import { createServerIdentity } from "../../src/terraform/process/certificate";
import { runtimesFolder } from "../standalone";
import { runTerraform, type TerraformResult } from "./terraform-project";
import { startTestStack, type TestStack } from "./test-stack";

const configuration = `
terraform {
  required_providers {
    pumble = { source = "${providerSource}", version = "${version}" }
  }
}

resource "pumble_channel" "news" {
  name = "standalone-news"
}

resource "pumble_channel_members" "news" {
  channel_id = pumble_channel.news.id
  emails     = ["grace@example.com"]
}

resource "pumble_message" "welcome" {
  channel_id = pumble_channel.news.id
  markdown   = "**Welcome** to one file"
}

resource "pumble_scheduled_message" "later" {
  channel_id = pumble_channel.news.id
  text       = "Later"
  send_at    = "2090-01-01T09:00:00Z"
}
`;

const reason = await fetchRuntimes(runtimesFolder, [runtimeFor(currentPlatform())]).then(
  () => null,
  (error: Error) => error.message,
);
if (reason) console.warn(`The standalone provider is not tried: ${reason}`);

describe.skipIf(reason !== null)("the provider as one executable, with no node on the PATH", () => {
  let folder: string;
  let packed: StandaloneRelease;
  let test: TestStack;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "standalone-"));
    mkdirSync(join(folder, "bin"));
    const terraform = execFileSync("which", [process.env.TERRAFORM_BINARY_NAME ?? "terraform"]);
    symlinkSync(terraform.toString().trim(), join(folder, "bin", "terraform"));
    test = await startTestStack();
    packed = await packStandalone({
      ...{ address: providerAddress, version, bundleFile: bundleFile(), layout: "mirror" },
      ...{ into: join(folder, "mirror"), platforms: [currentPlatform()], workFolder: runtimesFolder },
    });
  });
  afterAll(async () => {
    await test?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A folder with the configuration, and Terraform in it, which looks for providers nowhere else than there. */
  function project(name: string, method: string, env: Record<string, string> = {}) {
    const dir = join(folder, name);
    mkdirSync(dir);
    writeFileSync(join(dir, "main.tf"), configuration);
    writeFileSync(join(dir, "cli.tfrc"), `provider_installation {\n  ${method}\n}\n`);
    const own = { PATH: join(folder, "bin"), TF_CLI_CONFIG_FILE: join(dir, "cli.tfrc"), ...env };
    const run = async (...args: string[]): Promise<TerraformResult> => {
      const result = await runTerraform(dir, [...args, "-no-color"], { ...test.env, ...own });
      if (result.code === 1) throw new Error(`terraform ${args.join(" ")}: ${result.text}`);
      return result;
    };
    return { dir, run };
  }

  async function scheduled(): Promise<string[]> {
    const texts: string[] = [];
    for await (const { text } of test.client.allScheduledMessages({})) texts.push(text);
    return texts;
  }

  it("plans, applies, finds nothing to do and destroys, from a folder of archives", async () => {
    const { run, dir } = project("by-folder", `filesystem_mirror { path = "${join(folder, "mirror")}" }`, {
      // What its runtime would heed: a switch that makes it another program, and options that print or open a debugger.
      ...{ BUN_BE_BUN: "1", BUN_JSC_dumpOptions: "2", BUN_OPTIONS: "--inspect", NODE_OPTIONS: "--inspect" },
    });
    // What it would read of the folder.
    writeFileSync(join(dir, ".env"), "PUMBLE_BASE_URL=http://127.0.0.1:1\nPUMBLE_API_KEY=wrong\n");
    writeFileSync(join(dir, "bunfig.toml"), 'preload = ["./nowhere.ts"]\n');

    await run("init");
    expect(readFileSync(join(dir, ".terraform.lock.hcl"), "utf8")).toContain(
      packed.hashes[currentPlatform()],
    );
    expect((await run("plan", "-detailed-exitcode")).text).toContain("Plan: 4 to add");
    expect((await run("apply", "-auto-approve")).text).toContain("4 added");
    expect((await run("plan", "-detailed-exitcode")).code).toBe(0);
    const [news] = (await test.client.listChannels({})).filter(
      ({ channel }) => channel.name === "standalone-news",
    );
    expect(news?.users).toHaveLength(2);
    expect(await scheduled()).toEqual(["Later"]);

    expect((await run("destroy", "-auto-approve")).text).toContain("4 destroyed");
    expect(await scheduled()).toEqual([]);
  });

  it("is installed from a web server that hands out the same folder", async () => {
    const server = await serveFolder(join(folder, "mirror"));
    try {
      const { port } = server.address() as AddressInfo;
      const { run } = project("by-network", `network_mirror { url = "https://localhost:${port}/" }`, {
        SSL_CERT_FILE: join(folder, "server.pem"),
      });
      await run("init");
    } finally {
      server.close();
    }
  });

  async function serveFolder(root: string): Promise<Server> {
    const { certificatePem: cert, keyPem: key } = createServerIdentity();
    writeFileSync(join(folder, "server.pem"), cert);
    const server = createServer({ cert, key }, ({ url = "" }, response) => {
      if (!/^\/registry[\w./-]+$/.test(url) || url.includes("..")) return response.writeHead(404).end();
      if (url.endsWith(".json")) response.setHeader("content-type", "application/json");
      return response.end(readFileSync(join(root, url)));
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return server;
  }
});
