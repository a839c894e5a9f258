/** What a test sees and does of the workspace under test, which runs in this process here. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestWorkspace } from "../../src/testing";
import { workspaceInProcess } from "../support/in-process-workspace";

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await workspaceInProcess();
});
afterAll(() => workspace?.close());

test("a workspace has what provider, client and scripts need", async () => {
  const { apiKey, baseUrl, pageUrl, env } = workspace;
  expect(env).toEqual({ PUMBLE_API_KEY: apiKey, PUMBLE_BASE_URL: baseUrl });
  expect((await fetch(`${baseUrl}/myInfo`, { headers: { ApiKey: apiKey } })).status).toBe(200);
  expect((await fetch(pageUrl)).status).toBe(200);
});

describe("a channel", () => {
  test("is there or not, by its name with or without the #", async () => {
    expect(workspace.channel("#general").name).toBe("general");
    expect(await workspace.channel("#general").exists()).toBe(true);
    expect(await workspace.channel("nowhere").exists()).toBe(false);
    await expect(workspace.channel("nowhere").id()).rejects.toThrow();
    const { channel } = await workspace.client.getChannel({ channel: "general" });
    expect(await workspace.channel("general").id()).toBe(channel.id);
  });

  test("tells messages and replies oldest first, and neither what Pumble writes nor what was deleted", async () => {
    const { id: channelId } = await workspace.client.createChannel({ name: "told", type: "PUBLIC" });
    const channel = workspace.channel("told");
    const ada = workspace.as("ada@example.com");
    const first = await ada.post("told", "first");
    const gone = await ada.post("told", "gone");
    await ada.post("told", "second");
    for (const text of ["a", "b"]) await ada.post("told", text, first);
    await workspace.client.sendReply({
      channelId,
      messageId: first.id,
      text: "c",
      sendToChannel: true,
    } as never);
    await ada.delete(gone);
    expect((await channel.messages()).map(({ text }) => text)).toEqual(["first", "second"]);
    expect((await channel.replies(first)).map(({ text }) => text)).toEqual(["a", "b", "c"]);
  });

  test("has members in alphabetical order, without bots", async () => {
    const { id: channelId } = await workspace.client.createChannel({ name: "people", type: "PUBLIC" });
    const users = await workspace.client.listUsers({});
    const others = users.filter(({ id }) => id).map(({ id }) => id);
    await workspace.client.addUsersToChannel({ channelId, userIds: others });
    const bots = users.filter(({ isAddonBot, isPumbleBot }) => isAddonBot || isPumbleBot);
    expect(bots.length).toBeGreaterThan(0);
    const members = await workspace.channel("people").members();
    expect(members).toEqual([...members].sort());
    expect(members).toEqual(
      expect.arrayContaining(["ada@example.com", "grace@example.com", "linus@example.com"]),
    );
    expect(members.filter((email) => bots.some((bot) => bot.email === email))).toEqual([]);
    expect(await workspace.channel("general").members()).toContain("ada@example.com");
  });

  test("has what its key's owner has scheduled there, and nothing of other channels", async () => {
    await workspace.client.createChannel({ name: "quiet", type: "PUBLIC" });
    const channelId = await workspace.channel("general").id();
    const sendAt = Date.parse("2035-01-31T09:00:00Z");
    await workspace.client.createScheduledMessage({ channelId, text: "Later", sendAt });
    expect(await workspace.channel("general").schedules()).toMatchObject([{ text: "Later", sendAt }]);
    expect(await workspace.channel("quiet").schedules()).toEqual([]);
  });
});

describe("by hand", () => {
  test("members post, answer, edit, react, delete, and do whatever else", async () => {
    const grace = workspace.as("grace@example.com");
    const posted = await grace.post("general", "Hello");
    await grace.post("general", "More", posted);
    await workspace.as("linus@example.com").react(posted, ":wave:");
    const general = workspace.channel("general");
    expect((await general.messages()).at(-1)).toMatchObject({
      text: "Hello",
      reactions: [{ code: ":wave:" }],
    });
    expect((await general.replies(posted)).map(({ text }) => text)).toEqual(["More"]);
    await grace.edit(posted, "Good morning");
    expect((await general.messages()).at(-1)!.text).toBe("Good morning");
    await grace.delete(posted);
    expect((await general.messages()).map(({ id }) => id)).not.toContain(posted.id);
    await grace.act("leave", { channel: "random" });
    expect(await workspace.channel("random").members()).not.toContain("grace@example.com");
  });

  test("what the workspace refuses is told, with what was asked", async () => {
    await expect(workspace.as("nobody@example.com").post("general", "x")).rejects.toThrow(
      'The local workspace refused POST /act {"as":"nobody@example.com","action":"post","channel":"general","text":"x"}: Not found',
    );
  });

  test("time stands still, passes and goes on, and what is due is sent", async () => {
    const { clock } = workspace;
    await clock.freeze();
    const now = await clock.now();
    expect(await clock.now()).toBe(now);
    const channelId = await workspace.channel("general").id();
    await workspace.client.createScheduledMessage({ channelId, text: "In an hour", sendAt: now + 3_600_000 });
    await clock.advance(3_700_000);
    expect(await clock.now()).toBe(now + 3_700_000);
    const messages = await workspace.channel("general").messages();
    expect(messages.map(({ text }) => text)).toContain("In an hour");
    await clock.resume();
    await expect.poll(() => clock.now()).toBeGreaterThan(now + 3_700_000);
  });

  test("calls go wrong until they do not", async () => {
    await workspace.fault({ fault: "status", status: 500 });
    await expect(workspace.client.listUsers({}, { tries: 1 } as never)).rejects.toThrow();
    await workspace.clearFaults();
    expect(await workspace.client.listUsers({})).not.toEqual([]);
  });
});
