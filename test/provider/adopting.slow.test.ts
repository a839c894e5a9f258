// What is taken over instead of being sent: found wherever it may stand, and told where nobody can look.
import { beforeAll, describe, expect, it } from "vitest";
import { provider } from "../../src/provider/provider";
import { control } from "../support/control";
import { InProcess, type Values } from "./in-process";
import { setUnitScene } from "./scene";

const scene = setUnitScene();

beforeAll(() => scene.control("/limits", { enabled: false }));

describe("a reply in a long thread", () => {
  async function thread() {
    const { id: channel_id } = await scene.channel();
    const { id: thread_root_id } = await scene.test.client.sendMessage({
      channelId: channel_id,
      text: "Root",
    });
    const post = async (text: string, as?: string) => {
      const place = { channelId: channel_id, threadRootId: thread_root_id };
      return (await scene.act<{ message: { id: string } }>("post", { ...place, text }, as)).message.id;
    };
    return { at: { channel_id, thread_root_id, adopt_existing: true }, post };
  }

  it("is the oldest that says it, however many came since", async () => {
    const { at, post } = await thread();
    const oldest = await post("Hello");
    for (let n = 0; n < 205; n++) await post(n === 150 ? "Hello" : `Other ${n}`);
    expect((await scene.applied("reply", { ...at, text: "Hello" })).state!["id"]).toBe(oldest);
  });

  it("is no other member's, and none that is gone", async () => {
    const { at, post } = await thread();
    await scene.act("add_members", { channelId: at.channel_id, users: ["grace@example.com"] });
    const others = [await post("Hello", "grace@example.com"), await post("Hello")];
    await scene.act("delete", { messageId: others[1]! });
    const { state } = await scene.applied("reply", { ...at, text: "Hello" });
    expect(others).not.toContain(state!["id"]);
  });
});

describe("a message", () => {
  it("is no other member's, none that is gone and no reply that was sent to the channel too", async () => {
    const { id: channel_id } = await scene.channel();
    const place = { channelId: channel_id, text: "Hello" };
    await scene.act("add_members", { channelId: channel_id, users: ["grace@example.com"] });
    await scene.act("post", place, "grace@example.com");
    const attached = await scene.test.client.sendMessage({ ...place, attachments: [{ title: "Other" }] });
    const posted = async (more: Values = {}) =>
      (await scene.act<{ message: { id: string } }>("post", { ...place, ...more })).message.id;
    const gone = await posted();
    await scene.act("delete", { messageId: gone });
    const root = await posted({ text: "Root" });
    const others = [attached.id, gone, await posted({ threadRootId: root, alsoSendToChannel: true })];
    const config = { channel_id, text: "Hello", adopt_existing: true };
    const { state } = await scene.applied("message", config);
    const { author, threadReplyInfo } = await scene.test.client.fetchMessage({
      channelId: channel_id,
      messageId: state!["id"] as string,
    });
    expect(others).not.toContain(state!["id"]);
    expect([author, threadReplyInfo ?? null]).toEqual([scene.ids["ada"], null]);
  });
});

describe("a scheduled message", () => {
  const send_at = "2040-01-01T00:00:00Z";
  const scheduled = async (more: object = {}) => {
    const { id: channel_id } = await scene.channel();
    const sendAt = Date.parse(send_at);
    const there = { channelId: channel_id, text: "Later", sendAt, ...more };
    const { id } = await scene.test.client.createScheduledMessage(there);
    return { id, config: { channel_id, text: "Later", send_at, adopt_existing: true } };
  };

  it("is one that is the same in all that it says of when", async () => {
    const same = await scheduled();
    expect((await scene.applied("scheduled_message", same.config)).state!["id"]).toBe(same.id);
    for (const more of [
      { recurrence: { recurrenceType: "DAILY" } },
      { sendAt: Date.parse(send_at) + 60_000 },
      { text: "Sooner" },
    ]) {
      const other = await scheduled(more);
      expect((await scene.applied("scheduled_message", other.config)).state!["id"]).not.toBe(other.id);
    }
  });

  it("that cannot be looked for stops no plan, and the apply says why", async () => {
    const { config } = await scheduled();
    const fault = { path: "/v1/messages/scheduled", method: "GET", fault: "status", status: 400, body: "{}" };
    await scene.control("/faults", fault);
    try {
      expect((await scene.object("scheduled_message").plan(config)).errors).toEqual([]);
      const { errors } = await scene.object("scheduled_message").apply(config);
      expect(errors.map(({ summary }) => summary)).toEqual([expect.stringMatching(/^Cannot /)]);
      expect(errors[0]?.text).not.toContain("bug");
    } finally {
      await control(scene.test.stack, "DELETE", "/faults");
    }
  });
});

it.each(["message", "reply", "scheduled_message"])("%s is not what another one just made", async (what) => {
  const { id: channel_id } = await scene.channel();
  const root = await scene.test.client.sendMessage({ channelId: channel_id, text: "Root" });
  const more: Record<string, Values> = {
    reply: { thread_root_id: root.id },
    scheduled_message: { send_at: "2040-01-01T00:00:00Z" },
  };
  const pumble = new InProcess(provider);
  await pumble.configure({ api_key: scene.test.apiKey, base_url: scene.test.stack.addonUrl });
  const config = { channel_id, text: "Twice", adopt_existing: true, ...more[what] };
  const ids = [await pumble.apply(what, config), await pumble.apply(what, config)].map(
    ({ state }) => state!["id"],
  );
  expect(new Set(ids).size).toBe(2);
});
