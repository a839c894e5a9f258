import { describe, expect, onTestFinished, test } from "vitest";
import { action } from "../../../src/local/control/actions";
import type { AppAction } from "../../../src/local/control/app-actions";
import { AppUsers } from "../../../src/local/control/app-user";
import { createChannel } from "../../../src/local/core/workspace/channels";
import { Ephemerals } from "../../../src/local/core/workspace/ephemerals";
import { publishHome } from "../../../src/local/core/workspace/homes";
import { postMessage } from "../../../src/local/core/workspace/messages";
import { Delivery } from "../../../src/local/platform/apps/delivery";
import { Modals } from "../../../src/local/platform/apps/modals";
import { Triggers } from "../../../src/local/platform/apps/triggers";
import type { HomeView, Modal } from "../../../src/platform";
import type { Block } from "../../../src/pumble";
import { actions, button, input, modal, option, plain, words } from "../apps/sdk-app";
import { planted, refusalOf } from "../core/workspace/planted";
import { installed } from "../core/workspace/served";
import { startApp } from "../support";

type Given = { action: string; [field: string]: unknown };
const read = (given: Given) => action.parse({ as: "Ada", ...given }) as AppAction;

async function using() {
  const setup = planted();
  const { workspace, as } = setup;
  const app = await startApp();
  const { id: appId, tokens } = installed(workspace, as("Ada").userId, {}, app.url);
  const ephemerals = new Ephemerals(workspace);
  const modals = new Modals(workspace);
  const delivery = new Delivery({ timeoutMs: 30_000 });
  onTestFinished(() => delivery.close());
  const triggers = new Triggers({ workspace, ephemerals, modals, delivery });
  const users = new AppUsers({ workspace, triggers, modals, ephemerals });
  const { id: channelId } = setup.channel("general");
  const [ada, bot] = [as("Ada").userId, { userId: tokens.botId!, appId, isBot: true }];
  return {
    ...{ ...setup, app, appId, ephemerals, modals, users, ada, bot, channelId },
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers as they like
    act: (given: Given, who = ada): Promise<any> => users.act(who, read(given), () => channelId),
    open: (blocks: object[], more: object = {}) =>
      modals.open({ appId, userId: ada, channelId }, modal("form", blocks, more) as unknown as Modal).view.id,
    say: (blocks: object[], more: object = {}) =>
      postMessage(workspace, bot, { channelId, text: "", blocks: blocks as Block[], ...more }),
    async refusal(given: Given, who = ada) {
      const work = users.act(who, read(given), () => channelId);
      const [failed] = await Promise.all([
        work.then(
          () => null,
          (error: unknown) => error,
        ),
      ]);
      return refusalOf(() => {
        if (failed) throw failed;
      });
    },
  };
}

const text = (more: object = {}) => ({ type: "plain_text_input", ...more });
const menu = (more: object) => ({
  type: "static_select_menu",
  onAction: "size",
  placeholder: plain("?"),
  ...more,
});
const held = (value: string | null) => ({ type: "plain_text_input", value });

describe("what a member sets off", () => {
  test("a slash command, with what follows it, where the member is and in a thread", async () => {
    const { act, app, channelId, ada } = await using();
    app.answer = () => ({ body: { message: "Done" } });
    const done = await act({ action: "slash_command", text: "/test  it  all ", threadRootId: "r" });
    expect(done).toEqual({ acknowledged: true, notice: "Done" });
    expect(app.hooks[0]!.json).toMatchObject({
      ...{ messageType: "SLASH_COMMAND", slashCommand: "/test", text: "it  all", channelId },
      ...{ threadRootId: "r", userId: ada },
    });
  });

  test("a shortcut, of the page or of a message", async () => {
    const { act, app, appId, say } = await using();
    expect(await act({ action: "shortcut", appId, name: "open_form" })).toEqual({ acknowledged: true });
    const { id: messageId } = say([words("x")]);
    await act({ action: "shortcut", appId, name: "keep", messageId });
    expect(app.hooks.map(({ json }) => [json.type, json.shortcut, json.messageId])).toEqual([
      ["GLOBAL", "open_form", undefined],
      ["ON_MESSAGE", "keep", messageId],
    ]);
  });

  test("what the app opens in answer comes along, with what its form holds", async () => {
    const { act, app, appId } = await using();
    const view = modal("form", [input("a", text({ initial_value: "x" }))]);
    app.answer = ({ json }) => ({
      body: { triggerId: json.triggerId, viewType: "NATIVE", action: "OPEN", view },
    });
    const { acknowledged, view: shown } = await act({ action: "shortcut", appId, name: "open_form" });
    expect([acknowledged, shown.callbackId, shown.state]).toEqual([
      ...[true, "form", { values: { a: { a: held("x") } } }],
    ]);
  });
});

