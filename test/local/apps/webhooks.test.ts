import { describe, expect, test } from "vitest";
import { WorkspaceClock } from "../../../src/local";
import { call, installedWorkspace } from "../support";

async function withWebhook(limits = false) {
  const clock = WorkspaceClock.frozenAt(Date.UTC(2026, 4, 22));
  const setup = await installedWorkspace({ limits, clock });
  const { url } = await setup.control.act("Ada", "create_webhook", { channel: "general", name: "Deploys" });
  const newest = async () =>
    (await setup.user.get(`/v1/channels/${setup.general}/messages?limit=1`)).body.messages[0];
  const nameOf = async (id: string) => (await setup.user.get(`/v1/workspaceUsers/${id}`)).body.name;
  return { ...setup, clock, url, newest, nameOf };
}

describe("an incoming webhook", () => {
  test("posts in its own name, or in the one that the message brings", async () => {
    const { url, newest, nameOf } = await withWebhook();
    expect(await call(url, "POST", {}, { text: "Hello" })).toMatchObject({ status: 200, body: "" });
    expect(await newest()).toMatchObject({ text: "Hello" });
    expect(await nameOf((await newest()).author)).toBe("Deploys");
    await call(url, "POST", {}, { text: "From CI", username: "CI" });
    const first = (await newest()).author;
    expect(await nameOf(first)).toBe("CI");
    await call(url, "POST", {}, { text: "Again", username: "CI" });
    expect((await newest()).author).toBe(first);
  });

  test("takes Markdown, a form with a payload, and the older address", async () => {
    const { url, newest } = await withWebhook();
    const form = new URLSearchParams({ payload: JSON.stringify({ text: "**bold** and *thin*" }) });
    expect((await fetch(url, { method: "POST", body: form })).status).toBe(200);
    expect((await newest()).blocks[0].elements[0].elements).toEqual([
      { type: "text", text: "bold", style: { bold: true } },
      { type: "text", text: " and " },
      { type: "text", text: "thin", style: { italic: true } },
    ]);
    const older = url.replace(/postMessage\//, "postMessage/0123456789abcdef01234567/");
    expect((await call(older, "POST", {}, { text: "old" })).status).toBe(200);
  });

  test("refuses an unknown code, an empty text and one that is too long", async () => {
    const { url } = await withWebhook();
    expect((await call(`${url}0`, "POST", {}, { text: "x" })).status).toBe(404);
    expect((await call(url, "POST", {}, {})).status).toBe(400);
    expect((await call(url, "POST", {}, { text: "x".repeat(10_001) })).status).toBe(400);
  });

  test("posts into the private channel that it was made for, and into none that is archived", async () => {
    const { control, user } = await withWebhook();
    const { channel } = await control.act("Ada", "create_channel", { name: "cellar", type: "PRIVATE" });
    const { url } = await control.act("Ada", "create_webhook", { channel: "cellar" });
    expect((await call(url, "POST", {}, { text: "Hello" })).status).toBe(200);
    const { messages } = (await user.get(`/v1/channels/${channel.id}/messages`)).body;
    expect(messages.map(({ text }: { text: string }) => text)).toEqual(["Hello"]);
    expect((await user.get(`/v1/channels/${channel.id}`)).body.users).toHaveLength(1);
    await control.act("Ada", "archive", { channel: "cellar" });
    expect((await call(url, "POST", {}, { text: "late" })).status).toBe(403);
  });

  test("of another workspace is not known here", async () => {
    const { url, ada } = await withWebhook();
    const foreign = url.replace(ada.workspaceId, "0".repeat(24));
    expect((await call(foreign, "POST", {}, { text: "x" })).status).toBe(404);
  });

  test("takes the next message at once when the clock was moved back", async () => {
    const { url, control } = await withWebhook(true);
    expect((await call(url, "POST", {}, { text: "tomorrow" })).status).toBe(200);
    await control.post("/clock", { realTime: true });
    await control.post("/clock", { freezeAt: 1000 });
    expect((await call(url, "POST", {}, { text: "long ago" })).status).toBe(200);
  });

  test("takes one message a second", async () => {
    const { url, clock } = await withWebhook(true);
    const post = async () => (await call(url, "POST", {}, { text: "x" })).status;
    expect([await post(), await post()]).toEqual([200, 429]);
    clock.advance(1000);
    expect(await post()).toBe(200);
  });
});

describe("a custom status", () => {
  test("is taken away by an empty code, and by the control API", async () => {
    const { user, control, clock, ada } = await withWebhook();
    const set = () =>
      user.put("/v1/workspaceUsers/customStatus", {
        ...{
          code: ":bus:",
          status: "Commuting",
          expiresAt: clock.now() + 60_000,
          pausedNotifications: false,
        },
      });
    const now = async () => (await user.get(`/v1/workspaceUsers/${ada.id}`)).body.customStatus;
    await set();
    expect(await now()).toMatchObject({ code: ":bus:" });
    await user.put("/v1/workspaceUsers/customStatus", { code: "", status: "", expiresAt: 0 });
    expect(await now()).toBeNull();
    await set();
    await control.act("Ada", "clear_status");
    expect(await now()).toBeNull();
  });
});
