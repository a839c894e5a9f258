// The action, asked of the server itself: no Terraform on every machine knows actions.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ControlClient } from "../../src/cli/control-client";
import { provider } from "../../src/provider/provider";
import { type AddonProxy, startAddonProxy } from "../e2e/addon-proxy";
import { startTestStack, type TestStack } from "../e2e/test-stack";
import { call, wire } from "../terraform/rpc/harness";
import { InProcess } from "./in-process";

let test: TestStack;
let proxy: AddonProxy;
let channelId: string;

beforeAll(async () => {
  test = await startTestStack();
  proxy = await startAddonProxy(test.stack.addonUrl);
  channelId = (await test.client.createChannel({ name: "deploys", type: "PUBLIC" })).id;
});
afterAll(async () => {
  await proxy?.close();
  await test?.client.close();
  await test?.close();
});
beforeEach(() => {
  proxy.fault = () => null;
});

/** As each run of Terraform starts one. */
async function started(): Promise<InProcess> {
  const pumble = new InProcess(provider);
  expect(await pumble.configure({ api_key: test.apiKey, base_url: proxy.url })).toEqual([]);
  return pumble;
}

const texts = async () =>
  (await test.client.listMessages({ channelId })).messages
    .filter((one) => !one.subtype)
    .map(({ text }) => text);

describe("the action pumble_send_message", () => {
  it("does not report the message of another run as its own", async () => {
    const config = { channel_id: channelId, text: "Deployed" };
    expect(await (await started()).invoke("send_message", config)).toEqual([]);
    const again = await started();
    proxy.fault = (request) =>
      request.includes("/sendMessage")
        ? { when: "before", status: 503, headers: { "retry-after": "3600" } }
        : null;
    expect(await again.invoke("send_message", config)).toMatchObject([
      { severity: 1, summary: expect.stringContaining("Cannot send a message") },
    ]);
    expect(await texts()).toEqual(["Deployed"]);
  });

  it("answers in the thread that is named, and as the bot where it is asked to", async () => {
    const { id } = await test.client.sendMessage({ channelId, text: "Root" });
    const answer = { channel_id: channelId, thread_root_id: id, text: "Answer" };
    const pumble = await started();
    expect(await pumble.invoke("send_message", answer)).toEqual([]);
    expect(await pumble.invoke("send_message", { ...answer, text: "Beep", as_bot: true })).toEqual([]);
    const replies = await test.client.fetchThreadReplies({ channelId, rootMessageId: id });
    expect(replies.map(({ text, authorAppId }) => [text, Boolean(authorAppId)])).toEqual([
      ["Beep", true],
      ["Answer", false],
    ]);
  });

  it("says that the message to be answered is gone", async () => {
    const config = { channel_id: channelId, thread_root_id: "0".repeat(24), text: "Answer" };
    expect(await (await started()).invoke("send_message", config)).toMatchObject([
      { severity: 1, summary: expect.stringContaining("to reply to") },
    ]);
  });

  it("reports no progress to a Terraform that has asked to stop", async () => {
    const pumble = await started();
    proxy.fault = (request) => {
      if (request.includes("/sendMessage")) void pumble.server.stopProvider({} as never, call);
      return null;
    };
    const config = {
      ...{ channel_id: channelId, text: "Last words", thread_root_id: null, markdown: null, blocks: null },
      ...{ allow_broadcast: null, attachments: null, as_bot: null },
    };
    const request = { actionType: "pumble_send_message", config: wire(config) };
    const events = [];
    for await (const event of pumble.server.invokeAction(request as never, call)) events.push(event);
    expect(events).toMatchObject([{ completed: { diagnostics: [] } }]);
    expect(await texts()).toContain("Last words");
  });

  it("is refused by the plan where a mention is of nobody", async () => {
    const config = { channel_id: channelId, markdown: "Hello @nobody@example.com" };
    expect(await (await started()).planAction("send_message", config)).toMatchObject([
      { severity: 1, detail: expect.stringContaining("no member has this e-mail address") },
    ]);
  });

  it("has a plan that warns of an archived channel, and an end that says so", async () => {
    const { id } = await test.client.createChannel({ name: "closed", type: "PUBLIC" });
    const control = new ControlClient(test.stack.controlUrl, test.stack.controlToken);
    await control.act({ as: "ada@example.com", action: "archive", channelId: id, text: "" });
    const config = { channel_id: id, text: "Hello" };
    const warned = await (await started()).planAction("send_message", config);
    expect(warned).toMatchObject([{ severity: 2, summary: expect.stringContaining("archived") }]);
    expect(await (await started()).invoke("send_message", config)).toMatchObject([
      { severity: 1, summary: "#closed is archived", detail: expect.stringContaining("Unarchive it") },
    ]);
  });

  it("says how the bot gets into a private channel in which it is not", async () => {
    const { id } = await test.client.createChannel({ name: "inner", type: "PRIVATE" });
    const config = { channel_id: id, text: "Hello", as_bot: true };
    expect(await (await started()).invoke("send_message", config)).toMatchObject([
      { severity: 1, summary: "The addon's bot is not in #inner" },
    ]);
  });
});
