import { describe, expect, test } from "vitest";
import { actions, button, type Handler, input, modal, option, plain, withApp, words } from "./sdk-app";

const text = (value: string | null) => ({ type: "plain_text_input", value });

describe("the state of a view", () => {
  test("keeps what has no block, with what the person typed laid over it", async () => {
    const settings = { values: { settings: { multi: { type: "static_select_menu", value: "yes" } } } };
    const { shortcut, type, submit, app } = await withApp({
      globalShortcuts: {
        open_form: (ctx) =>
          ctx.spawnModalView(modal("poll", [input("question", text(""))], { state: settings })),
      },
      viewAction: { onSubmit: { poll: (ctx) => ctx.ack() } },
    });
    await shortcut();
    await type("question", "Tea?");
    await submit();
    await app.nextHook();
    expect((await app.nextHook()).json.view.state.values).toEqual({
      ...settings.values,
      question: { question: text("Tea?") },
    });
  });

  test("an UPDATE's initial value shows in a block that was there, and what was typed stays elsewhere", async () => {
    const form = (more: object = {}) =>
      modal("form", [
        input("name", { type: "plain_text_input", ...more }),
        input("note", text("")),
        actions(button("fill")),
      ]);
    const { shortcut, type, press } = await withApp({
      globalShortcuts: { open_form: (ctx) => ctx.spawnModalView(form()) },
      blockInteraction: {
        VIEW: {
          fill: (ctx) => ctx.updateView({ ...form({ initial_value: "Ada" }), id: ctx.payload.view.id }),
        },
      },
    });
    await shortcut();
    await type("note", "mine");
    const { view } = await press("fill");
    expect(view.state.values).toEqual({ name: { name: text("Ada") }, note: { note: text("mine") } });
  });

  test("an app gets back its own view with what was typed, and may send it changed", async () => {
    const { shortcut, type, press, submit, app } = await withApp({
      globalShortcuts: {
        open_form: (ctx) =>
          ctx.spawnModalView(modal("form", [input("a", text("")), actions(button("more"))])),
      },
      blockInteraction: {
        VIEW: {
          more: ({ payload, updateView }) =>
            updateView({ ...payload.view, blocks: [...payload.view.blocks, input("b", text(""))] }),
        },
      },
      viewAction: { onSubmit: { form: (ctx) => ctx.ack() } },
    });
    await shortcut();
    await type("a", "first");
    expect((await press("more")).view.state.values.a.a).toEqual(text("first"));
    await type("b", "second");
    expect(await submit()).toEqual({ acknowledged: true });
    expect(app.hooks.at(-1)!.json.view.state.values).toEqual({
      a: { a: text("first") },
      b: { b: text("second") },
    });
  });

  test("the accessory of a section is part of it, and prefilled", async () => {
    const accessory = input("size", {
      type: "static_select_menu",
      placeholder: plain("?"),
      options: [option("s"), option("m")],
      initial_option: option("s"),
    });
    const section = { type: "section", text: plain("Which size?"), accessory };
    const { shortcut, act, submit, app } = await withApp({
      globalShortcuts: { open_form: (ctx) => ctx.spawnModalView(modal("form", [section])) },
      viewAction: { onSubmit: { form: (ctx) => ctx.ack() } },
    });
    const { view } = await shortcut();
    expect(view.state.values.size.size.value).toBe("s");
    await act("choose", { onAction: "size", value: "m" });
    await submit();
    expect(app.hooks.at(-1)!.json.view.state.values.size.size.value).toBe("m");
  });
});

describe("what the SDK's types allow", () => {
  test("a refused form stays open with a validation error that is a text, and keeps what was typed", async () => {
    const form = (more: object = {}) => modal("form", [input("name", text(""), more)]);
    const { shortcut, type, submit } = await withApp({
      globalShortcuts: { open_form: (ctx) => ctx.spawnModalView(form()) },
      viewAction: {
        onSubmit: {
          form: ({ payload, spawnModalView }) => {
            const { id, state } = payload.view;
            spawnModalView({ ...form({ validationError: "Too short" }), id, state });
          },
        },
      },
    });
    const { view } = await shortcut();
    await type("name", "x");
    const refused = (await submit()).view;
    expect(refused).toMatchObject({ id: view.id, blocks: [{ validationError: "Too short" }] });
    expect(refused.state.values.name.name.value).toBe("x");
  });

  test("an empty callbackId, and a button that only opens an address", async () => {
    const link = { type: "button", text: plain("Docs"), url: "https://example.com/" };
    const { shortcut, problems } = await withApp({
      globalShortcuts: { open_form: (ctx) => ctx.spawnModalView(modal("", [words("Info"), actions(link)])) },
    });
    expect((await shortcut()).view).toMatchObject({
      callbackId: "",
      blocks: [{}, { elements: [{ text: plain("Docs") }] }],
    });
    expect(await problems()).toEqual([null]);
  });

  test("a manifest without a home view registers, and the app shows none", async () => {
    const { page, ada, installed } = await withApp({}, { defaultHomeView: undefined });
    expect((await page(ada).get(`apps/${installed.id}/home`)).status).toBe(404);
  });

  test("a dynamic menu is asked and answered in a view and in a message", async () => {
    const menu = { type: "dynamic_select_menu", onAction: "choose", placeholder: plain("Which?") };
    const { act, bot, general } = await withApp({
      dynamicMenus: {
        choose: (query) => ["tea", "coffee"].filter((name) => name.startsWith(query)).map(option),
      },
    });
    const { id } = (await bot.post(`/v1/channels/${general}/messages`, { text: "", blocks: [actions(menu)] }))
      .body;
    expect(await act("options", { messageId: id, onAction: "choose", query: "t" })).toEqual({
      options: [option("tea")],
    });
  });
});

