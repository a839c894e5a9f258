import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  api,
  channelId,
  control,
  installApp,
  manifestFor,
  pageOf,
  startApp,
  startWorkspace,
} from "./support";

describe("from manifest to ephemeral answer", () => {
  test("a slash command typed at the page arrives signed, and the bot's ephemeral answer reaches that member alone", async () => {
    const workspace = await startWorkspace();
    const app = await startApp();
    const installed = await installApp(workspace, manifestFor(app.url));
    const ada = pageOf(workspace, installed.userId);
    const grace = pageOf(workspace, (await control(workspace).member("Grace")).id);
    const [adaEvents, graceEvents] = [await ada.events(), await grace.events()];
    const general = (await ada.get("channels")).body[0].channel;

    const answer = await ada.post("commands", { channelId: general.id, text: "/test  with words " });
    expect(answer.body).toEqual({ acknowledged: true });

    const hook = await app.nextHook();
    expect(hook.json).toMatchObject({
      messageType: "SLASH_COMMAND",
      slashCommand: "/test",
      text: "with words",
      userId: installed.userId,
      channelId: general.id,
    });
    const timestamp = hook.headers["x-pumble-request-timestamp"] as string;
    expect(timestamp).toMatch(/^\d{13}$/);
    const wanted = createHmac("sha256", installed.signingSecret)
      .update(`${timestamp}:${hook.body}`)
      .digest("hex");
    expect(hook.headers["x-pumble-request-signature"]).toBe(wanted);

    const bot = api(workspace, installed, installed.botToken);
    const posted = await bot.post(`/v1/channels/${general.id}/messages`, {
      text: "only for you",
      files: [],
      ephemeral: { sendToUsers: [installed.userId] },
    });
    expect(posted.status).toBe(200);
    const shown = await adaEvents.next("ephemeral");
    expect(shown).toMatchObject({
      appName: "Test app",
      message: { text: "only for you", author: installed.botId },
    });

    await grace.post(`channels/${general.id}/messages`, { text: "a barrier" });
    await graceEvents.next((event) => event.message?.text === "a barrier");
    expect(graceEvents.all.some((event) => event.type === "ephemeral")).toBe(false);
    const stored = await ada.get(`channels/${general.id}/messages`);
    expect(JSON.stringify(stored.body)).not.toContain("only for you");
  });

  test("the control API's event stream names the recipients of an ephemeral message", async () => {
    const workspace = await startWorkspace();
    const app = await startApp();
    const installed = await installApp(workspace, manifestFor(app.url));
    app.answer = () => ({ body: { message: "done" } });
    const { events, act } = control(workspace);
    const stream = await events();
    const acted = await act("ada@example.com", "slash_command", { channel: "general", text: "/test" });
    expect(acted).toEqual({ acknowledged: true, notice: "done" });
    const event = await stream.next("ephemeral");
    expect(event).toMatchObject({ recipients: [installed.userId], message: { text: "done" } });
  });

  test("a message posted through the API shows at the page at once, and the other way round", async () => {
    const workspace = await startWorkspace();
    const app = await startApp();
    const installed = await installApp(workspace, manifestFor(app.url));
    const client = api(workspace, installed);
    const general = await channelId(workspace, installed.userId, "general");
    const page = pageOf(workspace, installed.userId);
    const events = await page.events();
    await client.post(`/v1/channels/${general}/messages`, { text: "hello page" });
    expect((await events.next("message.created")).message.text).toBe("hello page");
    await page.post(`channels/${general}/messages`, { text: "hello app" });
    const { body } = await client.get(`/v1/channels/${general}/messages`);
    expect(body.messages.map((message: { text: string }) => message.text).slice(-2)).toEqual([
      "hello page",
      "hello app",
    ]);
  });
});