describe("a form", () => {
  test("is typed into and chosen in, and submitted with everything that it then holds", async () => {
    const { act, app, open } = await using();
    const boxes = { type: "checkboxes", onAction: "days", options: [option("mo"), option("tu")] };
    const id = open(
      [
        input("name", text()),
        input("name2", text({ onAction: "other" })),
        input("size", menu({ options: [option("s"), option("m")] })),
        input("days", boxes),
      ],
      { state: { values: { kept: { kept: held("yes") } } } },
    );
    await act({ action: "type", onAction: "name", text: "Ada" });
    await act({ action: "choose", onAction: "size", value: "m" });
    const { view } = await act({ action: "choose", viewId: id, onAction: "days", value: ["tu"] });
    const values = {
      ...{ kept: { kept: held("yes") }, name: { name: held("Ada") }, name2: { other: held(null) } },
      ...{ size: { size: { type: "static_select_menu", value: "m" } } },
      days: { days: { type: "checkboxes", values: ["tu"] } },
    };
    expect([view.id, view.state.values]).toEqual([id, values]);
    expect(app.hooks).toEqual([]);
    expect(await act({ action: "submit" })).toEqual({ acknowledged: true });
    expect(app.hooks[0]!.json).toMatchObject({
      messageType: "VIEW_ACTION",
      viewActionType: "SUBMIT",
      view: { id },
    });
    expect(app.hooks[0]!.json.view.state.values).toEqual(values);
  });

  test("may be typed over what the app's state said, and what is chosen outside it is no part of it", async () => {
    const { act, open, app } = await using();
    const loose = menu({ onAction: "loose", options: [option("s")] });
    open([input("a", text()), actions(loose)], { state: { values: { a: { a: held("old") } } } });
    const typed = await act({ action: "type", onAction: "a", text: "new" });
    expect([typed.acknowledged, typed.view.state.values]).toEqual([true, { a: { a: held("new") } }]);
    const { view } = await act({ action: "choose", onAction: "loose", value: "s" });
    expect(view.state.values).toEqual({ a: { a: held("new") } });
    expect(app.hooks.map(({ json }) => [json.onAction, json.payload])).toEqual([["loose", '{"value":"s"}']]);
  });

  test("keeps two elements of one block apart", async () => {
    const { act, open } = await using();
    open([input("a", text({ onAction: "one" })), input("a", text({ onAction: "two" }))]);
    await act({ action: "type", onAction: "one", text: "1" });
    const { view } = await act({ action: "type", onAction: "two", text: "2" });
    expect(view.state.values).toEqual({ a: { one: held("1"), two: held("2") } });
  });

  test("that is not on top is used by its id", async () => {
    const { act, open, modals, appId, ada, channelId, app } = await using();
    const bottom = open([input("a", text())]);
    const place = { appId, userId: ada, channelId };
    modals.push(place, modal("over", [], { parentViewId: bottom }) as unknown as Modal);
    const { view } = await act({ action: "type", viewId: bottom, onAction: "a", text: "x" });
    expect(view.callbackId).toBe("over");
    await act({ action: "close" });
    expect(app.hooks).toEqual([]);
    expect((await act({ action: "submit", viewId: bottom })).view).toBeUndefined();
    expect(app.hooks[0]!.json.view.state.values).toEqual({ a: { a: held("x") } });
  });

  test("is told of at once where the app asked for that: of what is typed, of what Enter ends, and of choices", async () => {
    const { act, app, open } = await using();
    open([
      input("each", text({ interaction_triggers: ["on_input"] })),
      input("end", text({ interaction_triggers: ["on_enter_pressed"] })),
      input("none", text()),
      input("size", menu({ options: [option("s")], loadingTimeout: 5 }), { dispatchAction: true }),
      input("quiet", menu({ onAction: "quiet", options: [option("s")] })),
      input("go", button("go")),
    ]);
    for (const enter of [undefined, true])
      for (const onAction of ["each", "end", "none"])
        await act({ action: "type", onAction, text: "x", enter });
    await act({ action: "choose", onAction: "size", value: "s" });
    await act({ action: "choose", onAction: "quiet", value: "s" });
    await act({ action: "press", onAction: "go" });
    expect(app.hooks.map(({ json }) => [json.onAction, json.actionType, json.loadingTimeout])).toEqual([
      ["each", "PLAIN_TEXT_INPUT", 0],
      ["each", "PLAIN_TEXT_INPUT", 0],
      ["end", "PLAIN_TEXT_INPUT", 0],
      ["size", "STATIC_SELECT_MENU", 5],
      ["go", "BUTTON", 0],
    ]);
    expect(app.hooks.at(-1)!.json.view.state.values.size.size.value).toBe("s");
  });

  test("a press leaves the form as it is", async () => {
    const { act, open, app } = await using();
    open([input("size", menu({ options: [option("s")] }), { dispatchAction: true })]);
    const { view } = await act({ action: "press", onAction: "size", value: "s" });
    expect(view.state.values.size.size.value).toBeNull();
    await act({ action: "press", onAction: "size" });
    expect(app.hooks.map(({ json }) => json.payload)).toEqual(['{"value":"s"}', '{"value":""}']);
  });
});

