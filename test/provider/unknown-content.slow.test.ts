// What is not known when a plan is made is refused by no plan: it is looked at again in the apply.
import { describe, expect, it } from "vitest";
import { provider } from "../../src/provider/provider";
import { InProcess, type Values } from "./in-process";
import { unknown } from "./in-process-object";
import { setUnitScene } from "./scene";

const scene = setUnitScene();

async function places(): Promise<Record<string, Values>> {
  const { id: channel_id } = await scene.channel();
  const root = await scene.test.client.sendMessage({ channelId: channel_id, text: "Root" });
  return {
    message: { channel_id },
    reply: { channel_id, thread_root_id: root.id },
    scheduled_message: { channel_id, send_at: "2040-01-01T00:00:00Z" },
    "the action": { channel_id },
  };
}

async function started(settings: Values = {}): Promise<InProcess> {
  const pumble = new InProcess(provider);
  const config = { api_key: scene.test.apiKey, base_url: scene.test.stack.addonUrl, ...settings };
  expect(await pumble.configure(config)).toEqual([]);
  return pumble;
}

async function told(what: string, config: Values): Promise<string[]> {
  const pumble = await started();
  const isAction = what === "the action";
  const validated = await pumble.validate(
    isAction ? "action" : "resource",
    isAction ? "send_message" : what,
    config,
  );
  if (validated.length > 0) return validated.map(({ summary, detail }) => `${summary}\n${detail}`);
  const planned = isAction
    ? await pumble.planAction("send_message", config)
    : (await pumble.plan(what, config)).diagnostics;
  return planned.map(({ summary, detail }) => `${summary}\n${detail}`);
}

describe.each(["message", "reply", "scheduled_message", "the action"])("%s", (what) => {
  it.each<[string, Values, Values, string]>([
    [
      "text may notify everybody",
      { text: "@channel Go" },
      { allow_broadcast: false },
      "allow_broadcast = true",
    ],
    [
      "Markdown may notify everybody",
      { markdown: "@channel **Go**" },
      { allow_broadcast: false },
      "allow_broadcast = true",
    ],
    ["links have a base", { markdown: "[here](docs/a.md)" }, { markdown_base_url: null }, "docs/a.md"],
    [
      "what leads nowhere is text",
      { markdown: "Hello @nobody-of-ours" },
      { markdown_unresolved: "refuse" },
      "@nobody-of-ours",
    ],
  ])("whose %s, or not, waits for the value", async (_what, content, settled, says) => {
    const place = (await places())[what]!;
    const open = Object.fromEntries(Object.keys(settled).map((name) => [name, unknown]));
    expect(await told(what, { ...place, ...content, ...open })).toEqual([]);
    const [said, ...more] = await told(what, { ...place, ...content, ...settled });
    expect(more).toEqual([]);
    expect(said).toContain(says);
  });
});

it("blocks that cannot be sent are told whoever may be notified", async () => {
  const { message } = await places();
  const blocks = JSON.stringify([{ type: "rich_text", elements: [{ type: "nothing" }] }]);
  const [said] = await told("message", { ...message, blocks, allow_broadcast: unknown });
  expect(said).toContain("The message's blocks cannot be sent as they are");
});

describe("what would be taken over", () => {
  it.each<[string, Values]>([
    ["text", { text: unknown }],
    ["Markdown", { markdown: unknown }],
    ["sender", { text: "Root", as_bot: unknown }],
    ["channel", { text: "Root", channel_id: unknown }],
  ])("is not looked for while its %s is not known", async (_what, open) => {
    const { message } = await places();
    const { errors, warnings, planned } = await scene
      .object("message")
      .plan({ ...message, adopt_existing: true, ...open });
    expect({ errors, warnings }).toEqual({ errors: [], warnings: [] });
    expect(planned!["id"]).toEqual(unknown);
  });

  it("stops no plan where it cannot be looked for", async () => {
    const { message, reply } = await places();
    const nowhere = { channel_id: "0".repeat(24), text: "Root", adopt_existing: true };
    expect((await scene.object("message").plan(nowhere)).errors).toEqual([]);
    const lost = { ...reply, thread_root_id: "0".repeat(24), text: "Root", adopt_existing: true };
    expect((await scene.object("reply").plan(lost)).errors).toEqual([]);
    const fault = { path: "/v1/channels/*/messages", method: "GET", count: 9, fault: "status", status: 404 };
    await scene.control("/faults", fault);
    try {
      const { errors } = await scene
        .object("message")
        .plan({ ...message, text: "Root", adopt_existing: true });
      expect(errors).toEqual([]);
    } finally {
      await fetch(`${scene.test.stack.controlUrl}/faults`, {
        method: "DELETE",
        headers: { authorization: `Bearer ${scene.test.stack.controlToken}` },
      });
    }
  });
});

it.each(["api_key", "base_url", "max_requests_per_minute", "request_timeout_seconds"])(
  "a provider whose %s is not known yet plans what is new, and reads nothing",
  async (setting) => {
    const pumble = await started({ [setting]: unknown });
    const { diagnostics, planned } = await pumble.plan("channel", { name: "later" });
    expect(diagnostics).toEqual([]);
    expect(planned).toMatchObject({ name: "later", id: unknown, archived: unknown });
    const [said] = (await pumble.data("current_user", {})).diagnostics;
    expect(said?.summary).toContain("not known yet");
  },
);
