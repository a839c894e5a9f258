import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AttachedProvider, attachedProvider } from "./attached-provider";
import { TerraformProject } from "./terraform-project";
import { startTestStack, type TestStack } from "./test-stack";

let test: TestStack;
let provider: AttachedProvider;
let project: TerraformProject;
let channelId: string;

beforeAll(async () => {
  test = await startTestStack();
  provider = await attachedProvider(test.env);
  channelId = (await test.client.createChannel({ name: "messages", type: "PUBLIC" })).id;
});
afterAll(async () => {
  await provider?.stop();
  await test?.close();
});
beforeEach(() => {
  project = new TerraformProject({ ...test.env, ...provider.env });
});
afterEach(() => project.remove());

function message(text: string, more = ""): string {
  return `resource "pumble_message" "it" {\n  channel_id = "${channelId}"\n  text = "${text}"\n  ${more}\n}\n`;
}

async function applied(hcl: string): Promise<string> {
  project.write(hcl);
  await project.init();
  await project.applied();
  return messageId();
}

async function messageId(): Promise<string> {
  return (await project.state())["pumble_message.it"]?.values.id as string;
}

async function textsInChannel(): Promise<string[]> {
  const { messages } = await test.client.listMessages({ channelId });
  return messages.filter((one) => !one.subtype && !one.deleted).map((one) => one.text);
}

describe("pumble_message", () => {
  it("is posted as declared, and a second plan is empty", async () => {
    const id = await applied(message("Hello, team"));
    const me = await test.client.myInfo({});
    expect(await test.client.fetchMessage({ channelId, messageId: id })).toMatchObject({
      text: "Hello, team",
      author: me.id,
    });
    expect(await project.changes()).toEqual([]);
    await project.destroy();
  });

  it("is edited in place when its text changes", async () => {
    const id = await applied(message("Draft"));
    project.write(message("Final"));
    expect((await project.changes()).map((one) => one.change.actions)).toEqual([["update"]]);
    await project.applied();
    expect(await messageId()).toBe(id);
    expect(await test.client.fetchMessage({ channelId, messageId: id })).toMatchObject({
      text: "Final",
      edited: true,
    });
    expect(await project.changes()).toEqual([]);
    await project.destroy();
  });

  it("is posted again after somebody deleted it in Pumble", async () => {
    const id = await applied(message("Gone tomorrow"));
    await test.client.deleteMessage({ channelId, messageId: id });
    expect((await project.changes()).map((one) => one.change.actions)).toEqual([["create"]]);
    await project.applied();
    expect(await messageId()).not.toBe(id);
    expect((await textsInChannel()).filter((text) => text === "Gone tomorrow")).toHaveLength(1);
    await project.destroy();
  });

  it("is set right after somebody edited it in Pumble", async () => {
    const id = await applied(message("As declared"));
    await test.client.editMessage({ channelId, messageId: id, text: "As meddled with" });
    expect((await project.changes()).map((one) => one.change)).toMatchObject([
      { actions: ["update"], before: { text: "As meddled with" }, after: { text: "As declared" } },
    ]);
    await project.destroy();
  });

  it("is sent by the addon's bot when as_bot is true, and edited and deleted as such", async () => {
    const id = await applied(message("From the bot", "as_bot = true"));
    const posted = await test.client.fetchMessage({ channelId, messageId: id });
    expect(posted.author).not.toBe((await test.client.myInfo({})).id);
    expect(await project.changes()).toEqual([]);
    project.write(message("From the bot, edited", "as_bot = true"));
    await project.applied();
    expect((await test.client.fetchMessage({ channelId, messageId: id })).text).toBe("From the bot, edited");
    expect((await project.destroy()).code).toBe(0);
    expect(await textsInChannel()).not.toContain("From the bot, edited");
  });

  it("is imported by channel and message, and the plan after it is empty", async () => {
    const { id } = await test.client.sendMessage({ channelId, text: "Older than the code" });
    project.write(message("Older than the code"));
    await project.init();
    await project.ok("import", "-input=false", "-no-color", "pumble_message.it", `#messages/${id}`);
    expect(await project.changes()).toEqual([]);
    await project.destroy();
  });

  it("is deleted when it is destroyed, and destroying twice is fine", async () => {
    await applied(message("Short-lived"));
    expect((await project.destroy()).code).toBe(0);
    expect(await textsInChannel()).not.toContain("Short-lived");
    expect((await project.destroy()).code).toBe(0);
  });

  it("can be posted in a channel that is created in the same apply", async () => {
    project.write(`
      resource "pumble_channel" "fresh" { name = "fresh" }
      resource "pumble_message" "it" {
        channel_id = pumble_channel.fresh.id
        text       = "First in \${pumble_channel.fresh.name}"
      }
      data "pumble_user" "ada" { email = "ADA@example.com" }
      output "ada" { value = data.pumble_user.ada.name }
    `);
    await project.init();
    await project.applied();
    expect((await project.state())["pumble_message.it"]?.values.text).toBe("First in fresh");
    expect((await project.ok("output", "-raw", "ada")).stdout).toBe("Ada");
    expect(await project.changes()).toEqual([]);
    await project.destroy();
  });
});