describe("a message's elements", () => {
  test("are those of its blocks and of its attachments, pressed with their own value or another", async () => {
    const { act, app, say, channelId } = await using();
    const attachments = [{ title: "a" }, { blocks: [actions(button("under", { value: undefined }))] }];
    const { id: messageId } = say([words("x"), actions(button("first"), button("go"))], { attachments });
    expect(await act({ action: "press", messageId, onAction: "go" })).toEqual({ acknowledged: true });
    await act({ action: "press", messageId, onAction: "go", value: "mine" });
    await act({ action: "press", messageId, onAction: "under" });
    expect(app.hooks.map(({ json }) => [json.onAction, json.payload])).toEqual([
      ["go", '{"value":"go"}'],
      ["go", '{"value":"mine"}'],
      ["under", '{"value":""}'],
    ]);
    expect(app.hooks[0]!.json).toMatchObject({ sourceType: "MESSAGE", sourceId: messageId, channelId });
  });

  test("can be chosen from, and then are told of at once", async () => {
    const { act, app, say } = await using();
    const { id: messageId } = say([actions(menu({ options: [option("s"), option("m")] }))]);
    expect(await act({ action: "choose", messageId, onAction: "size", value: "m" })).toEqual({
      acknowledged: true,
    });
    expect(app.hooks[0]!.json).toMatchObject({ actionType: "STATIC_SELECT_MENU", payload: '{"value":"m"}' });
  });

  test("of an ephemeral one too, for those who see it", async () => {
    const { act, app, ephemerals, bot, channelId, ada, as, refusal } = await using();
    const blocks = [actions(button("go"))] as Block[];
    const { message } = ephemerals.post(bot, { channelId, text: "psst", blocks }, [ada]);
    const press = { action: "press", messageId: message.id, onAction: "go" } as const;
    await act(press);
    expect(app.hooks[0]!.json).toMatchObject({ sourceType: "EPHEMERAL_MESSAGE", sourceId: message.id });
    expect((await refusal(press, as("Grace").userId))?.status).toBe(404);
  });

  test("are nobody's who does not see the channel, nor those of a message that is not there", async () => {
    const { workspace, as, ada, appId, refusal } = await using();
    const { id: channelId } = createChannel(workspace, as("Ada"), { name: "cellar", type: "PRIVATE" });
    const through = { userId: ada, appId, isBot: false };
    const blocks = [actions(button("go"))] as Block[];
    const { id: messageId } = postMessage(workspace, through, { channelId, text: "", blocks });
    expect((await refusal({ action: "press", messageId, onAction: "x" }, as("Grace").userId))?.status).toBe(
      404,
    );
    expect((await refusal({ action: "press", messageId: "0", onAction: "x" }))?.status).toBe(404);
  });
});

