/** The scripts that come with the package, on a local workspace with the real addon. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
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

const texts = async (channel: string) =>
  (await stack.client.listMessages({ channel })).messages
    .filter((one) => !one.subtype)
    .map((one) => one.text);

describe("announce-changelog", () => {
  test("posts the newest section, once, and the next one when there is one", async () => {
    await stack.client.createChannel({ name: "releases", type: "PUBLIC" });
    writeFileSync("CHANGELOG.md", "# Changelog\n\n## 1.0.0\n\n- Bump `@types/node`, thanks @channel\n");
    const input = { channel: "#releases", file: "CHANGELOG.md" };
    expect(await run("announce-changelog", input)).toMatchObject({ posted: true });
    expect(await run("announce-changelog", input)).toMatchObject({ posted: false });
    writeFileSync("CHANGELOG.md", "# Changelog\n\n## 1.1.0\n\n- More\n\n## 1.0.0\n\n- x\n");
    expect(await run("announce-changelog", input)).toMatchObject({ posted: true });
    const [first, second] = await texts("releases");
    expect(first).toMatch(/^1\.0\.0\n[\s\S]*@types\/node[\s\S]*@channel/);
    expect(second).toMatch(/^1\.1\.0\n[\s\S]*More/);
    expect(await texts("releases")).toHaveLength(2);
    const { messages } = await stack.client.listMessages({ channel: "releases" });
    expect(JSON.stringify(messages)).not.toContain('"broadcast"');
  });

  test("may read nothing but its changelog", async () => {
    await run("announce-changelog", { channel: "releases", file: "CHANGELOG.md" });
    expect(lines[0]).toContain("permissions net pumble; read CHANGELOG.md");
  });
});

test("archive-channel writes messages and threads, oldest first", async () => {
  const { id: channelId } = await stack.client.createChannel({ name: "archived", type: "PUBLIC" });
  const first = await stack.client.sendMessage({ channelId, text: "first" });
  await stack.client.sendMessage({ channelId, text: "second" });
  for (const text of ["one", "two"]) await stack.client.sendReply({ channelId, messageId: first.id, text });
  expect(await run("archive-channel", { channel: "archived", file: "rehearsed.jsonl" }, true)).toBeTruthy();
  expect(lines.join("\n")).toContain("dry run, not written: rehearsed.jsonl");
  expect(() => statSync("rehearsed.jsonl")).toThrow();
  await run("archive-channel", { channel: "archived", file: "archived.jsonl" });
  const archived = readFileSync("archived.jsonl", "utf8")
    .trimEnd()
    .split("\n")
    .map((one) => JSON.parse(one));
  const said = archived.filter((one) => !one.subtype);
  expect(said.map((one) => [one.text, one.authorEmail])).toEqual(
    ["first", "one", "two", "second"].map((text) => [text, "ada@example.com"]),
  );
});

test("remove-old-messages removes own messages from an age on, and in a dry run only tells", async () => {
  const { id: channelId } = await stack.client.createChannel({ name: "tidy", type: "PUBLIC" });
  await stack.client.sendMessage({ channelId, text: "old" });
  expect(await run("remove-old-messages", { channel: "tidy", olderThanDays: 1 })).toEqual({ removed: 0 });
  const later = { channel: channelId, olderThanDays: 1, now: Date.now() + 2 * 86_400_000 };
  expect(await run("remove-old-messages", later, true)).toEqual({ removed: 1 });
  expect(lines.join("\n")).toMatch(
    /dry run, not sent: deleteMessage \{"channelId":"[0-9a-f]{24}","messageId":/,
  );
  expect(await texts("tidy")).toEqual(["old"]);
  expect(await run("remove-old-messages", later)).toEqual({ removed: 1 });
  expect(await texts("tidy")).toEqual([]);
});

test("welcome-members welcomes each member once, and nobody where too many are new", async () => {
  const { id: channelId } = await stack.client.createChannel({ name: "lobby", type: "PUBLIC" });
  const users = await stack.client.listUsers({});
  const idOf = (name: string) => users.find((user) => user.email === `${name}@example.com`)!.id;
  await stack.client.addUsersToChannel({ channelId, userIds: [idOf("grace"), idOf("linus")] });
  await expect(run("welcome-members", { channel: "lobby", atMost: 1 })).rejects.toThrow(
    "2 members of #lobby were never welcomed; raise atMost if that is right",
  );
  expect(await run("welcome-members", { channel: "lobby" }, true)).toEqual({
    welcomed: expect.arrayContaining(["grace@example.com", "linus@example.com"]),
  });
  expect(await texts("lobby")).toEqual([]);
  await run("welcome-members", { channel: "lobby", text: "Hello {names}" });
  expect(await run("welcome-members", { channel: "lobby" })).toEqual({ welcomed: [] });
  const [hello, ...others] = await texts("lobby");
  expect(hello).toContain(`<<@${idOf("grace")}>>`);
  expect(others).toEqual([]);
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
  await expect(run("rotate-key", { name: "nobody", file: "x" })).rejects.toThrow(
    "0 keys that work are called",
  );
});
