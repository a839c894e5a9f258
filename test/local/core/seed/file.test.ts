import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { seedAt } from "../../../../src/cli/files-as-seed";
import { seedJsonSchema, startLocalWorkspace } from "../../../../src/local";
import { parseSeed } from "../../../../src/local/core/seed/file";
import { control, pageOf, startWorkspace } from "../../support";

const good = `workspace: { name: Orbit }
users:
  - { email: ada@example.com, name: Ada, role: OWNER }
  - { email: grace@example.com, name: Grace, title: Admiral }
groups:
  - { handle: crew, name: Crew, members: [grace@example.com] }
channels:
  - name: Town Hall
    messages:
      - from: grace@example.com
        text: Hello
        reactions: { ":wave:": [ada@example.com] }
        replies: [{ from: ada@example.com, text: Hi }]
  - { name: secret, type: PRIVATE, members: [ada@example.com] }
  - { name: old, archived: true }
`;

describe("a seed file", () => {
  test("fills the workspace with users, groups, channels, messages, threads and reactions", async () => {
    const path = join(mkdtempSync(join(tmpdir(), "seed-")), "workspace.yaml");
    writeFileSync(path, good);
    const workspace = await startWorkspace({ seed: path });
    const { member } = control(workspace);
    const grace = pageOf(workspace, (await member("Grace")).id);
    const { body: entries } = await grace.get("channels");
    const named = entries.filter((entry: { channel: { name: string } }) => entry.channel.name);
    expect(
      named.map(({ channel }: { channel: { name: string; isArchived: boolean; isMain: boolean } }) => [
        channel.name,
        channel.isArchived,
        channel.isMain,
      ]),
    ).toEqual([
      ["town-hall", false, true],
      ["old", true, false],
    ]);
    const { body } = await grace.get(`channels/${named[0].channel.id}/messages`);
    expect(body.messages).toHaveLength(1);
    expect(body.messages[0]).toMatchObject({ text: "Hello", reactions: [{ code: ":wave:" }] });
    expect(body.messages[0].threadRootInfo.repliesCount).toBe(1);
    expect((await grace.get("state")).body.workspace.name).toBe("Orbit");
  });

  test("the guide's example is right", async () => {
    const guide = readFileSync(join(__dirname, "../../../../docs/guides/local-workspace.md"), "utf8");
    const example = /```yaml\n([\s\S]*?)```/.exec(guide)![1]!;
    const workspace = await startWorkspace({ seed: await parseSeed(example, "guide") });
    expect((await control(workspace).get("/members")).body).toHaveLength(2);
  });

  test("its published JSON Schema is that of the sources, and names every field", () => {
    const schema = readFileSync(join(__dirname, "../../../../docs/schemas/seed.schema.json"), "utf8");
    expect(JSON.parse(schema)).toEqual({ title: expect.any(String), ...seedJsonSchema() });
    for (const field of ["users", "groups", "channels", "apps", "reactions", "replies", "archived"]) {
      expect(schema).toContain(`"${field}"`);
    }
  });

  const bad: Record<string, [change: [string, string], expected: string]> = {
    "an unknown member is named with its line": [
      ["from: grace@example.com", "from: greice@example.com"],
      "line 10: channels.0.messages.0.from: greice@example.com is not the e-mail address of any user above",
    ],
    "a field that does not exist is named": [
      ["title:", "titel:"],
      'line 4: users.1: Unrecognized key: "titel"',
    ],
    "a channel that is there twice is named": [
      ["name: old", "name: Secret"],
      "line 15: channels.2.name: #secret is there twice",
    ],
    "a bad channel name says why": [["Town Hall", "Town/Hall"], "line 8: channels.0.name: may only contain"],
    "broken YAML is named by line": [["users:", "users: ]"], "line 2: "],
    "a stranger cannot have written in a private channel": [
      [
        "members: [ada@example.com] }\n",
        "members: [ada@example.com], messages: [{ from: grace@example.com, text: x }] }\n",
      ],
      "grace@example.com is not a member of this private channel",
    ],
    "a stranger cannot have scheduled in a private channel": [
      [
        "members: [ada@example.com] }\n",
        'members: [ada@example.com], schedules: [{ from: grace@example.com, text: x, at: "2090-01-01T00:00:00Z" }] }\n',
      ],
      "schedules.0: grace@example.com is not a member of this private channel",
    ],
  };
  for (const [fact, [[from, to], expected]] of Object.entries(bad)) {
    test(fact, async () => {
      await expect(parseSeed(good.replace(from, to), "w.yaml")).rejects.toThrow(expected);
    });
  }

  test("a guest has written where they are a member alone", async () => {
    const seed = (members: string) => `
users: [{ email: a@example.com, name: A }, { email: g@example.com, name: G, role: GUEST_MULTI_CHANNEL }]
channels:
  - { name: general, members: [a@example.com], messages: [{ from: g@example.com, text: x }] }
  - { name: news, members: [${members}], messages: [{ from: g@example.com, text: x }] }`;
    await expect(parseSeed(seed("a@example.com"), "w.yaml")).rejects.toThrow(
      "channels.1.messages.0: g@example.com is a guest, and not a member of this channel",
    );
    const fits = await startLocalWorkspace({ seed: await parseSeed(seed("g@example.com"), "w.yaml") });
    await fits.close();
  });

  test("what only its time tells to be wrong is said with its channel, and leaves the folder free", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "seed-"));
    const schedules = [{ from: "a@example.com", text: "x", at: "2020-01-01T00:00:00Z" }];
    const seed = { users: [{ email: "a@example.com", name: "A" }], channels: [{ name: "news", schedules }] };
    await expect(startLocalWorkspace({ dataDir, seed })).rejects.toThrow(
      "Seed, #news: [sendAt must be in the future]",
    );
    await (await startLocalWorkspace({ dataDir })).close();
  });

  test("a file that is missing stops the start with its path", async () => {
    await expect(startLocalWorkspace({ seed: "/nowhere/w.yaml" })).rejects.toThrow(
      "Seed file /nowhere/w.yaml does not exist.",
    );
  });

  test("one without an end stops the start, and does not fill the memory", async () => {
    const before = process.memoryUsage().rss;
    await expect(startLocalWorkspace({ seed: "/dev/zero" })).rejects.toThrow(
      "Seed file /dev/zero has more than 64 MB.",
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(512 * 1024 * 1024);
  });

  test("may come through a pipe, which is read once", async () => {
    const folder = mkdtempSync(join(tmpdir(), "seed-"));
    const [pipe, file] = [join(folder, "pipe"), join(folder, "workspace.yaml")];
    writeFileSync(file, good);
    execFileSync("mkfifo", [pipe]);
    // It needs nothing of this process, which stands still until the pipe is read.
    spawn("sh", ["-c", `exec cat ${file} > ${pipe}`], { stdio: "ignore" });
    const { seed } = seedAt(pipe);
    expect(seed).toBe(pipe);
    const workspace = await startWorkspace({ seed });
    expect((await control(workspace).get("/members")).body).toHaveLength(2);
  });
});
