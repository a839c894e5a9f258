import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plain } from "../../src/cli/cdktf";
import { startTestStack, type TestStack } from "./test-stack";

let test: TestStack;
let scratch: string;

beforeAll(async () => {
  test = await startTestStack();
  scratch = mkdtempSync(join(tmpdir(), "pumble-cdktf-"));
});
afterAll(async () => {
  rmSync(scratch, { recursive: true, force: true });
  await test?.close();
});

/** Runs the real cdktf on the app at the top level, with nothing set but what the README names. */
function cdktf(...args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      ["node_modules/cdktf-cli/bundle/bin/cdktf", ...args, "--output", relative(process.cwd(), outdir())],
      {
        env: {
          PATH: process.env.PATH,
          HOME: scratch,
          CHECKPOINT_DISABLE: "1",
          CDKTF_LOG_LEVEL: "warn",
          PUMBLE_STATE_FILE: join(scratch, "state.tfstate"),
          ...test.env,
        },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      output += chunk;
    });
    child.once("close", (code) => resolve({ code, output: plain(output) }));
  });
}

const outdir = () => join(scratch, "cdktf.out");

async function channelNames(): Promise<string[]> {
  return (await test.client.listChannels({})).map((entry) => entry.channel.name);
}

describe("the CDKTF app at the top level", () => {
  it("is deployed, found unchanged, and destroyed", async () => {
    const deployed = await cdktf("deploy", "--auto-approve");
    expect(deployed.code, deployed.output).toBe(0);
    expect(deployed.output).toContain("4 added, 0 changed, 0 destroyed");
    expect(await channelNames()).toContain("announcements");

    const diff = await cdktf("diff");
    expect(diff.code, diff.output).toBe(0);
    expect(diff.output).toContain("No changes.");

    const destroyed = await cdktf("destroy", "--auto-approve");
    expect(destroyed.code, destroyed.output).toBe(0);
    expect(destroyed.output).toContain("4 destroyed");
    expect(destroyed.output.replace(/\s+/g, " ")).toContain('Channel "announcements" stays in Pumble');
  });

  it("never writes the key into what it synthesises", () => {
    const files = readdirSync(outdir(), { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    );
    expect(files.map((file) => file.name)).toContain("cdk.tf.json");
    expect(files.map((file) => file.name)).toContain("provider.cjs");
    for (const file of files) {
      expect(readFileSync(join(file.parentPath, file.name)).includes(test.apiKey), file.name).toBe(false);
    }
  });
});
