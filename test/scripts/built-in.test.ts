/** What the scripts that come with the package do, on a workspace in this process. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import announceChangelog from "../../src/scripts/built-in/announce-changelog";
import archiveChannel from "../../src/scripts/built-in/archive-channel";
import removeOldMessages from "../../src/scripts/built-in/remove-old-messages";
import rotateKey from "../../src/scripts/built-in/rotate-key";
import welcomeMembers from "../../src/scripts/built-in/welcome-members";
import { checkInput } from "../../src/scripts/input";
import type { Script, ScriptContext } from "../../src/scripts/script";
import type { TestWorkspace } from "../../src/testing";
import { workspaceInProcess } from "../support/in-process-workspace";

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await workspaceInProcess();
});
afterAll(() => workspace?.close());

const lines: string[] = [];
const written = new Map<string, string>();
beforeEach(() => {
  lines.length = 0;
  written.clear();
});

const files = {
  read: async (path: string) => written.get(path)!,
  write: async (path: string, text: string) => void written.set(path, text),
};

/** Runs a script as the runner would, with files that are only remembered. */
async function run(script: object, input: unknown, more: Partial<ScriptContext<unknown>> = {}) {
  const { input: form, run: act } = script as Script;
  const context = {
    ...{ pumble: workspace.client, input: checkInput(form, input), files, dryRun: false },
    ...{ log: (line: string) => void lines.push(line), signal: new AbortController().signal },
    ...more,
  };
  return act(context as never);
}

/** What a script may do, given an input. */
const permissions = (script: object, input: unknown) => {
  const { permissions: asked, input: form } = script as Script;
  return typeof asked === "function" ? asked(checkInput(form, input) as never) : asked;
};

let count = 0;
/** A channel of its own for a test. */
async function channel(): Promise<{ id: string; name: string }> {
  const name = `channel-${++count}`;
  return { id: (await workspace.client.createChannel({ name, type: "PUBLIC" })).id, name };
}

const texts = async (name: string) => (await workspace.channel(name).messages()).map(({ text }) => text);
const stopped = AbortSignal.abort(new Error("stopped"));

/** Adds members, and gives their ids. */
async function join(channelId: string, ...names: string[]): Promise<string[]> {
  const users = await workspace.client.listUsers({});
  const userIds = names.map((name) => users.find(({ email }) => email === `${name}@example.com`)!.id);
  await workspace.client.addUsersToChannel({ channelId, userIds });
  return userIds;
}

describe("announce-changelog", () => {
  const text = "# Changelog\n\n## 1.1.0\n\n- **More**, thanks @channel\n\n## 1.0.0\n\n- First\n";

  test("posts the newest section as rich text, once", async () => {
    const { id, name } = await channel();
    const first = await run(announceChangelog, { channel: `#${name}`, text });
    expect(first).toEqual({ messageId: expect.stringMatching(/^[0-9a-f]{24}$/), posted: true });
    expect(await run(announceChangelog, { channel: id, text })).toEqual({
      ...(first as object),
      posted: false,
    });
    expect(lines).toEqual(["Announced 1.1.0", "1.1.0 was announced already"]);
    const [message, ...others] = await workspace.channel(name).messages();
    expect(message!.text).toMatch(/^1\.1\.0\n[^*]*More[^*]*@channel/);
    expect(JSON.stringify(message!.blocks)).toMatch(/"bold":true/);
    expect(others).toEqual([]);
  });

  test("takes nobody else's message for its own, and nothing that says it further down", async () => {
    const { id: channelId, name } = await channel();
    await join(channelId, "grace");
    await workspace.as("grace@example.com").post(name, "1.1.0 is out, they say");
    await workspace.client.sendMessage({ channelId, text: "Soon: 1.1.0" });
    expect(await run(announceChangelog, { channel: name, text })).toMatchObject({ posted: true });
  });

  test("posts a release after its candidate", async () => {
    const { name } = await channel();
    const posted = async (title: string) =>
      (
        (await run(announceChangelog, { channel: name, text: `## ${title}\n\n- More` })) as {
          posted: boolean;
        }
      ).posted;
    expect([await posted("2.0.0-rc.1"), await posted("2.0.0"), await posted("2.0.0")]).toEqual([
      ...[true, true, false],
    ]);
  });

  test.each(["[3.0.0] - 2026-01-31", "3.0.0 (*soon*)", "**3.0.0** @here"])(
    "posts a section once that is called %s",
    async (title) => {
      const { name } = await channel();
      const input = { channel: name, text: `## ${title}\n\n- More` };
      expect(await run(announceChangelog, input)).toMatchObject({ posted: true });
      expect(await run(announceChangelog, input)).toMatchObject({ posted: false });
    },
  );

  test("reads a file, and may read nothing else; of file and text it wants one", async () => {
    const { name } = await channel();
    written.set("CHANGES.md", text);
    const input = { channel: name, file: "CHANGES.md" };
    expect(await run(announceChangelog, input)).toMatchObject({ posted: true });
    expect(permissions(announceChangelog, input)).toEqual({ net: "pumble", read: ["CHANGES.md"] });
    expect(permissions(announceChangelog, { channel: name, text })).toEqual({ net: "pumble" });
    for (const wrong of [{ channel: name }, { ...input, text }]) {
      await expect(run(announceChangelog, wrong)).rejects.toThrow("input: give either file or text");
    }
    await expect(run(announceChangelog, { channel: "", text })).rejects.toThrow("input.channel");
  });

  test("refuses a changelog without a section", async () => {
    const { name } = await channel();
    await expect(run(announceChangelog, { channel: name, text: "# Nothing\n" })).rejects.toThrow(
      "the changelog has no section: no heading of level two with text below it",
    );
  });
});

