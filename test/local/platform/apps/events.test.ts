import { expect, test } from "vitest";
import { event as eventShape, eventTypes } from "../../../../src/platform";
import { authorize, type Hook, installedWorkspace } from "../../support";

async function subscribed(change: Parameters<typeof installedWorkspace>[1] = {}) {
  const setup = await installedWorkspace({}, change);
  const { manifest, app, control } = setup;
  const eventSubscriptions = { url: `${app.url}/events`, events: [...eventTypes] };
  await control.post("/apps", { manifest: { ...manifest, eventSubscriptions } });
  const next = async (eventType: string) => {
    for (;;) {
      const hook: Hook = await app.nextHook();
      expect(eventShape.safeParse(hook.json).error).toBeUndefined();
      if (hook.json.eventType === eventType) return { ...hook.json, body: JSON.parse(hook.json.body) };
    }
  };
  return { ...setup, next };
}

test("a new message is told with its short keys, to the member who authorised the app and to the bot", async () => {
  const { control, next, random, grace, linus, ada, installed } = await subscribed();
  const text = `hi <<@${linus.id}>>`;
  const { message } = await control.act("Grace", "post", { channel: "random", text });
  const told = await next("NEW_MESSAGE");
  expect(told).toMatchObject({ messageType: "PUMBLE_EVENT", workspaceId: ada.workspaceId });
  expect(told.workspaceUserIds).toEqual([ada.id, installed.botId]);
  expect(told.body).toMatchObject({
    ...{ mId: message.id, wId: ada.workspaceId, cId: random, aId: grace.id, tx: text, trId: "", st: "" },
    ...{ ty: "NEW_MESSAGE", ts: message.timestamp, tsm: message.timestampMilli, md: [linus.id], e: false },
  });
});

test("a member who was deactivated hears of nothing", async () => {
  const { control, next, workspace, installed, manifest, grace } = await subscribed();
  await authorize(workspace, installed, manifest, { memberId: grace.id });
  await control.act("Grace", "deactivate", { user: "Ada" });
  await control.act("Grace", "post", { channel: "random", text: "hi" });
  expect((await next("NEW_MESSAGE")).workspaceUserIds).toEqual([grace.id, installed.botId]);
});

test("edits, reactions, and channels made, archived and deleted are told in order", async () => {
  const { control, next, ada, grace } = await subscribed();
  const { message } = await control.act("Grace", "post", { channel: "random", text: "a" });
  await control.act("Grace", "edit", { messageId: message.id, text: "b" });
  await control.act("Ada", "react", { messageId: message.id, code: ":eyes:" });
  const { channel } = await control.act("Ada", "create_channel", { name: "new one" });
  await control.act("Ada", "archive", { channelId: channel.id });
  await control.act("Ada", "delete_channel", { channelId: channel.id });
  expect((await next("UPDATED_MESSAGE")).body).toMatchObject({ mId: message.id, tx: "b", e: true });
  expect((await next("REACTION_ADDED")).body).toMatchObject({
    mId: message.id,
    mat: grace.id,
    uId: ada.id,
    rc: ":eyes:",
  });
  expect((await next("CHANNEL_CREATED")).body).toMatchObject({
    cId: channel.id,
    cN: "new-one",
    cU: [ada.id],
    cT: "PUBLIC",
  });
  expect((await next("CHANNEL_ARCHIVED")).body).toMatchObject({
    cId: channel.id,
    v: true,
    uId: ada.id,
    m: [ada.id],
  });
  expect((await next("CHANNEL_DELETED")).body).toMatchObject({ cId: channel.id, m: [ada.id] });
});

test("what happens where nobody of the app may look is not told", async () => {
  const { control, next, app, workspace, installed, manifest, grace } = await subscribed();
  await control.act("Grace", "create_channel", { name: "hidden", type: "PRIVATE" });
  await control.act("Grace", "post", { channel: "hidden", text: "unseen" });
  await control.act("Grace", "post", { channel: "random", text: "seen" });
  expect((await next("NEW_MESSAGE")).body.tx).toBe("seen");
  expect(app.hooks.some((hook) => hook.body.includes("unseen"))).toBe(false);
  await authorize(workspace, installed, manifest, { memberId: grace.id });
  await control.act("Grace", "post", { channel: "hidden", text: "now seen" });
  const told = await next("NEW_MESSAGE");
  expect([told.body.tx, told.workspaceUserIds]).toEqual(["now seen", [grace.id]]);
});

test("an event without its scope is not told", async () => {
  const scopes = { userScopes: ["reaction:read" as const], botScopes: [] };
  const { control, next, app } = await subscribed({ scopes });
  const { message } = await control.act("Grace", "post", { channel: "random", text: "a" });
  await control.act("Grace", "react", { messageId: message.id, code: ":eyes:" });
  await next("REACTION_ADDED");
  expect(app.hooks.map((hook) => hook.json.eventType)).toEqual(["REACTION_ADDED"]);
});

test("members who change are told of", async () => {
  const { control, next, grace, ada } = await subscribed();
  await control.act("Ada", "deactivate", { user: "Grace" });
  expect((await next("WORKSPACE_USER_UPDATED")).body).toMatchObject({
    ...{ uId: grace.id, uE: "grace@example.com", puE: "grace@example.com", cb: ada.id, st: "DEACTIVATED" },
    ...{ sts: "0", au: "0", ib: "" },
  });
});

test("a member who joins is told of, with who invited them", async () => {
  const { control, next, ada } = await subscribed();
  await control.act("Ada", "add_user", { email: "alan@example.com", name: "Alan" });
  expect((await next("WORKSPACE_USER_JOINED")).body).toMatchObject({
    ...{ ty: "WORKSPACE_USER_JOINED", wId: ada.workspaceId, uE: "alan@example.com", uN: "Alan", ro: "USER" },
    ...{ uId: expect.stringMatching(/^[0-9a-f]{24}$/), ib: ada.id },
  });
});

test("user groups that are made and changed are told of, with their members", async () => {
  const { control, next, ada, grace, linus } = await subscribed();
  await control.act("Ada", "create_group", { handle: "crew", name: "Crew", users: ["Grace"] });
  const made = (await next("WORKSPACE_USER_GROUP_CREATED")).body;
  expect(made).toMatchObject({
    ...{
      wId: ada.workspaceId,
      cbId: ada.id,
      h: "crew",
      n: "Crew",
      d: "",
      di: false,
      uIds: [grace.id],
      cIds: [],
    },
  });
  await control.act("Ada", "change_group", { group: made.id, users: ["Linus"], disabled: true });
  expect((await next("WORKSPACE_USER_GROUP_UPDATED")).body).toMatchObject({
    ...{ id: made.id, h: "crew", di: true, uIds: [linus.id], uId: ada.id },
  });
});

test("the app is told when a member takes the authorisation back, and when it is uninstalled", async () => {
  const { control, next, ada, installed } = await subscribed();
  await control.act("Ada", "unauthorize_app", { appId: installed.id });
  expect(await next("APP_UNAUTHORIZED")).toMatchObject({
    messageType: "APP_EVENT",
    body: { workspaceUser: ada.id, app: installed.id, accessGranted: false },
  });
  await control.act("Ada", "uninstall_app", { appId: installed.id });
  expect(await next("APP_UNINSTALLED")).toMatchObject({
    body: { app: installed.id, botUser: installed.botId },
  });
});
