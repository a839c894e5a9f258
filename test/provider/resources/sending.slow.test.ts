// Pumble answers "not found" for all of these; the next step follows the cause.
import { describe, expect, it } from "vitest";
import { provider } from "../../../src/provider/provider";
import { InProcess, type Stored, type Values } from "../in-process";
import type { InProcessObject } from "../in-process-object";
import { setUnitScene } from "../scene";

const scene = setUnitScene();

const refusal = async (resource: string, config: Record<string, unknown>) => {
  const { errors } = await scene.object(resource).apply(config);
  return errors.map(({ text }) => text).join("\n");
};

describe("sending to a channel that the key's owner sees", () => {
  it.each(["message", "reply"])(
    "%s as_bot names the bot where it is no member, and its advice works",
    async (what) => {
      const { id: channel_id, name } = await scene.channel("PRIVATE");
      const root = await scene.test.client.sendMessage({ channelId: channel_id, text: "Root" });
      const place = what === "reply" ? { channel_id, thread_root_id: root.id } : { channel_id };
      const config = { ...place, text: "From the bot", as_bot: true };
      const bot = (await scene.test.client.listUsers({})).find(({ isAddonBot }) => isAddonBot)!;
      const said = await refusal(what, config);
      expect(said).toContain(`The addon's bot is not in #${name}`);
      expect(said).toContain(`user_id = "${bot.id}"`);
      await scene.applied("channel_member", { channel_id, user_id: bot.id });
      expect(await refusal(what, config)).toBe("");
    },
  );

  it("says that a channel is archived, for a new message and for an edit", async () => {
    const { id: channel_id, name } = await scene.channel();
    const object = await scene.applied("message", { channel_id, text: "Before" });
    await scene.act("archive", { channelId: channel_id });
    expect(await refusal("message", { channel_id, text: "New" })).toContain(`#${name} is archived`);
    const { errors } = await object.apply({ channel_id, text: "After" });
    expect(errors[0]?.text).toContain("Unarchive it in Pumble and apply again");
  });

  it.each(["reply", "scheduled_message"])("%s says that what it answers is gone", async (what) => {
    const { id: channel_id, name } = await scene.channel();
    const { id: elsewhere } = await scene.channel();
    const root = await scene.test.client.sendMessage({ channelId: elsewhere, text: "Root" });
    const when = what === "reply" ? {} : { send_at: "2040-01-01T00:00:00Z" };
    const said = await refusal(what, { channel_id, thread_root_id: root.id, text: "Answer", ...when });
    expect(said).toContain(`No message ${root.id} in #${name} to reply to`);
    const here = { channel_id: elsewhere, thread_root_id: root.id, text: "Answer", ...when };
    expect(await refusal(what, here)).toBe("");
    await scene.act("archive", { channelId: elsewhere });
    expect(await refusal(what, { ...here, text: "Another" })).toContain("is archived");
  });

  it("says that there is no such channel, when there is none", async () => {
    const said = await refusal("message", { channel_id: "0".repeat(24), text: "x", as_bot: true });
    expect(said).toContain("No channel that the key's owner can see has this id.");
  });
});

describe("what changes between plan and apply", () => {
  const told = (plan: { errors: { summary: string }[] }) => plan.errors.map(({ summary }) => summary);
  const settled = async (object: InProcessObject, config: Values) => {
    expect((await object.apply(config)).errors).toEqual([]);
    expect((await object.plan(config)).action).toBe("no-op");
    expect((await object.destroy(config)).errors).toEqual([]);
  };

  it.each(["message", "reply", "direct_message"])(
    "%s that is gone is told, and then posted anew",
    async (what) => {
      const { id: channel_id } = await scene.channel();
      const root = await scene.test.client.sendMessage({ channelId: channel_id, text: "Root" });
      const places: Record<string, Values> = {
        message: { channel_id },
        reply: { channel_id, thread_root_id: root.id },
        direct_message: { emails: ["grace@example.com"] },
      };
      const object = await scene.applied(what, { ...places[what], text: `Before ${channel_id}` });
      const { id } = object.state!;
      const config = { ...places[what], text: `After ${channel_id}` };
      const meanwhile = () => scene.act("delete", { messageId: id });
      expect(told(await object.apply(config, { meanwhile }))).toEqual([
        `Message ${id as string} is not there any more`,
      ]);
      await settled(object, config);
    },
  );

  it("tells of a scheduled message that was cancelled, or whose channel was archived", async () => {
    const { id: channel_id, name } = await scene.channel();
    const at = { channel_id, send_at: "2040-01-01T00:00:00Z" };
    const object = await scene.applied("scheduled_message", { ...at, text: "Before" });
    const { id } = object.state!;
    const config = { ...at, text: "After" };
    const cancelled = () => scene.act("cancel_scheduled", { scheduledMessageId: id });
    expect(told(await object.apply(config, { meanwhile: cancelled }))).toEqual([
      `Scheduled message ${id as string} is not there any more`,
    ]);
    await object.apply(config);
    const archived = () => scene.act("archive", { channelId: channel_id });
    const changed = { ...at, text: "Later" };
    expect(told(await object.apply(changed, { meanwhile: archived }))).toEqual([`#${name} is archived`]);
    await scene.act("unarchive", { channelId: channel_id });
    await settled(object, changed);
  });

  it("says that the channel of a new reaction cannot be seen, not that its message is missing", async () => {
    const { id: channel_id } = await scene.channel("PRIVATE");
    await scene.act("add_members", { channelId: channel_id, users: ["grace@example.com"] });
    const { id: message_id } = await scene.test.client.sendMessage({ channelId: channel_id, text: "Root" });
    await scene.act("remove_member", { channelId: channel_id, user: "ada@example.com" }, "grace@example.com");
    const config = { channel_id, message_id, reaction: ":tada:" };
    expect((await scene.object("reaction").plan(config)).errors).toEqual([]);
    expect(await refusal("reaction", config)).toContain(`No channel ${channel_id}`);
  });
});