describe("a view that cannot be shown", () => {
  const views: Record<string, [view: object, reason: string]> = {
    "without a title": [{ ...modal("form", []), title: undefined }, "view.title"],
    "with an unknown element": [
      modal("form", [actions({ type: "slider", onAction: "x" })]),
      "view.blocks.0.elements.0",
    ],
    "of another company's files": [
      { googleAccessToken: "t", googleAppId: "a", googleApiKey: "k", googleClientId: "c" },
      "INTEGRATION views are not there",
    ],
    "on top of what is not open": [modal("form", [], { id: "0".repeat(24) }), "Not found"],
  };
  for (const [name, [view, reason]] of Object.entries(views)) {
    test(`${name} gives the person the offline message and the inspector the reason`, async () => {
      const { shortcut, problems } = await withApp({
        globalShortcuts: { open_form: (ctx) => ctx.spawnModalView(view) },
      });
      expect(await shortcut()).toEqual({ acknowledged: false, notice: "Test app is asleep" });
      expect(await problems()).toEqual([expect.stringContaining(reason)]);
    });
  }
});

describe("a home view", () => {
  const home = { title: plain("Home"), blocks: [input("filter", text("")), actions(button("go"))] };

  async function withHome(answer: Handler) {
    const setup = await withApp({
      blockInteraction: { VIEW: { go: answer } },
      viewAction: { onSubmit: { pushed: (ctx) => ctx.ack() } },
    });
    await setup.bot.post(`/v1/app/homeView/workspaceUsers/${setup.ada.id}`, home);
    const { view } = await setup.act("open_home", { appId: setup.installed.id });
    const go = () => setup.act("press", { viewId: view.id, onAction: "go" });
    return { ...setup, view, go };
  }

  test("tells the app of a press with the view and what was typed in it", async () => {
    const { view, go, type, app } = await withHome((ctx) => ctx.ack());
    await type("filter", "open", { viewId: view.id });
    expect(await go()).toEqual({ acknowledged: true });
    const { json } = await app.nextHook();
    expect(json).toMatchObject({
      sourceType: "VIEW",
      sourceId: view.id,
      view: { id: view.id, type: "HOME" },
    });
    expect(json.view.state.values.filter.filter).toEqual(text("open"));
  });

  test("can be answered with a modal on top of it, which then is submitted", async () => {
    const { go, submit, view } = await withHome(({ payload, pushModalView }) =>
      pushModalView(modal("pushed", [words("Hello")], { parentViewId: payload.view.id })),
    );
    expect((await go()).view).toMatchObject({ callbackId: "pushed", parentViewId: view.id });
    expect(await submit()).toEqual({ acknowledged: true });
  });

  test("can be answered with a new modal", async () => {
    const { go } = await withHome((ctx) => ctx.spawnModalView(modal("opened", [words("Hello")])));
    expect((await go()).view).toMatchObject({ callbackId: "opened" });
  });

  test("can be updated by its own button, and the page hears of it", async () => {
    const { go, act, installed, page, ada, view } = await withHome(({ payload, updateView }) =>
      updateView({ ...payload.view, blocks: [words("Done")] }),
    );
    const events = await page(ada).events();
    await go();
    expect(await events.next("home")).toMatchObject({ view: { id: view.id, blocks: [words("Done")] } });
    const now = (await act("open_home", { appId: installed.id })).view;
    expect(now).toMatchObject({ id: view.id, title: plain("Home"), blocks: [words("Done")] });
  });
});

