/** A workspace kept as files, from its first plan to its last, against a local workspace that began with the same files. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PumbleClient } from "../../src/client";
import { act } from "../support/control";
import { folderOf } from "../workspace-file/folder";
import { pumble } from "./pumble-command";

const workspace = `people:
  ada: ada@example.com
  grace: grace@example.com
  ken: Ken@example.com
teams:
  platform: [ada, grace]
  on-call:
    members: [team:platform, ken]
    channels: [incidents, deploys]
channels:
  general: { adopt: true }
  deploys: { description: "Costs \${money} and %{more}" }
  incidents:
    type: private
    exact: true
    announcements:
      rules:
        markdown: ./rules.md
        reactions: [":eyes:"]
        replies:
          contacts: { text: "Call the duty phone first." }
      second: { text: "Ask in #deploys" }
    schedules:
      hand-over: { at: "09:00", time_zone: Europe/Berlin, every: workday, from: 2035-01-06, text: "Hand-over." }
  release-notes:
    key: news
    members: [grace]
    scripts:
      greet: { file: ./greet.ts, input: { text: "Hello", channelId: "{channel.id}" } }
template:
  announcements: { conduct: { text: "This channel follows the code of conduct." } }
`;

const script = `import { defineScript } from "pumble-iac/script";
export default defineScript({
  input: { channelId: "", text: "" },
  permissions: { net: "pumble" },
  async run({ pumble, input }) {
    await pumble.sendMessage({ channelId: input.channelId, text: input.text });
  },
});
`;

const folder = folderOf({
  "workspace.yaml": workspace,
  "rules.md": "# Rules\n\nSee #deploys, ask @grace@example.com.\n",
  "greet.ts": script,
});

let local: ReturnType<typeof spawn>;
let env: Record<string, string>;
let client: PumbleClient;
let controlUrl: string;
let controlToken: string;

beforeAll(async () => {
  local = spawn(process.execPath, ["dist/bin/pumble.js", "dev", "--port", "0", "--json", "--seed", folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface(local.stdout!), "line")) as [string];
  const { addonUrl, apiKey, ...control } = JSON.parse(line) as Record<string, string>;
  controlUrl = control.controlUrl!;
  controlToken = control.controlToken!;
  env = { PUMBLE_API_KEY: apiKey!, PUMBLE_BASE_URL: addonUrl! };
  client = new PumbleClient({ apiKey: apiKey!, baseUrl: addonUrl! });
});
afterAll(async () => {
  const gone = once(local, "exit");
  local.kill("SIGTERM");
  await gone;
});

const write = (text: string) => writeFileSync(join(folder, "workspace.yaml"), text);
const plan = (...args: string[]) => pumble(["plan", folder, ...args], env);

async function channel(name: string) {
  const { channel: found, users = [] } = await client.getChannel({ channel: name });
  const people = await client.listUsers({});
  const emails = users.map((id) => people.find((user) => user.id === id)!.email).sort();
  const { messages } = await client.listMessages({ channelId: found.id });
  const said = messages.filter(({ subtype }) => !subtype);
  return { found, emails, said };
}

async function expectNothingToDo(): Promise<void> {
  const { code, stdout, stderr } = await plan("--detailed-exitcode");
  expect({ code, stdout }, stderr).toMatchObject({ code: 0 });
}

describe("a workspace as files", () => {
  it("seeds a local workspace in which everything is there", async () => {
    const { found, emails, said } = await channel("incidents");
    expect(found).toMatchObject({ channelType: "PRIVATE" });
    expect(emails).toEqual(["ada@example.com", "grace@example.com", "ken@example.com"]);
    expect(said.map(({ text }) => text.split("\n")[0])).toEqual([
      "This channel follows the code of conduct.",
      "Rules",
      "Ask in #deploys",
    ]);
  });

  it("is applied to that workspace without anything being there twice, and then there is nothing to do", async () => {
    const { code, stdout, stderr } = await pumble(["apply", folder, "--yes"], env);
    expect(code, stdout + stderr).toBe(0);
    const { emails, said } = await channel("incidents");
    expect(emails).toEqual(["ada@example.com", "grace@example.com", "ken@example.com"]);
    expect(said).toHaveLength(3);
    const replies = await client.fetchThreadReplies({
      channelId: said[1]!.channelId,
      rootMessageId: said[1]!.id,
    });
    expect(replies.map(({ text }) => text)).toEqual(["Call the duty phone first."]);
    const { scheduledMessages } = await client.fetchScheduledMessages({});
    expect(scheduledMessages.map(({ sendAt }) => new Date(sendAt).toISOString())).toEqual([
      "2035-01-08T08:00:00.000Z",
    ]);
    expect((await channel("deploys")).found.description).toBe("Costs ${money} and %{more}");
    expect((await channel("release-notes")).said.map(({ text }) => text)).toContain("Hello");
    await expectNothingToDo();
  });

  it("plans nothing for another order, other quotes, comments, anchors and another file", async () => {
    const deploys = '  deploys: { description: "Costs ${money} and %{more}" }\n';
    expect(workspace).toContain(deploys);
    const reordered = workspace
      .replace(deploys, "")
      .replace("[ada, grace]", "[grace, 'ada'] # the same two")
      .replace("  ken: Ken@example.com\n", "")
      .replace("people:\n", "people:\n  ken: &ken ken@EXAMPLE.com\n")
      .replace("members: [team:platform, ken]", "members: [*ken, team:platform]");
    write(reordered);
    const other = join(folder, "deploys.yaml");
    writeFileSync(other, `channels:\n${deploys}`);
    await expectNothingToDo();
    writeFileSync(other, "# nothing\n");
    write(workspace);
  });

  it("offers the line to add where a key was renamed, of a channel and of what stands in one", async () => {
    write(workspace.replace("key: news", "key: releases").replace("second:", "third:"));
    const { stdout } = await plan();
    expect(stdout.replace(/\s+/g, " ")).toContain(
      "Where it is the same, write into the root file: moved: { channels: { news: releases }, announcements: { incidents/second: incidents/third } }",
    );
    write(workspace.replace("  release-notes:\n    key: news", "  release-notes-old:"));
    expect((await plan("--allow-removal")).stdout.replace(/\s+/g, " ")).toContain(
      "moved: { channels: { news: release-notes-old } } and name: release-notes under release-notes-old, for no API can rename a channel.",
    );
    write(workspace);
  });

  it("only moves what has a new key", async () => {
    write(`${workspace.replace("key: news", "key: releases")}moved: { channels: { news: releases } }\n`);
    const { stdout } = await plan("--json");
    const { stacks } = JSON.parse(stdout) as { stacks: { counts: object; changes: { address: string }[] }[] };
    expect(stacks[0]!.counts).toMatchObject({ move: 4, create: 0, update: 0, replace: 0, destroy: 0 });
    expect((await pumble(["apply", folder, "--yes"], env)).code).toBe(0);
    await expectNothingToDo();
  });

  it("names every channel that somebody leaves", async () => {
    const before = readFileSync(join(folder, "workspace.yaml"), "utf8");
    write(before.replace("  grace: grace@example.com\n", ""));
    const refused = await plan();
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('"grace" is no short name of people and no e-mail address');
    const { stdout } = await plan("--skip-unknown-people");
    expect(stdout).toMatch(/#deploys +− 1 person: grace@example.com/);
    expect(stdout).toMatch(/#incidents +− 1 person: grace@example.com/);
    expect(stdout).toMatch(/#release-notes +− 1 person: grace@example.com/);
    write(before);
  });

  it("refuses a plan that removes more than a third, unless it is given leave", async () => {
    const before = readFileSync(join(folder, "workspace.yaml"), "utf8");
    write(
      before
        .replace(/ {2}incidents:.*? {2}release-notes/s, "  release-notes")
        .replace("channels: [incidents, deploys]", "channels: [deploys]"),
    );
    const refused = await plan();
    expect(refused.code).toBe(3);
    expect(refused.stdout).toContain("--allow-removal");
    expect((await plan("--allow-removal")).code).toBe(0);
    write(before);
  });

  it("names every channel of somebody who was deactivated in Pumble", async () => {
    const at = { controlUrl, controlToken };
    await act(at, "ada@example.com", "deactivate", { user: "ken@example.com" });
    const refused = await plan();
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(`workspace.yaml:4:8  ken@example.com is deactivated in Pumble
    4 |   ken: Ken@example.com
      |        ^^^^^^^^^^^^^^^
  Take them out of the files. --skip-unknown-people plans without them, and
  names each channel that they leave.
  Also at workspace.yaml:8:30.`);
    const { stdout } = await plan("--skip-unknown-people");
    expect(stdout).toMatch(/#deploys +− 1 person: ken@example.com/i);
    expect(stdout).toMatch(/#incidents +− 1 person: ken@example.com/i);
    expect(stdout).toContain("Changes 2. Notifies 0 people.");
    expect(stdout).not.toContain("Warning");
  });
});
