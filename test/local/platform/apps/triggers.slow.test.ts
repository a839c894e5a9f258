import { describe, expect, test } from "vitest";
import { WorkspaceClock } from "../../../../src/local";
import { trigger as triggerShape, verify } from "../../../../src/platform";
import { type Answer, type Hook, installedWorkspace, pageOf } from "../../support";

const modal = {
  type: "MODAL",
  callbackId: "form",
  title: { type: "plain_text", text: "Form" },
  submit: { type: "plain_text", text: "Go" },
  notifyOnClose: true,
  blocks: [
    {
      type: "input",
      blockId: "name",
      label: { type: "plain_text", text: "Name" },
      element: { type: "plain_text_input", onAction: "typed" },
    },
  ],
};
const state = { values: { name: { typed: { type: "plain_text_input", value: "Lovelace" } } } };

/** Answers a trigger with a modal. */
function withModal(action: string, change: object = {}) {
  return ({ json }: Hook): Answer => ({
    body: { triggerId: json.triggerId, viewType: "NATIVE", action, view: { ...modal, ...change } },
  });
}

async function setUp(acknowledgeWithinMs = 30_000) {
  const setup = await installedWorkspace({ acknowledgeWithinMs });
  const page = setup.page(setup.ada);
  const events = await page.events();
  const openModal = async () => {
    setup.app.answer = withModal("OPEN");
    await page.post("shortcuts", { appId: setup.installed.id, name: "open_form", channelId: setup.general });
    await setup.app.nextHook();
    setup.app.answer = () => ({ body: {} });
    return (await events.next("modal")).view;
  };
  return { ...setup, page, events, openModal };
}

describe("every trigger is signed and fits its documented shape", () => {
  test("slash command in a thread", async () => {
    const { page, general, app, installed } = await setUp();
    const { message } = (await page.post(`channels/${general}/messages`, { text: "root" })).body;
    await page.post("commands", { channelId: general, text: "/test <<@x>>", threadRootId: message.id });
    const hook = await app.nextHook();
    expect(triggerShape.safeParse(hook.json).error).toBeUndefined();
    expect(hook.json).toMatchObject({
      messageType: "SLASH_COMMAND",
      text: "<<@x>>",
      threadRootId: message.id,
    });
    const signed = {
      body: hook.body,
      timestamp: hook.headers["x-pumble-request-timestamp"] as string,
      signature: hook.headers["x-pumble-request-signature"] as string,
    };
    expect(verify(signed, installed.signingSecret, Date.now())).toBeNull();
    expect(verify({ ...signed, body: `${hook.body} ` }, installed.signingSecret, Date.now())).toBe(
      "mismatch",
    );
  });

  test("both kinds of shortcut", async () => {
    const { page, general, app, installed } = await setUp();
    await page.post("shortcuts", { appId: installed.id, name: "open_form", channelId: general });
    const first = (await app.nextHook()).json;
    expect(triggerShape.safeParse(first).error).toBeUndefined();
    expect(first).toMatchObject({
      messageType: "SHORTCUT",
      type: "GLOBAL",
      shortcut: "open_form",
      channelId: general,
    });
    const { message } = (await page.post(`channels/${general}/messages`, { text: "keep me" })).body;
    await page.post("shortcuts", {
      appId: installed.id,
      name: "keep",
      channelId: general,
      messageId: message.id,
    });
    const second = (await app.nextHook()).json;
    expect(triggerShape.safeParse(second).error).toBeUndefined();
    expect(second).toMatchObject({ type: "ON_MESSAGE", shortcut: "keep", messageId: message.id });
    expect(second.triggerId).not.toBe(first.triggerId);
  });

  test("a button in a message and in an ephemeral message goes to the app that sent it", async () => {
    const { page, bot, ada, general, app } = await setUp();
    const text = { type: "plain_text", text: "Yes" };
    const blocks = [{ type: "actions", elements: [{ type: "button", onAction: "yes", value: "1", text }] }];
    const path = `/v1/channels/${general}/messages`;
    const sent = (await bot.post(path, { text: "?", blocks })).body;
    const shown = (await bot.post(path, { text: "?", blocks, ephemeral: { sendToUsers: [ada.id] } })).body;
    const press = {
      channelId: general,
      actionType: "button",
      onAction: "yes",
      value: "1",
      loadingTimeout: 5,
    };
    for (const [sourceType, sourceId] of [
      ["MESSAGE", sent.id],
      ["EPHEMERAL_MESSAGE", shown.id],
    ]) {
      await page.post("interactions", { ...press, sourceType, sourceId });
      const { json } = await app.nextHook();
      expect(triggerShape.safeParse(json).error).toBeUndefined();
      expect(json).toMatchObject({
        sourceType,
        sourceId,
        actionType: "BUTTON",
        onAction: "yes",
        loadingTimeout: 5,
      });
      expect(JSON.parse(json.payload)).toEqual({ value: "1" });
    }
    const several = {
      ...press,
      sourceType: "MESSAGE",
      sourceId: sent.id,
      actionType: "CHECKBOXES",
      value: ["a", "b"],
    };
    await page.post("interactions", several);
    expect(JSON.parse((await app.nextHook()).json.payload)).toEqual({ values: ["a", "b"] });
  });

  test("an app that tells it is done is heard at the page of the member alone", async () => {
    const { user, events, general } = await setUp();
    const done = { channelId: general, sourceType: "MESSAGE", sourceId: "0".repeat(24), triggerId: "t" };
    expect((await user.post("/v1/interactions/complete", done)).status).toBe(200);
    expect(await events.next("interaction.completed")).toEqual({
      type: "interaction.completed",
      sourceId: done.sourceId,
    });
  });

  test("a dynamic menu is asked with what was typed and answers its options", async () => {
    const { page, app, openModal } = await setUp();
    const view = await openModal();
    const option = { text: { type: "plain_text", text: "Ada" }, value: "1" };
    app.answer = ({ json }) => ({
      body: { onAction: json.onAction, triggerId: json.triggerId, options: [option] },
    });
    const { body } = await page.post("menus", {
      sourceType: "VIEW",
      sourceId: view.id,
      onAction: "choose",
      query: "ad",
    });
    expect(body).toEqual({ options: [option] });
    const { json } = await app.nextHook();
    expect(triggerShape.safeParse(json).error).toBeUndefined();
    expect(json).toMatchObject({ messageType: "DYNAMIC_MENU", onAction: "choose", query: "ad" });
  });
});

