/** `pumble export`: what it writes of an existing workspace takes it over and then changes nothing, in each form. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalStack, startLocalStack } from "../../src/cli/local-stack";
import { PumbleClient } from "../../src/client";
import type { Seed } from "../../src/local";
import type { Report } from "../../src/review";
import { harmful } from "../cli/export/scene";
import { pumble } from "./pumble-command";

/** PUMBLE_EXPORT_CHANNELS=50 is the long form: 300 messages, and minutes of Terraform. */
const channelCount = Number(process.env.PUMBLE_EXPORT_CHANNELS ?? 8);
const timeoutMs = 1_800_000;
const perChannel = 6;
const people = ["ada", "grace", "linus", "o'neill"].map((name) => ({
  ...{ email: `${name}@example.com`, name },
  ...(name === "ada" ? { role: "OWNER" as const, timeZoneId: "Europe/Berlin" } : {}),
}));
const owner = people[0]!.email;

/** Each message in another shape: plain text, all that Markdown has, and what is code elsewhere. */
function textOf(channel: number, index: number): { text: string } | { markdown: string } {
  const word = `${channel}-${index}`;
  const shapes = [
    { text: `Plain ${word}: 2 * 3 * 4, #general, ${harmful[channel % 6]}` },
    {
      markdown: `# Heading ${word}\n\n**Bold**, *italic*, ~~gone~~, \`code\` :tada:\n\n- one\n  - two\n- three`,
    },
    { markdown: `Ask @grace@example.com in #general, see [the guide](https://example.com/?a=${word}&b=2).` },
    { markdown: `> Quoted ${word}\n\n1. first\n2. second\n\n\`\`\`\n${harmful[channel % 6]}\n\`\`\`` },
    { text: `  Indented ${word}\n\n\n- no list` },
    { markdown: `@here ${word}, all of you` },
  ];
  return shapes[index]!;
}

const hasThread = (channel: number) => channel % 4 === 1;
const threads = Array.from({ length: channelCount }, (_, at) => at).filter(hasThread).length;

/** What of it is the key's owner's, and what somebody else's. */
function thread(
  at: number,
): Pick<NonNullable<Seed["channels"][number]["messages"]>[number], "reactions" | "replies"> {
  return {
    reactions: { ":eyes:": [owner, "grace@example.com"], ":+1:": [owner] },
    replies: [
      { from: owner, markdown: `Eyes *only* ${at}`, reactions: { ":tada:": [owner] } },
      { from: "grace@example.com", text: "Seen" },
      { from: owner, text: harmful[at % 6]! },
    ],
  };
}

const seed: Seed = {
  users: people,
  channels: Array.from({ length: channelCount }, (_, at): Seed["channels"][number] => ({
    name: at === 0 ? "general" : `ünïted_${at}`,
    ...(at === 0 ? { main: true } : { type: at % 3 === 0 ? "PRIVATE" : "PUBLIC" }),
    ...(at === 0 ? {} : { members: people.slice(0, 1 + (at % 4)).map(({ email }) => email) }),
    ...(at % 2 === 0 ? { description: harmful[at % 6]!.slice(0, 100) } : {}),
    messages: Array.from({ length: perChannel }, (_, index) => ({
      ...{ from: owner, ...textOf(at, index) },
      ...(index === 1 && hasThread(at) ? thread(at) : {}),
    })),
    schedules: [
      { from: owner, text: `Stand-up ${at}`, at: "2035-01-08T09:00:00+01:00", every: "BUSINESSDAYS" },
      { from: owner, markdown: `**Once** ${at}`, at: "2035-06-01T12:30:30Z" },
    ],
  })),
};

const folder = mkdtempSync(join(tmpdir(), "pumble-export-"));
let stack: LocalStack;
let env: Record<string, string>;

