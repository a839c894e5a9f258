/** What is answered to a trigger, and what is begun. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { dispatch } from "../../src/addon/inside-pumble/dispatch";
import { refreshHome } from "../../src/addon/inside-pumble/home";
import { PlatformRefusal } from "../../src/platform/errors";
import { trigger } from "../../src/platform/triggers";
import { openTestServices, type TestServices } from "./services";

let at: TestServices;

beforeEach(async () => {
  at = await openTestServices();
});

afterEach(() => at.close());

const member = { workspaceId: "w", userId: "ada", triggerId: "t", channelId: "c" };
const answered = (payload: Record<string, unknown>) =>
  dispatch(at.services, trigger.parse({ ...member, ...payload }));
const command = (slashCommand: string) => ({ messageType: "SLASH_COMMAND", slashCommand, text: "list" });
const event = (eventType: string, body: unknown) => ({
  ...{ messageType: "PUMBLE_EVENT", eventType, body: JSON.stringify(body) },
});
const install = () =>
  at.services.grants.saveInstallation({ workspaceId: "w", botId: "bot", botToken: "token" }, "ada");
const key = () =>
  at.services.keys.create({ workspaceId: "w", userId: "ada", name: "x" }, { actor: "ada", source: "api" });
const works = async (text: string) => (await at.services.keys.verify(text)).accepted;
const failures = () => at.log.filter(({ level }) => level === "error").map(({ message }) => message);

describe("a slash command", () => {
  test("is begun when the app is installed, and answered before that ends", async () => {
    await install();
    expect(await answered(command("/api-keys"))).toEqual({ status: 200, body: {} });
    await at.services.tasks.drain();
    // Nobody answers for the platform: that it failed shows that it was asked.
    expect(failures()).toEqual(["A slash command failed"]);
  });

  test("of another app is refused by its name, and begins nothing", async () => {
    await install();
    expect(await answered(command("/other"))).toEqual({
      status: 400,
      body: { message: "The API app has no command /other." },
    });
    await at.services.tasks.drain();
    expect(failures()).toEqual([]);
  });

  test("in a workspace without the app is answered with where to install it, and begins nothing", async () => {
    expect(await answered(command("/api-keys"))).toEqual({
      status: 200,
      body: { message: "The API app has to be installed again: https://addon.test/install" },
    });
    await at.services.tasks.drain();
    expect(failures()).toEqual([]);
  });
});

describe("an event", () => {
  for (const messageType of ["PUMBLE_EVENT", "APP_EVENT"]) {
    test(`as ${messageType} is answered when it has been handled`, async () => {
      const { text } = await key();
      const taken = event("APP_UNAUTHORIZED", { workspaceUser: "ada" });
      expect(await answered({ ...taken, messageType })).toEqual({ status: 200, body: {} });
      expect(await works(text)).toBe(false);
    });
  }

  test("that means nothing here is taken, and changes nothing", async () => {
    const { text } = await key();
    expect(await answered(event("NEW_MESSAGE", { workspaceUser: "ada" }))).toEqual({ status: 200, body: {} });
    expect(await works(text)).toBe(true);
  });

  test("that does not say of whom is refused, and told in the log", async () => {
    expect(await answered(event("APP_UNAUTHORIZED", {}))).toEqual({
      status: 400,
      body: { message: "The trigger is not understood: body.workspaceUser" },
    });
    expect(at.log).toMatchObject([
      {
        ...{ level: "warn", message: "An event is not understood", event: "APP_UNAUTHORIZED" },
        fields: ["body.workspaceUser"],
      },
    ]);
  });

  test("that fails is answered so that it comes again, and told in the log", async () => {
    await at.services.tasks.drain();
    await at.services.database.close();
    expect(await answered(event("APP_UNINSTALLED", {}))).toEqual({
      status: 500,
      body: { message: "The event is not handled yet." },
    });
    expect(at.log.filter(({ message }) => message === "An event failed")).toMatchObject([
      { level: "error", event: "APP_UNINSTALLED", error: expect.stringMatching(/./) },
    ]);
  });
});

describe("the end of a grant", () => {
  const ended = (eventType: string, body: object) =>
    dispatch(at.services, trigger.parse({ ...member, ...event(eventType, body) }), "delivery");

  test.each([
    ["APP_UNAUTHORIZED", { workspaceUser: "ada" }],
    ["APP_UNINSTALLED", {}],
  ])("that failed as %s ends the keys when it comes again, and then no other", async (eventType, body) => {
    const { text } = await key();
    const { schema } = at.services.database.db;
    await schema.alterTable("api_key").renameTo("elsewhere").execute();
    expect((await ended(eventType, body)).status).toBe(500);
    await schema.alterTable("elsewhere").renameTo("api_key").execute();
    expect((await ended(eventType, body)).status).toBe(200);
    expect(await works(text)).toBe(false);
    const fresh = await key();
    expect((await ended(eventType, body)).status).toBe(200);
    expect(await works(fresh.text)).toBe(true);
  });
});

describe("what belongs to another app", () => {
  const source = { sourceType: "VIEW", sourceId: "v" };
  const shortcut = { messageType: "SHORTCUT", shortcut: "other" };
  test.each([
    ["a shortcut", { ...shortcut, type: "GLOBAL" }, "The API app has no action other."],
    [
      "a shortcut at a message",
      { ...shortcut, type: "ON_MESSAGE", messageId: "m" },
      "The API app has no shortcut other.",
    ],
    [
      "a button",
      { ...source, messageType: "BLOCK_INTERACTION", actionType: "BUTTON", onAction: "other" },
      "The API app has no action other.",
    ],
    [
      "a form",
      { messageType: "VIEW_ACTION", viewActionType: "SUBMIT", view: { id: "v", callbackId: "other" } },
      "The API app does not know this form.",
    ],
    ["a menu", { messageType: "DYNAMIC_MENU", onAction: "other" }, "The API app has no menu other."],
  ])("%s is refused by its name", async (_, payload, message) => {
    expect(await answered(payload)).toEqual({ status: 400, body: { message } });
  });
});

test("the menu of keys offers no more of them than Pumble takes", async () => {
  for (let made = 0; made <= 100; made++) await key();
  const menu = { ...{ messageType: "DYNAMIC_MENU", onAction: "choose_key" }, query: "x" };
  const { body } = await answered(menu);
  expect((body as { options: unknown[] }).options).toHaveLength(100);
});

describe("a home view", () => {
  test("is published through the bot", async () => {
    await install();
    refreshHome(at.services, "w", "ada");
    await at.services.tasks.drain();
    expect(failures()).toEqual(["Publishing a home view failed"]);
  });

  test("is not published where the app is not installed, which is no failure", async () => {
    refreshHome(at.services, "w", "ada");
    await at.services.tasks.drain();
    expect(failures()).toEqual([]);
  });
});

test.each([
  ["none of who left the workspace, which is no failure", 404, []],
  ["one that Pumble refuses, which is one", 403, ["Publishing a home view failed"]],
])("a home view: %s", async (_, status, told) => {
  await install();
  const refuses = () => Promise.reject(new PlatformRefusal("POST /homeView", status, null));
  const platform = { as: () => ({ publishHomeView: refuses }) };
  refreshHome({ ...at.services, platform } as unknown as TestServices["services"], "w", "ada");
  await at.services.tasks.drain();
  expect(failures()).toEqual(told);
});

describe("a shortcut", () => {
  afterEach(() => void vi.useRealTimers());

  test("waits for the store once, however much it asks of it", async () => {
    vi.useFakeTimers();
    const late = (ms: number) => new Promise<string>((resolve) => setTimeout(() => resolve("token"), ms));
    const slow = {
      ...at.services,
      grants: { userToken: () => late(1_900) },
      keys: { list: () => late(600_000) },
    } as unknown as TestServices["services"];
    const shortcut = trigger.parse({
      ...{ ...member, messageType: "SHORTCUT", type: "GLOBAL", shortcut: "delete_api_key" },
    });
    let message: unknown;
    void dispatch(slow, shortcut).then(({ body }) => {
      message = body;
    });
    await vi.advanceTimersByTimeAsync(1_999);
    expect(message).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(message).toEqual({ message: "The API app is busy. Try again in a moment." });
  });
});