test("hooks are signed with the real time, even when the workspace's clock stands still", async () => {
  const { control, app } = await installedWorkspace({ clock: WorkspaceClock.frozenAt(Date.UTC(2040, 0, 1)) });
  await control.act("Ada", "slash_command", { channel: "general", text: "/test" });
  const { headers } = await app.nextHook();
  expect(Math.abs(Number(headers["x-pumble-request-timestamp"]) - Date.now())).toBeLessThan(60_000);
});

describe("what the app answers is shown to the member alone", () => {
  const answers: Record<string, [answer: Answer, acknowledged: boolean, notice: string | undefined]> = {
    "an empty acknowledgement shows nothing": [{ body: {} }, true, undefined],
    "an acknowledgement's message is shown": [{ body: { message: "Done" } }, true, "Done"],
    "a refusal's own message is shown": [
      { status: 400, body: { message: "No such key" } },
      false,
      "No such key",
    ],
    "a server error shows the offline message": [
      { status: 500, body: "<html>" },
      false,
      "Test app is asleep",
    ],
    "no answer in time shows the offline message": [null, false, "Test app is asleep"],
    "an answer of more than a mebibyte shows the offline message": [
      { body: { message: "x".repeat(1024 * 1024) } },
      false,
      "Test app is asleep",
    ],
  };
  for (const [fact, [answer, acknowledged, notice]] of Object.entries(answers)) {
    test(fact, async () => {
      const { page, general, app, events, installed } = await setUp(answer === null ? 100 : undefined);
      app.answer = () => answer;
      const { body } = await page.post("commands", { channelId: general, text: "/test" });
      expect(body).toEqual({ acknowledged, ...(notice ? { notice } : {}) });
      await page.post(`channels/${general}/messages`, { text: "barrier" });
      await events.next("message.created");
      const shown = events.all.filter((event) => event.type === "ephemeral");
      expect(shown.map((event) => [event.message.text, event.message.author])).toEqual(
        notice ? [[notice, installed.botId]] : [],
      );
    });
  }

  test("an app that nobody answers for shows the default text when it has no offline message", async () => {
    const { page, general, control, manifest } = await setUp();
    const { offlineMessage: _, ...without } = manifest;
    const gone = { ...without.slashCommands[0]!, url: "http://127.0.0.1:9/hook" };
    await control.post("/apps", { manifest: { ...without, slashCommands: [gone] } });
    const { body } = await page.post("commands", { channelId: general, text: "/test" });
    expect(body).toEqual({ acknowledged: false, notice: "Test app is not available" });
  });

  test("a command that no app has is refused before anything is sent", async () => {
    const { page, general, app } = await setUp();
    const { status, body } = await page.post("commands", { channelId: general, text: "/nothing" });
    expect([status, body.message]).toEqual([400, "[no installed app has the command /nothing]"]);
    expect(app.hooks).toEqual([]);
  });
});