describe("a menu", () => {
  const ask = (more: object = {}) => ({
    ...{ type: "dynamic_select_menu", onAction: "choose", placeholder: plain("?") },
    ...more,
  });

  test("is asked for its options with what was typed and what the form holds", async () => {
    const { act, app, open } = await using();
    app.answer = ({ json }) => ({
      body: { onAction: json.onAction, triggerId: json.triggerId, options: [option("tea")] },
    });
    open([input("q", ask()), input("a", text({ initial_value: "x" }))]);
    expect(await act({ action: "options", onAction: "choose" })).toEqual({ options: [option("tea")] });
    await act({ action: "options", onAction: "choose", query: "te" });
    expect(app.hooks.map(({ json }) => json.query)).toEqual(["", "te"]);
    expect(app.hooks[0]!.json.view.state.values).toMatchObject({ a: { a: held("x") } });
    expect(
      (await act({ action: "choose", onAction: "choose", value: "tea" })).view.state.values.q.choose.value,
    ).toBe("tea");
  });

  test("that knows its options offers those of its groups too, and no others", async () => {
    const { act, open, refusal } = await using();
    const groups = [{ label: plain("Large"), options: [option("l"), option("xl")] }];
    open([
      actions(menu({ onAction: "grouped", options: [option("s")], option_groups: groups })),
      input("days", { type: "checkboxes", onAction: "days", options: [option("mo"), option("tu")] }),
      input("day", { type: "date_picker", onAction: "day", placeholder: plain("?") }),
    ]);
    await act({ action: "choose", onAction: "grouped", value: "xl" });
    await act({ action: "choose", onAction: "day", value: "2026-05-22" });
    expect(await refusal({ action: "choose", onAction: "grouped", value: "xs" })).toEqual({
      status: 400,
      message: "[grouped does not offer xs; it offers s, l, xl]",
    });
    expect(await refusal({ action: "choose", onAction: "days", value: ["mo", "we"] })).toEqual({
      status: 400,
      message: "[days does not offer we; it offers mo, tu]",
    });
  });
});

describe("a home view", () => {
  test("is opened, typed into and told of by its id, and keeps what was typed until the app shows another", async () => {
    const { act, app, appId, workspace, ada } = await using();
    const publish = (blocks: object[]) =>
      publishHome(workspace, appId, ada, {
        type: "HOME",
        title: plain("Home"),
        blocks,
      } as unknown as HomeView);
    publish([input("a", text()), actions(button("go"))]);
    const { view } = await act({ action: "open_home", appId });
    expect([view.type, view.state]).toEqual(["HOME", { values: { a: { a: held(null) } } }]);
    await act({ action: "type", viewId: view.id, onAction: "a", text: "x" });
    await act({ action: "press", viewId: view.id, onAction: "go" });
    expect(app.hooks[0]!.json).toMatchObject({ sourceType: "VIEW", sourceId: view.id });
    expect(app.hooks[0]!.json.view.state).toEqual({ values: { a: { a: held("x") } } });
    publish([input("a", text()), input("b", text({ initial_value: "new" }))]);
    const again = (await act({ action: "open_home", appId })).view;
    expect(again.state.values).toEqual({ a: { a: held("x") }, b: { b: held("new") } });
  });
});

describe("what is not there is said", () => {
  test("no open view, an unknown one, and an element that has another name", async () => {
    const { refusal, open, say, users, ada, as } = await using();
    expect(await refusal({ action: "submit" })).toEqual({
      status: 400,
      message: "[no view is open for this member]",
    });
    expect((await refusal({ action: "submit", viewId: "0" }))?.status).toBe(404);
    const { id: messageId } = say([words("x")]);
    expect((await refusal({ action: "press", messageId, onAction: "go" }))?.message).toBe(
      "[nothing here has the onAction go; there is nothing to act on]",
    );
    open([actions(button("one"), button("")), actions(), input("two", text())]);
    expect((await refusal({ action: "press", onAction: "go" }))?.message).toBe(
      "[nothing here has the onAction go; there is one, two]",
    );
    expect(users.views(ada)).toMatchObject([{ callbackId: "form" }]);
    expect(users.views(as("Grace").userId)).toEqual([]);
  });
});