beforeAll(async () => {
  const addonDir = join(folder, "addon");
  mkdirSync(addonDir);
  stack = await startLocalStack({ port: 0, dataDir: null, addonDir, seed });
  env = { PUMBLE_API_KEY: await stack.issueKey("export"), PUMBLE_BASE_URL: stack.addonUrl };
});
afterAll(async () => {
  await stack?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A folder for what npm has installed, to export into. */
function project(name: string): string {
  const modules = join(folder, name, "node_modules");
  mkdirSync(modules, { recursive: true });
  for (const each of ["cdktf", "constructs", "tsx", ".bin"]) {
    symlinkSync(join(process.cwd(), "node_modules", each), join(modules, each));
  }
  symlinkSync(process.cwd(), join(modules, "pumble-iac"));
  return join(folder, name);
}

async function ran(args: string[], cwd: string, variables = env): Promise<string> {
  const { code, stdout, stderr } = await pumble(args, variables, cwd);
  expect(code, `${args.join(" ")}\n${stdout}${stderr}`).toBe(0);
  return stdout;
}

function reportIn(dir: string): Report {
  return JSON.parse(readFileSync(join(dir, "plan", "plan.json"), "utf8")) as Report;
}

describe.concurrent("code", () => {
  for (const form of ["file", "cdktf", "hcl"]) {
    it(
      `as ${form} imports ${channelCount} channels with members, messages and schedules, and then changes nothing`,
      async () => {
        const dir = project(form);
        const options = ["--announcements", "own", "--messages", "200", "--json"];
        const told = JSON.parse(await ran(["export", "--format", form, "--out", ".", ...options], dir));
        const counts = {
          channels: channelCount,
          announcements: channelCount * perChannel,
          ...{ replies: threads * 2, reactions: threads * 3, schedules: channelCount * 2 },
        };
        expect(told).toMatchObject({ ...counts, blocks: 0, next: ["npx pumble plan"] });
        expect(told.left.map(({ reason }: { reason: string }) => reason)).toEqual([
          ...["direct", "everybody", "reaction_author", "reply_author"],
        ]);
        for (const name of told.files)
          expect(readFileSync(join(dir, name), "utf8")).not.toContain(env.PUMBLE_API_KEY);
        await ran(["plan", "--out", "plan"], dir);
        const actions = reportIn(dir).stacks.flatMap(({ changes }) => changes.map(({ action }) => action));
        expect(new Set(actions)).toEqual(new Set(["import"]));
        const lists = channelCount - 1 - Math.floor((channelCount - 1) / 4);
        expect(actions).toHaveLength(Object.values(counts).reduce((sum, count) => sum + count, lists));
        await ran(["apply", "plan"], dir);
        await ran(["plan", "--detailed-exitcode"], dir);
      },
      timeoutMs,
    );
  }
});

describe("what was there", () => {
  it("is never overwritten, and then nothing is written", async () => {
    const dir = project("kept");
    writeFileSync(join(dir, "channels.tf"), "# mine\n");
    const { code, stderr } = await pumble(["export", "--format", "hcl", "--out", "."], env, dir);
    expect(code).toBe(1);
    expect(stderr).toContain("channels.tf is there already, and nothing was written.");
    expect(readdirSync(dir).sort()).toEqual(["channels.tf", "node_modules"]);
  });

  it("needs a folder to write several files to", async () => {
    const { code, stderr } = await pumble(["export", "--format", "file"], env);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "--format file writes several files.\nSay which folder they go to: --out DIR\n",
    });
  });
});

describe("a seed", () => {
  it("starts a local workspace with messages, replies and reactions", async () => {
    const client = new PumbleClient({ apiKey: env.PUMBLE_API_KEY!, baseUrl: env.PUMBLE_BASE_URL! });
    const { channel } = await client.getChannel({ channel: "ünïted_3" });
    const { id: messageId } = await client.sendMessage({
      channelId: channel.id,
      text: "First: line one\nline two",
    });
    await client.sendReply({ channelId: channel.id, messageId, text: "An answer" });
    await client.addReaction({ messageId, channelId: channel.id, reaction: ":+1:" });
    const file = join(folder, "seed.yaml");
    await ran(["export", "--out", file, "--messages", "2"], folder);
    expect(readFileSync(file, "utf8")).not.toContain(env.PUMBLE_API_KEY);
    const copy = await startLocalStack({
      port: 0,
      dataDir: null,
      addonDir: join(folder, "addon2"),
      seed: file,
    });
    try {
      const reader = new PumbleClient({ apiKey: await copy.issueKey("copy"), baseUrl: copy.addonUrl });
      const { channel: copied } = await reader.getChannel({ channel: "ünïted_3" });
      expect(copied.channelType).toBe("PRIVATE");
      const { messages } = await reader.listMessages({ channelId: copied.id });
      const root = messages.find((one) => one.text === "First: line one\nline two");
      expect(root?.reactions).toMatchObject([{ code: ":+1:" }]);
      const replies = await reader.fetchThreadReplies({ channelId: copied.id, rootMessageId: root!.id });
      expect(replies.map((one) => one.text)).toEqual(["An answer"]);
    } finally {
      await copy.close();
    }
    const again = await pumble(["export", "--out", file], env, folder);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain("--force");
  });
});