describe("modals", () => {
  test("open, come back with what was typed on submit, and close when the app takes it", async () => {
    const { page, app, events, openModal, general } = await setUp();
    const view = await openModal();
    expect(view).toMatchObject({
      type: "MODAL",
      callbackId: "form",
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
    });
    const { body } = await page.post(`views/${view.id}/submit`, { state });
    expect(body).toEqual({ acknowledged: true });
    const { json } = await app.nextHook();
    expect(triggerShape.safeParse(json).error).toBeUndefined();
    expect(json).toMatchObject({
      messageType: "VIEW_ACTION",
      viewActionType: "SUBMIT",
      channelId: general,
      view: { id: view.id, callbackId: "form", state },
    });
    expect(await events.next("modal")).toEqual({ type: "modal", action: "CLOSE", viewId: view.id });
    expect((await page.post(`views/${view.id}/submit`, { state })).status).toBe(404);
  });

  test("a submit that is refused leaves the modal open", async () => {
    const { page, app, openModal } = await setUp();
    const view = await openModal();
    app.answer = () => ({ status: 400, body: { message: "Too short" } });
    expect((await page.post(`views/${view.id}/submit`, { state })).body).toEqual({
      acknowledged: false,
      notice: "Too short",
    });
    app.answer = () => ({ body: {} });
    expect((await page.post(`views/${view.id}/submit`, { state })).body).toEqual({ acknowledged: true });
  });

  test("a submit can be answered with the same view and a validation error", async () => {
    const { page, app, events, openModal } = await setUp();
    const view = await openModal();
    app.answer = withModal("OPEN", { id: view.id, title: { type: "plain_text", text: "Again" } });
    await page.post(`views/${view.id}/submit`, { state });
    expect(await events.next("modal")).toMatchObject({
      action: "UPDATE",
      view: { id: view.id, title: { text: "Again" } },
    });
  });

  test("an interaction in a view can update it or push another, three deep and no deeper", async () => {
    const { page, app, events, openModal } = await setUp();
    let view = await openModal();
    const press = () =>
      page.post("interactions", {
        ...{
          sourceType: "VIEW",
          sourceId: view.id,
          actionType: "BUTTON",
          onAction: "more",
          value: "1",
          state,
        },
      });
    app.answer = withModal("UPDATE", { id: view.id, title: { type: "plain_text", text: "New" } });
    await press();
    expect((await app.nextHook()).json.view.state).toEqual(state);
    expect(await events.next("modal")).toMatchObject({
      action: "UPDATE",
      view: { id: view.id, title: { text: "New" } },
    });
    for (const depth of [2, 3]) {
      app.answer = withModal("PUSH", { parentViewId: view.id });
      expect((await press()).body).toEqual({ acknowledged: true });
      const pushed = await events.next("modal");
      expect([depth, pushed.action, pushed.view.parentViewId]).toEqual([depth, "PUSH", view.id]);
      view = pushed.view;
    }
    for (const more of [{}, { parentViewId: view.id }]) {
      const { parentViewId } = view;
      app.answer = withModal("UPDATE", { id: view.id, ...more });
      expect((await press()).body).toEqual({ acknowledged: true });
      view = (await events.next("modal")).view;
      expect(view.parentViewId).toBe(parentViewId);
      app.answer = withModal("PUSH", { parentViewId: view.id });
      expect((await press()).body.acknowledged).toBe(false);
    }
    app.answer = withModal("OPEN");
    expect((await press()).body.acknowledged).toBe(false);
  });

  test("closing tells the app when the view asked for it", async () => {
    const { page, app, openModal } = await setUp();
    const view = await openModal();
    await page.post(`views/${view.id}/close`, {});
    expect((await app.nextHook()).json).toMatchObject({ viewActionType: "CLOSE", view: { id: view.id } });
  });

  test("another member cannot submit it", async () => {
    const { page, grace, openModal, ...setup } = await setUp();
    const view = await openModal();
    const graces = pageOf(setup.workspace, grace.id);
    expect((await graces.post(`views/${view.id}/submit`, { state })).status).toBe(404);
    expect((await page.post(`views/${view.id}/submit`, { state })).status).toBe(200);
  });
});