describe("archive-channel", () => {
  test("writes messages and threads oldest first, with addresses, and says how many", async () => {
    const { id: channelId, name } = await channel();
    await join(channelId, "grace");
    const first = await workspace.client.sendMessage({ channelId, text: "first" });
    await workspace.as("grace@example.com").post(name, "second");
    for (const text of ["one", "two"])
      await workspace.client.sendReply({ channelId, messageId: first.id, text });
    const input = { channel: `#${name}`, file: "x.jsonl" };
    const output = (await run(archiveChannel, input)) as { messages: number };
    expect(written.get("x.jsonl")).toMatch(/\}\n$/);
    const archived = written
      .get("x.jsonl")!
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(archived.filter(({ subtype }) => !subtype).map((one) => [one.text, one.authorEmail])).toEqual([
      ["first", "ada@example.com"],
      ["one", "ada@example.com"],
      ["two", "ada@example.com"],
      ["second", "grace@example.com"],
    ]);
    expect(output).toEqual({ messages: archived.length });
    expect(lines).toEqual([`Archived ${archived.length} messages of #${name} in x.jsonl`]);
    expect(permissions(archiveChannel, input)).toEqual({ net: "pumble", write: ["x.jsonl"] });
  });

  test("writes an empty file for an empty channel, and wants a name for it", async () => {
    const pumble = {
      getChannel: async () => ({ channel: { id: "c", name: "empty" } }),
      listUsers: async () => [],
      async *allMessages() {},
    } as never;
    expect(await run(archiveChannel, { channel: "empty", file: "x" }, { pumble })).toEqual({ messages: 0 });
    expect(written.get("x")).toBe("");
    await expect(run(archiveChannel, { channel: "empty", file: "" })).rejects.toThrow("input.file");
    await expect(run(archiveChannel, { channel: "", file: "x" })).rejects.toThrow("input.channel");
  });

  test("names nobody for whom there is no address any more", async () => {
    const message = { id: "1", author: "gone", text: "Left" };
    const pumble = {
      getChannel: async () => ({ channel: { id: "c", name: "old" } }),
      listUsers: async () => [],
      async *allMessages() {
        yield message;
      },
    } as never;
    await run(archiveChannel, { channel: "old", file: "x" }, { pumble });
    expect(JSON.parse(written.get("x")!)).toEqual({ ...message, authorEmail: null });
  });

  test("writes nothing when it is stopped", async () => {
    const input = { channel: "general", file: "x" };
    await expect(run(archiveChannel, input, { signal: stopped })).rejects.toThrow("stopped");
    expect(written.size).toBe(0);
  });
});

