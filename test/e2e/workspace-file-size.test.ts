/**
 * The files of a large community, from their first plan on: with a hundred channels, and with PUMBLE_FULL_SIZE=1 with
 * all 633. The limits of the local workspace are on; who would wait for them moves its clock.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Channel, loadWorkspace } from "../../src/workspace-file";
import { type MovableProvider, startMovableProvider } from "../faults/start-movable";
import { control } from "../support/control";
import { folderOf } from "../workspace-file/folder";
import { areas, largeCounts, largePeople, largeWorkspace } from "../workspace-file/large-workspace";
import { pumble } from "./pumble-command";
import { startTestStack, type TestStack } from "./test-stack";

const size = process.env.PUMBLE_FULL_SIZE ? largeCounts.channels : 100;
const minutes = process.env.PUMBLE_FULL_SIZE ? 20 : 5;

const folder = folderOf(largeWorkspace(size));
let test: TestStack;
let provider: MovableProvider;
let aheadMs = 0;

beforeAll(async () => {
  const users = largePeople().map((email, index) => ({ email, name: `Person ${index}` }));
  const seed = {
    users: [{ email: "owner@example.com", name: "Owner", role: "OWNER" as const }, ...users],
    channels: [{ name: "general", main: true }],
  };
  test = await startTestStack({ now: () => Date.now() + aheadMs }, seed);
  provider = await startMovableProvider(test, (ms) => {
    aheadMs += ms;
  });
});
afterAll(async () => {
  await provider?.stop();
  await test?.client.close();
  await test?.close();
});

/** A file, for as long as something is looked at. */
async function changed(
  name: string,
  change: (text: string) => string,
  look: () => Promise<void>,
): Promise<void> {
  const path = join(folder, name);
  const before = readFileSync(path, "utf8");
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
  try {
    await look();
  } finally {
    writeFileSync(path, before);
  }
}

const plan = (...args: string[]) => pumble(["plan", folder, ...args], test.env);

async function expectNothingToDo(): Promise<void> {
  const { code, stdout, stderr } = await plan("--detailed-exitcode");
  expect(code, stdout + stderr).toBe(0);
}

it("the files are right", async () => {
  const validated = await pumble(["validate", folder]);
  expect(validated.stdout).toBe(
    `${size} channels, ${largeCounts.teams} teams, ${largeCounts.people} people in ${largeCounts.files} files: nothing is wrong.\n`,
  );
});

it(
  "the first apply leaves exactly what the files say",
  async () => {
    const applied = await pumble(["apply", folder, "--yes"], { ...test.env, ...provider.env });
    expect(applied.code, applied.stdout + applied.stderr).toBe(0);
    expect(provider.pausesMs.length).toBeGreaterThan(0);
    await limits(false);
    const { workspace } = loadWorkspace(folder);
    const users = new Map(
      (await test.client.listUsers({})).map(({ id, email }) => [id, email.toLowerCase()]),
    );
    const there = (await test.client.listChannels({})).filter(({ channel }) => channel.name !== "");
    expect(there.map(({ channel }) => channel.name).sort()).toEqual(
      [...workspace!.channels.values()].map(({ name }) => name).sort(),
    );
    for (const channel of workspace!.channels.values()) await expectAsWritten(channel, users);
    await limits(true);
  },
  minutes * 60_000,
);

async function expectAsWritten(written: Channel, users: ReadonlyMap<string, string>): Promise<void> {
  if (written.adopt) return;
  const { channel, users: members = [] } = await test.client.getChannel({ channel: written.name });
  expect(channel.description, written.name).toBe(written.description ?? "");
  const emails = members.map((id) => users.get(id)).filter((email) => email !== "owner@example.com");
  expect(emails.sort(), written.name).toEqual([...written.members.keys()]);
  const { messages } = await test.client.listMessages({ channelId: channel.id });
  const said = messages.filter(({ subtype }) => !subtype).map(({ text }) => text);
  expect(said, written.name).toEqual(written.announcements.map(({ content }) => content.value));
}

const limits = (enabled: boolean) => control(test.stack, "POST", "/limits", { enabled });

it("then there is nothing to do, whichever file a channel stands in", async () => {
  const line = /^ {2}de-users:.*\n/m;
  const moved = line.exec(readFileSync(join(folder, "languages.yaml"), "utf8"))![0];
  await changed(
    "languages.yaml",
    (text) => text.replace(line, ""),
    () => changed("workspace.yaml", (text) => `${text}${moved}`, expectNothingToDo),
  );
});

it("a folder that defines the name of another one is refused with both places", async () => {
  await changed(
    "teams/network/channels.yaml",
    (text) => `${text}  storage-mine:\n`,
    async () => {
      const { code, stderr } = await pumble(["validate", folder]);
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /^teams\/network\/channels\.yaml:\d+:3 {2}"storage-mine" is not for this file to define$/m,
      );
      expect(stderr.replace(/\s+/g, " ")).toContain(
        "workspace.yaml:6 lets teams/network/** define network*. Move it, or widen the policy there.",
      );
    },
  );
});

/** The channels of languages are half of a hundred; of all 633, those of eight folders are more than a third. */
const removed =
  size > 200 ? areas.slice(0, 8).map((area) => `teams/${area}/channels.yaml`) : ["languages.yaml"];

it("a plan that removes more than a third of the channels needs somebody's leave", async () => {
  const before = removed.map((name) => readFileSync(join(folder, name), "utf8"));
  for (const [index, name] of removed.entries()) {
    const area = name.split("/")[1];
    const lines = before[index]!.split("\n");
    // The first two of a folder are those that its team joins.
    const isKept = (line: string) =>
      !/^ {2}[^ ]+: \{ (?:members|description)/.test(line) ||
      line.startsWith(`  ${area}:`) ||
      line.startsWith(`  ${area}-01:`);
    const from = lines.indexOf("channels:");
    const left = [...lines.slice(0, from + 1), ...lines.slice(from + 1).filter(isKept)].join("\n");
    writeFileSync(join(folder, name), left.replace(/channels:\n$/, "channels: {}\n"));
  }
  const refused = await plan();
  expect(refused.code, refused.stdout + refused.stderr).toBe(3);
  expect(refused.stdout).toContain("--allow-removal");
  for (const [index, name] of removed.entries()) writeFileSync(join(folder, name), before[index]!);
});
