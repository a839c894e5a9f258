import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative, resolve } from "node:path";
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

/** Runs the real cdktf in a folder, with nothing set but what the README names. */
function cdktfIn(folder: string, ...args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((settle) => {
    const child = spawn(
      process.execPath,
      [
        resolve("node_modules/cdktf-cli/bundle/bin/cdktf"),
        ...args,
        "--output",
        relative(folder, outdir(folder)),
      ],
      {
        cwd: folder,
        env: {
          PATH: process.env.PATH,
          HOME: scratch,
          CHECKPOINT_DISABLE: "1",
          CDKTF_LOG_LEVEL: "warn",
          PUMBLE_STATE_FILE: join(scratch, `${basename(folder)}.tfstate`),
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
    child.once("close", (code) => settle({ code, output: plain(output) }));
  });
}

const outdir = (folder: string) => join(scratch, `${basename(folder)}.out`);

async function channelNames(): Promise<string[]> {
  return (await test.client.listChannels({})).map((entry) => entry.channel.name);
}

describe("the CDKTF app at the top level", () => {
  const cdktf = (...args: string[]) => cdktfIn(process.cwd(), ...args);

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
    expect(destroyed.output.replace(/[\s│]+/g, " ")).toContain('Terraform only forgets "announcements"');
  });

  it("never writes the key into what it synthesises", () => {
    const files = readdirSync(outdir(process.cwd()), { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    );
    expect(files.map((file) => file.name)).toContain("cdk.tf.json");
    expect(files.map((file) => file.name)).toContain("provider.cjs");
    for (const file of files) {
      expect(readFileSync(join(file.parentPath, file.name)).includes(test.apiKey), file.name).toBe(false);
    }
  });
});

describe("examples/team", () => {
  const cdktf = (...args: string[]) => cdktfIn(resolve("examples/team"), ...args);

  it("declares members, Markdown, a reply, a reaction and a schedule, and is found unchanged", async () => {
    const deployed = await cdktf("deploy", "--auto-approve");
    expect(deployed.code, deployed.output).toBe(0);
    const { channel, users } = await test.client.getChannel({ channel: "team" });
    expect(users).toHaveLength(2);
    const { messages } = await test.client.listMessages({ channelId: channel.id });
    const rules = messages.find((one) => one.text.includes("How we work"));
    expect(rules?.reactions).toMatchObject([{ code: ":+1:" }]);
    expect(rules?.threadRootInfo?.repliesCount).toBe(1);
    const { scheduledMessages } = await test.client.fetchScheduledMessages({ channelId: channel.id });
    expect(scheduledMessages).toMatchObject([{ text: "What are you up to today?" }]);

    const diff = await cdktf("diff");
    expect(diff.output).toContain("No changes.");
    const destroyed = await cdktf("destroy", "--auto-approve");
    expect(destroyed.code, destroyed.output).toBe(0);
    expect((await test.client.fetchScheduledMessages({})).scheduledMessages).toEqual([]);
  });
});