describe("remove-old-messages", () => {
  const dayMs = 86_400_000;

  test("removes own messages from an age on, and leaves what others and Pumble wrote", async () => {
    const { id: channelId, name } = await channel();
    await join(channelId, "grace");
    await workspace.client.sendMessage({ channelId, text: "own" });
    await workspace.as("grace@example.com").post(name, "hers");
    const { timestampMilli } = (await workspace.channel(name).messages())[0]!;
    const at = (now: number) => run(removeOldMessages, { channel: name, olderThanDays: 2, now });
    expect(await run(removeOldMessages, { channel: channelId, olderThanDays: 1 })).toEqual({ removed: 0 });
    expect(await at(timestampMilli + 2 * dayMs)).toEqual({ removed: 0 });
    expect(await at(timestampMilli + 2 * dayMs + 1)).toEqual({ removed: 1 });
    expect(lines.slice(-2)).toEqual([`Removed 0 messages from #${name}`, `Removed 1 messages from #${name}`]);
    expect(await texts(name)).toEqual(["hers"]);
    expect(await at(timestampMilli + 9 * dayMs)).toEqual({ removed: 0 });
    expect(permissions(removeOldMessages, {})).toEqual({ net: "pumble" });
  });

  test("removes nothing when it is stopped, and takes no age below zero", async () => {
    const { id: channelId, name } = await channel();
    await workspace.client.sendMessage({ channelId, text: "own" });
    const input = { channel: name, olderThanDays: 0, now: Date.now() + dayMs };
    await expect(run(removeOldMessages, input, { signal: stopped })).rejects.toThrow("stopped");
    expect(await texts(name)).toEqual(["own"]);
    await expect(run(removeOldMessages, { channel: name, olderThanDays: -1 })).rejects.toThrow(
      "olderThanDays",
    );
    await expect(run(removeOldMessages, { ...input, channel: "" })).rejects.toThrow("input.channel");
  });
});

describe("welcome-members", () => {
  test("welcomes each member once, whoever else greeted them, and no bot", async () => {
    const { id: channelId, name } = await channel();
    const [grace, linus] = await join(channelId, "grace", "linus");
    await workspace.as("linus@example.com").post(name, `Hello <<@${grace}>>`);
    const first = await run(welcomeMembers, { channel: `#${name}` });
    expect((first as { welcomed: string[] }).welcomed.sort()).toEqual([
      "grace@example.com",
      "linus@example.com",
    ]);
    expect(lines).toEqual([`Welcomed 2 in #${name}`]);
    expect(await run(welcomeMembers, { channel: channelId })).toEqual({ welcomed: [] });
    expect(lines.at(-1)).toBe(`Everybody in #${name} was welcomed already`);
    const own = (await texts(name)).slice(1);
    expect(own).toHaveLength(1);
    expect([`Welcome, <<@${grace}>>, <<@${linus}>>!`, `Welcome, <<@${linus}>>, <<@${grace}>>!`]).toContain(
      own[0],
    );
    expect(permissions(welcomeMembers, {})).toEqual({ net: "pumble" });
  });

  test("welcomes nobody who has left the workspace", async () => {
    const { id: channelId, name } = await channel();
    await join(channelId, "grace", "linus");
    const [owner] = await workspace.client.listUsers({});
    const change = (action: string) => workspace.as(owner!.email).act(action, { user: "linus@example.com" });
    await change("deactivate");
    try {
      expect(await run(welcomeMembers, { channel: name })).toEqual({ welcomed: ["grace@example.com"] });
    } finally {
      await change("activate");
    }
  });

  test("puts the names wherever the text says so, of at most as many as it may", async () => {
    const { id: channelId, name } = await channel();
    const [grace] = await join(channelId, "grace");
    await run(welcomeMembers, { channel: name, text: "{names}! Hello, {names}.", atMost: 1 });
    expect(await texts(name)).toEqual([`<<@${grace}>>! Hello, <<@${grace}>>.`]);
    const { id: other, name: crowded } = await channel();
    await join(other, "grace", "linus");
    await expect(run(welcomeMembers, { channel: crowded, atMost: 1 })).rejects.toThrow(
      `2 members of #${crowded} were never welcomed; raise atMost if that is right`,
    );
    expect(await texts(crowded)).toEqual([]);
  });

  test.each([
    [{ text: "Welcome!" }, "must say where the names go: {names}"],
    [{ atMost: 0 }, "input.atMost"],
    [{ channel: "" }, "input.channel"],
  ])("refuses %j", async (wrong, why) => {
    await expect(run(welcomeMembers, { channel: "general", ...wrong })).rejects.toThrow(why);
  });
});

