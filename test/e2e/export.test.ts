import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startLocalStack } from "../../src/cli/local-stack";
import { PumbleClient } from "../../src/client";
import { TerraformProject } from "./terraform-project";
import { startTestStack, type TestStack } from "./test-stack";

/** A text that means something else in HCL unless it is escaped. */
const description = ["Costs $", "{money}, ", '"quoted"'].join("");

let test: TestStack;
let scratch: string;

beforeAll(async () => {
  test = await startTestStack();
  scratch = mkdtempSync(join(tmpdir(), "pumble-export-"));
  const { id: channelId } = await test.client.createChannel({
    name: "Ünïted Front",
    type: "PRIVATE",
    description,
  });
  const { id: messageId } = await test.client.sendMessage({ channelId, text: "First: line one\nline two" });
  await test.client.sendReply({ channelId, messageId, text: "An answer" });
  await test.client.addReaction({ messageId, channelId, reaction: ":+1:" });
});
afterAll(async () => {
  rmSync(scratch, { recursive: true, force: true });
  await test?.close();
});

function exported(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["dist/bin/pumble.js", "export", ...args],
      { env: { PATH: process.env.PATH, ...test.env } },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

describe("pumble export", () => {
  it("writes HCL that takes every channel over and then changes nothing", async () => {
    const { code, stdout, stderr } = await exported("--format", "hcl");
    expect(code, stderr).toBe(0);
    const project = new TerraformProject(test.env);
    try {
      writeFileSync(join(project.dir, "main.tf"), stdout);
      await project.init();
      const applied = await project.applied();
      expect(applied.text).toContain("3 imported, 0 added, 0 changed, 0 destroyed");
      expect(await project.changes()).toEqual([]);
    } finally {
      project.remove();
    }
  });

  it("writes a CDKTF app that declares and imports every channel", async () => {
    const { stdout } = await exported("--format", "cdktf");
    expect(stdout).toContain('new PumbleChannel(stack, "ünïted-front"');
    expect(stdout.match(/importFrom: "[0-9a-f]{24}"/g)).toHaveLength(3);
  });

  it("writes a seed that a local workspace starts from, with messages, replies and reactions", async () => {
    const seed = join(scratch, "workspace.yaml");
    const { code, stderr } = await exported("--out", seed);
    expect(code, stderr).toBe(0);
    expect(readFileSync(seed, "utf8")).not.toContain(test.apiKey);
    const copy = await startLocalStack({ port: 0, dataDir: null, addonDir: join(scratch, "addon"), seed });
    try {
      const client = new PumbleClient({ apiKey: await copy.issueKey("copy"), baseUrl: copy.addonUrl });
      const { channel } = await client.getChannel({ channel: "ünïted-front" });
      expect(channel).toMatchObject({ channelType: "PRIVATE", description });
      const { messages } = await client.listMessages({ channelId: channel.id });
      const root = messages.find((one) => one.text === "First: line one\nline two");
      expect(root?.reactions).toMatchObject([{ code: ":+1:" }]);
      const replies = await client.fetchThreadReplies({ channelId: channel.id, rootMessageId: root!.id });
      expect(replies.map((one) => one.text)).toEqual(["An answer"]);
    } finally {
      await copy.close();
    }
  });

  it("does not overwrite a file unless told to", async () => {
    const file = join(scratch, "kept.yaml");
    writeFileSync(file, "mine");
    const refused = await exported("--out", file);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("--force");
    expect(readFileSync(file, "utf8")).toBe("mine");
  });
});