describe("what is there for one member alone", () => {
  test("an ephemeral message's buttons are for those who see it", async () => {
    const { act, control, bot, page, ada, grace, general, app } = await withApp({
      blockInteraction: { EPHEMERAL_MESSAGE: { go: (ctx) => ctx.ack() } },
    });
    const content = { text: "psst", blocks: [actions(button("go"))], ephemeral: { sendToUsers: [ada.id] } };
    const { id: messageId } = (await bot.post(`/v1/channels/${general}/messages`, content)).body;
    const press = { sourceType: "EPHEMERAL_MESSAGE", sourceId: messageId, channelId: general };
    const go = { ...press, actionType: "BUTTON", onAction: "go", value: "go" };
    expect((await page(grace).post("interactions", go)).status).toBe(404);
    const hers = await control.post("/act", { as: "Grace", action: "press", messageId, onAction: "go" });
    expect(hers.status).toBe(404);
    expect(app.hooks).toEqual([]);
    expect(await act("press", { messageId, onAction: "go" })).toEqual({ acknowledged: true });
    expect(app.hooks[0]!.json).toMatchObject({ ...press, userId: ada.id });
  });

  test("the buttons of a message in a private channel are told to nobody outside it", async () => {
    const { act, control, user } = await withApp({});
    const { channel } = await act("create_channel", { name: "cellar", type: "PRIVATE" });
    const content = { text: "", blocks: [actions(button("launch"))] };
    const { id: messageId } = (await user.post(`/v1/channels/${channel.id}/messages`, content)).body;
    const press = { as: "Grace", action: "press", messageId, onAction: "other" };
    const refused = await control.post("/act", press);
    expect([refused.status, refused.body.message]).toEqual([404, "Not found"]);
  });
});

test("what an app has opened closes when the app is uninstalled", async () => {
  const form = () => modal("form", [words("Hi")], { notifyOnClose: true });
  const { shortcut, act, control, page, ada, installed } = await withApp({
    globalShortcuts: { open_form: (ctx) => ctx.spawnModalView(form()) },
  });
  const { view } = await shortcut();
  const events = await page(ada).events();
  await act("uninstall_app", { appId: installed.id });
  expect(await events.next("modal")).toEqual({ type: "modal", action: "CLOSE", viewId: view.id });
  expect((await control.get("/views?as=Ada")).body).toEqual([]);
});

describe("the control API uses an app by the page's rules", () => {
  test("it refuses what is not there, and what an element does not offer", async () => {
    const menu = {
      type: "static_select_menu",
      onAction: "size",
      placeholder: plain("?"),
      options: [option("s")],
    };
    const { shortcut, control } = await withApp({
      globalShortcuts: { open_form: (ctx) => ctx.spawnModalView(modal("form", [actions(menu)])) },
    });
    const refusal = async (action: string, fields: object) =>
      (await control.post("/act", { as: "Ada", action, ...fields })).body.message;
    expect(await refusal("submit", {})).toBe("[no view is open for this member]");
    await shortcut();
    expect(await refusal("press", { onAction: "other" })).toBe(
      "[nothing here has the onAction other; there is size]",
    );
    expect(await refusal("choose", { onAction: "size", value: "xl" })).toBe(
      "[size does not offer xl; it offers s]",
    );
  });

  test("an app hears of each key only where it asked to, and of a form that is closed only then", async () => {
    const form = (more: object) =>
      modal("form", [input("q", { type: "plain_text_input", ...more })], { notifyOnClose: true });
    const { shortcut, type, act, app } = await withApp({
      globalShortcuts: {
        open_form: (ctx) => ctx.spawnModalView(form({ interaction_triggers: ["on_enter_pressed"] })),
      },
      blockInteraction: { VIEW: { q: (ctx) => ctx.ack() } },
      viewAction: { onSubmit: {}, onClose: { form: (ctx) => ctx.ack() } },
    });
    await shortcut();
    await type("q", "te");
    await type("q", "tea", { enter: true });
    await act("close");
    expect(app.hooks.map(({ json }) => [json.messageType, json.payload ?? null])).toEqual([
      ["SHORTCUT", null],
      ["BLOCK_INTERACTION", '{"value":"tea"}'],
      ["VIEW_ACTION", null],
    ]);
    expect((await act("open_direct", { users: ["Grace"] })).channel.channelType).toBe("DIRECT");
  });

  test("it lists the views that are open for a member", async () => {
    const { shortcut, control } = await withApp({
      globalShortcuts: { open_form: (ctx) => ctx.spawnModalView(modal("form", [words("x")])) },
    });
    expect((await control.get("/views?as=Ada")).body).toEqual([]);
    await shortcut();
    expect((await control.get("/views?as=Ada")).body).toMatchObject([{ callbackId: "form" }]);
    expect((await control.get("/views?as=Grace")).body).toEqual([]);
  });
});