describe("rotate-key", () => {
  test("writes the new key and shows it nowhere; the old one works for as long as it is told", async () => {
    const made = await workspace.client.apiKeys.create({ name: "ci" });
    const atOnce = await workspace.client.apiKeys.create({ name: "at-once" });
    const input = { name: "ci", file: "ci.key", graceSeconds: 3600 };
    const output = (await run(rotateKey, input)) as { id: string };
    const key = written.get("ci.key")!;
    expect(key).toMatch(/^pmb_/);
    expect(output).toEqual({ id: key.slice(4, 16) });
    expect(lines).toEqual([`Key "ci" is ${output.id} now; it is in ci.key`]);
    expect((await workspace.client.apiKeys.get(made.key.id)).status).toBe("active");
    await run(rotateKey, { name: "at-once", file: "x" });
    expect((await workspace.client.apiKeys.get(atOnce.key.id)).status).toBe("expired");
    expect(permissions(rotateKey, input)).toEqual({ net: "pumble", read: ["ci.key"], write: ["ci.key"] });
  });

  test("rotates nothing where it cannot write, and nothing that is not one key", async () => {
    await workspace.client.apiKeys.create({ name: "kept" });
    const write = async () => {
      throw new Error("read-only");
    };
    const ids = async () => (await workspace.client.apiKeys.list()).map(({ id }) => id);
    const before = await ids();
    const input = { name: "kept", file: "x" };
    await expect(run(rotateKey, input, { files: { ...files, write } })).rejects.toThrow("read-only");
    expect(await ids()).toEqual(before);
    await workspace.client.apiKeys.create({ name: "kept" });
    await expect(run(rotateKey, input)).rejects.toThrow('2 keys that work are called "kept"');
    await expect(run(rotateKey, { ...input, name: "nobody" })).rejects.toThrow(
      '0 keys that work are called "nobody"',
    );
    for (const wrong of [{ name: "" }, { file: "" }, { graceSeconds: -1 }]) {
      await expect(run(rotateKey, { ...input, ...wrong })).rejects.toThrow(`input.${Object.keys(wrong)[0]}`);
    }
  });

  test("leaves the old key in its file where none can be made, and makes one where there is no file", async () => {
    await workspace.client.apiKeys.create({ name: "lasting" });
    written.set("x", "the old one");
    const { apiKeys } = workspace.client;
    const rotate = async () => {
      throw new Error("unreachable");
    };
    const pumble = { apiKeys: { list: () => apiKeys.list(), rotate } } as never;
    const input = { name: "lasting", file: "x" };
    await expect(run(rotateKey, input, { pumble })).rejects.toThrow("unreachable");
    expect(written.get("x")).toBe("the old one");
    const read = async () => {
      throw new Error("no such file");
    };
    await run(rotateKey, input, { files: { ...files, read } });
    expect(written.get("x")).toMatch(/^pmb_/);
  });

  test("says nothing of a new key in a dry run, in which there is none", async () => {
    await workspace.client.apiKeys.create({ name: "rehearsed" });
    await run(rotateKey, { name: "rehearsed", file: "x" }, { dryRun: true });
    expect(lines).toEqual([]);
  });
});

test("no script says in a dry run that it did what was only rehearsed", async () => {
  const { id, name } = await channel();
  await join(id, "grace");
  await workspace.client.sendMessage({ channelId: id, text: "Old" });
  const rehearsed = { dryRun: true };
  await run(announceChangelog, { channel: name, text: "## 1.0.0\n\n- First" }, rehearsed);
  await run(archiveChannel, { channel: name, file: "x.jsonl" }, rehearsed);
  await run(welcomeMembers, { channel: name }, rehearsed);
  await run(removeOldMessages, { channel: name, olderThanDays: 0, now: Date.now() + 1 }, rehearsed);
  expect(lines).toEqual([]);
});
