/** The scripts that come with the package, as the runner runs them: each in a process of its own, with its permissions. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runScript } from "../../src/scripts/runner";
import { startTestStack, type TestStack } from "../e2e/test-stack";

let stack: TestStack;
let folder: string;
const lines: string[] = [];
const cwd = process.cwd();

beforeAll(async () => {
  stack = await startTestStack();
  folder = mkdtempSync(join(tmpdir(), "pumble-built-in-"));
  process.chdir(folder);
});
afterAll(async () => {
  process.chdir(cwd);
  rmSync(folder, { recursive: true, force: true });
  await stack?.close();
});

async function run(name: string, input: unknown, dryRun = false): Promise<unknown> {
  lines.length = 0;
  const env = { HOME: process.env.HOME, ...stack.env };
  return (await runScript({ file: name, input, env, dryRun, progress: (line) => lines.push(line) })).output;
}

test("announce-changelog posts what its file says, and may read nothing else", async () => {
  await stack.client.createChannel({ name: "releases", type: "PUBLIC" });
  writeFileSync("CHANGELOG.md", "# Changelog\n\n## 1.0.0\n\n- Bump `@types/node`, thanks @channel\n");
  const input = { channel: "#releases", file: "CHANGELOG.md" };
  expect(await run("announce-changelog", input)).toMatchObject({ posted: true });
  expect(lines[0]).toContain("permissions net pumble; read CHANGELOG.md");
  const { messages } = await stack.client.listMessages({ channel: "releases" });
  const [posted] = messages.filter((one) => !one.subtype);
  expect(posted!.text).toMatch(/^1\.0\.0\n[\s\S]*@types\/node[\s\S]*@channel/);
  expect(JSON.stringify(messages)).not.toContain('"broadcast"');
});

test("archive-channel writes a file, and none in a dry run", async () => {
  const { id: channelId } = await stack.client.createChannel({ name: "archived", type: "PUBLIC" });
  await stack.client.sendMessage({ channelId, text: "first" });
  expect(await run("archive-channel", { channel: "archived", file: "rehearsed.jsonl" }, true)).toBeTruthy();
  expect(lines.join("\n")).toContain("dry run, not written: rehearsed.jsonl");
  expect(() => statSync("rehearsed.jsonl")).toThrow();
  await run("archive-channel", { channel: "archived", file: "archived.jsonl" });
  expect(readFileSync("archived.jsonl", "utf8")).toContain('"text":"first"');
});

test("remove-old-messages only tells in a dry run what it would remove", async () => {
  const { id: channelId } = await stack.client.createChannel({ name: "tidy", type: "PUBLIC" });
  await stack.client.sendMessage({ channelId, text: "old" });
  const later = { channel: channelId, olderThanDays: 1, now: Date.now() + 2 * 86_400_000 };
  expect(await run("remove-old-messages", later, true)).toEqual({ removed: 1 });
  expect(lines.join("\n")).toMatch(
    /dry run, not sent: deleteMessage \{"channelId":"[0-9a-f]{24}","messageId":/,
  );
  const { messages } = await stack.client.listMessages({ channelId });
  expect(messages.map(({ text }) => text)).toContain("old");
});

test("welcome-members tells a script's failure in its own words", async () => {
  const { id: channelId } = await stack.client.createChannel({ name: "lobby", type: "PUBLIC" });
  const users = await stack.client.listUsers({});
  const userIds = users.filter(({ email }) => /^(grace|linus)@/.test(email)).map(({ id }) => id);
  await stack.client.addUsersToChannel({ channelId, userIds });
  await expect(run("welcome-members", { channel: "lobby", atMost: 1 })).rejects.toThrow(
    "2 members of #lobby were never welcomed; raise atMost if that is right",
  );
});

test("rotate-key puts the new key into a file of its owner alone, and shows it nowhere", async () => {
  const made = await stack.client.apiKeys.create({ name: "ci" });
  await run("rotate-key", { name: "ci", file: "rehearsed.key" }, true);
  expect(lines.join("\n")).toContain("dry run, not sent: rotateApiKey");
  expect((await stack.client.apiKeys.get(made.key.id)).status).toBe("active");
  const output = await run("rotate-key", { name: "ci", file: "ci.key" });
  const key = readFileSync("ci.key", "utf8");
  expect(statSync("ci.key").mode & 0o777).toBe(0o600);
  expect(key).toMatch(/^pmb_/);
  expect(output).toEqual({ id: key.slice(4, 16) });
  expect([...lines, JSON.stringify(output)].join("\n")).not.toContain(key);
  expect((await stack.client.apiKeys.get(made.key.id)).status).toBe("expired");
});
