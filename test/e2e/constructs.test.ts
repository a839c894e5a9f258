/** What a program with constructs reads like, deployed, on both frameworks: a second plan is empty. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as cdktf from "cdktf";
import * as cdktn from "cdktn";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import * as onTerrain from "../../cdktn";
import * as constructs from "../../constructs";
import { startWorkspace, type TestWorkspace } from "../../src/testing";
import { declareEveryProp, type Existing, type Kit } from "../constructs/every-prop";

type Framework = Kit["cdk"] & Pick<typeof cdktf, "App" | "TerraformOutput">;
type L2 = Kit["l2"];
const frameworks: [string, Framework, L2][] = [
  ["cdktf", cdktf, constructs],
  ["cdktn", cdktn as unknown as Framework, onTerrain as unknown as L2],
];

let workspace: TestWorkspace;
let folder: string;
beforeEach(async () => {
  workspace = await startWorkspace();
  folder = mkdtempSync(join(tmpdir(), "pumble-program-"));
});
afterEach(() => workspace?.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(frameworks)("on %s", (_, cdk, l2) => {
  const { App, TerraformStack, TerraformOutput, TerraformVariable } = cdk;
  const { PumbleChannel, PumbleProvider, PumbleScript, Content, Emoji, Recurrence, Scripts } = l2;

  it("a program that announces, schedules, adds, imports and runs a script is complete at once", async () => {
    const rulesFile = join(folder, "rules.md");
    const changelog = join(folder, "CHANGELOG.md");
    writeFileSync(rulesFile, "# Rules\n\nBe **kind** to ${everybody}.\n");
    writeFileSync(changelog, "# Changelog\n\n## 1.0.0\n\n- First\n");
    const made = await workspace.client.createChannel({ name: "web", type: "PUBLIC" });
    const existing = new Map([["web", made.id]]);

    const app = new App({ outdir: join(folder, "cdktf.out") });
    const stack = new TerraformStack(app, "main");
    new PumbleProvider(stack, "pumble");
    const guests = new TerraformVariable(stack, "guests", {
      type: "list(string)",
      default: ["linus@example.com"],
    });

    const ops = new PumbleChannel(stack, "ops", { name: "ops", members: ["grace@example.com"] });
    const general = PumbleChannel.fromName(stack, "general", "general");
    const rules = ops.announce("rules", { content: Content.markdownFile(rulesFile), asBot: true });
    rules.addReply("contacts", { text: `Ask in ${general.mention}.` });
    for (let n = 1; n <= 8; n++) rules.addReply(`reply-${n}`, { text: String(n) });
    rules.addReaction(Emoji.EYES);
    ops.schedule("stand-up", {
      ...{ at: "09:00", timeZone: "Europe/Berlin", recurrence: Recurrence.businessDays() },
      text: "What are you up to?",
    });
    ops.addMembers("guests", { emails: guests.listValue, dependsOn: [rules] });
    new PumbleScript(stack, "changelog", {
      script: Scripts.announceChangelog({ file: changelog, channel: ops }),
      dependsOn: [rules],
    });
    new PumbleScript(stack, "farewell", {
      script: Scripts.announceChangelog({ file: changelog, channel: general }),
      when: "destroy",
    });
    new TerraformOutput(stack, "ops-id", { value: ops.id });
    new TerraformOutput(stack, "members", { value: ops.memberIds });
    for (const team of ["web", "data"]) {
      new PumbleChannel(stack, team, { name: team, importFrom: existing.get(team) });
    }

    const deployed = await workspace.deploy(app);
    expect(await deployed.changes()).toEqual([]);
    const channel = workspace.channel("ops");
    expect(deployed.outputs.main).toMatchObject({ "ops-id": await channel.id() });
    expect(deployed.outputs.main!.members).toHaveLength(3);
    const [posted, release] = await channel.messages();
    expect([posted!.text, release!.text]).toEqual([
      expect.stringContaining("Be kind to ${everybody}."),
      expect.stringMatching(/^1\.0\.0\n/),
    ]);
    expect(posted!.reactions).toMatchObject([{ code: ":eyes:" }]);
    const replies = await channel.replies(posted!);
    expect(replies.map(({ text }) => text)).toEqual([
      `Ask in <<#${await workspace.channel("general").id()}>>.`,
      ...["1", "2", "3", "4", "5", "6", "7", "8"],
    ]);
    expect(await channel.members()).toEqual(["ada@example.com", "grace@example.com", "linus@example.com"]);
    const [standUp] = await channel.schedules();
    const hour = new Intl.DateTimeFormat("en", {
      hour: "2-digit",
      hourCycle: "h23",
      timeZone: "Europe/Berlin",
    });
    expect([hour.format(standUp!.sendAt), standUp!.sendAt > Date.now()]).toEqual(["09", true]);
    expect(await workspace.channel("web").id()).toBe(made.id);
    const said = async () => (await workspace.channel("general").messages()).map(({ text }) => text);
    expect((await said()).filter((text) => text.startsWith("1.0.0"))).toEqual([]);
    await deployed.destroy();
    expect(await channel.schedules()).toEqual([]);
    expect((await said()).at(-1)).toMatch(/^1\.0\.0\n/);
  });

  it("a program that names every property of every construct is complete at once, and takes over what is there", async () => {
    const { existing, keys } = await furnished(workspace);
    const context = { targetVersions: { terraform: ">=1.11.0", opentofu: ">=1.11.0" } };
    const app = new App({ outdir: join(folder, "every.out"), context });
    declareEveryProp({ cdk, l2 }, new TerraformStack(app, "every"), existing);
    const deployed = await workspace.deploy(app);
    expect(await deployed.changes()).toEqual([]);
    const before = await workspace.channel("general").messages();
    expect(before.map(({ text }) => text)).toContain("Before");
    expect((await workspace.client.apiKeys.list()).map(({ name }) => name).sort()).toEqual(
      [...keys, "deploy"].sort(),
    );
    await deployed.destroy();
    expect((await workspace.channel("general").messages()).map(({ text }) => text)).not.toContain("Before");
  });
});

/** Something of every kind that can be taken over. */
async function furnished(on: TestWorkspace): Promise<{ existing: Existing; keys: string[] }> {
  const { client } = on;
  const { id: channelId } = await client.createChannel({ name: "every-import", type: "PUBLIC" });
  const general = await on.channel("general").id();
  const { id: user } = (await client.listUsers({})).find(({ email }) => email === "grace@example.com")!;
  await client.addUsersToChannel({ channelId: general, userIds: [user] });
  const message = await client.sendMessage({ channelId: general, text: "Before" });
  const root = await client.sendMessage({ channelId, text: "Root" });
  const reply = await client.sendReply({ channelId, messageId: root.id, text: "After" });
  await client.addReaction({ channelId, messageId: reply.id, reaction: ":eyes:" });
  const sendAt = Date.parse("2035-01-31T09:00:00Z");
  const scheduled = await client.createScheduledMessage({ channelId, text: "Before", sendAt });
  const direct = await client.dmUser({ email: "grace@example.com", text: "Before" });
  await client.apiKeys.create({ name: "before" });
  return {
    keys: (await client.apiKeys.list()).map(({ name }) => name),
    existing: {
      ...{ channel: channelId, members: "general", member: "general/grace@example.com", key: "before", user },
      ...{ message: `general/${message.id}`, reply: `${channelId}/${root.id}/${reply.id}` },
      ...{ reaction: `${channelId}/${reply.id}/:eyes:`, scheduled: scheduled.id },
      direct: `grace@example.com/${direct.id}`,
    },
  };
}