it("reading a channel or thread that is not there says which of them it is", async () => {
  const { id: channel_id, name } = await scene.channel();
  const pumble = new InProcess(provider);
  await pumble.configure({ api_key: scene.test.apiKey, base_url: scene.test.stack.addonUrl });
  const told = async (config: Values) => (await pumble.data("messages", config)).diagnostics[0]?.summary;
  const nothing = "0".repeat(24);
  expect(await told({ channel_id: nothing })).toBe(`No channel ${nothing}`);
  const thread = { channel_id, thread_root_id: nothing };
  expect(await told(thread)).toBe(`No message ${nothing} in #${name} to reply to`);
  await scene.act("archive", { channelId: channel_id });
  expect(await told(thread)).toBe(`No message ${nothing} in #${name} to reply to`);
  expect(await told({ channel_id })).toBeUndefined();
});

it("a message counts as made once what Pumble made of it is remembered", async () => {
  const { id: channel_id } = await scene.channel();
  const object = await scene.applied("message", { channel_id, markdown: "*One* and **two**" });
  expect(object.privateState).toHaveProperty("content");
});

it("a scheduled message is seen by the process that made, moved or took it back", async () => {
  const { id: channel_id } = await scene.channel();
  const pumble = new InProcess(provider);
  const begin = () => pumble.configure({ api_key: scene.test.apiKey, base_url: scene.test.stack.addonUrl });
  await begin();
  const what = "scheduled_message";
  const at = (year: number) => ({ channel_id, text: "Later", send_at: `${year}-01-01T00:00:00Z` });
  const seen = async (made: Stored) => (await pumble.read(what, made)).state?.["send_at"] ?? null;
  const first = await pumble.apply(what, at(2040));
  expect(await seen(first)).toBe(at(2040).send_at);
  const second = await pumble.apply(what, at(2041));
  expect(await seen(second)).toBe(at(2041).send_at);
  const moved = await pumble.apply(what, at(2042), second);
  expect(await seen(moved)).toBe(at(2042).send_at);
  await begin();
  expect(await seen(moved)).toBe(at(2042).send_at);
  await pumble.apply(what, null, moved);
  expect(await seen(moved)).toBeNull();
});

describe("a scheduled reply", () => {
  it.each([
    { change: { adopt_existing: true }, action: "update" },
    { change: { allow_broadcast: true }, action: "update" },
    { change: { markdown_unresolved: "text" }, action: "replace" },
    { change: { markdown_base_url: "https://example.com/README.md" }, action: "replace" },
  ])("stays in its thread whatever is changed: $change", async ({ change, action }) => {
    const { id: channelId } = await scene.channel();
    const root = await scene.test.client.sendMessage({ channelId, text: "Root" });
    const place = { channel_id: channelId, thread_root_id: root.id, also_send_to_channel: true };
    const config = { ...place, markdown: "Later", send_at: "2040-01-01T00:00:00Z" };
    const object = await scene.applied("scheduled_message", config);
    const changed = await object.apply({ ...config, ...change });
    expect([changed.action, changed.errors]).toEqual([action, []]);
    const scheduledMessageId = object.state!["id"] as string;
    const held = await scene.test.client.fetchScheduledMessage({ scheduledMessageId });
    expect(held).toMatchObject({ threadRootId: root.id, alsoSendToChannel: true });
    expect((await object.plan({ ...config, ...change })).action).toBe("no-op");
  });
});
