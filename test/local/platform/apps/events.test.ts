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

test("who is mentioned twice, or by two groups, is named once", async () => {
  const { control, next, grace, linus, ada } = await subscribed();
  const ids: string[] = [];
  for (const [handle, users] of [
    ["crew", ["Grace", "Linus"]],
    ["ops", ["Linus"]],
  ] as const) {
    ids.push((await control.act("Ada", "create_group", { handle, name: handle, users })).id);
  }
  const text = `<<@${grace.id}>> and <<@${grace.id}>> of ${ids.map((id) => `<<&${id}>>`).join()}, not ${ada.id}`;
  await control.act("Grace", "post", { channel: "random", text });
  expect((await next("NEW_MESSAGE")).body).toMatchObject({
    md: [grace.id],
    mu: [grace.id, linus.id],
    mc: [],
  });
});

test("a broadcast reaches everybody in the channel, a reply says whose it is, and who was added is named", async () => {
  const { control, next, user, random, ada, grace, linus } = await subscribed();
  const { message: root } = await control.act("Grace", "post", { channel: "random", text: "root" });
  await next("NEW_MESSAGE");
  const elements = [{ type: "rich_text_section", elements: [{ type: "broadcast", range: "here" }] }];
  const path = `/v1/channels/${random}/messages/${root.id}`;
  await user.post(path, {
    text: "@here",
    blocks: [{ type: "rich_text", elements }],
    alsoSendToChannel: true,
  });
  expect((await next("NEW_MESSAGE")).body).toMatchObject({
    ...{ trId: root.id, trMt: "root", stc: true, md: [], mu: [], aId: ada.id },
    ...{ mc: [ada.id, grace.id, linus.id], au: [], f: [], att: [], e: false, eph: false },
  });
  await control.act("Ada", "create_channel", { name: "crew" });
  await control.act("Ada", "add_members", { channel: "crew", users: ["Linus"] });
  expect((await next("NEW_MESSAGE")).body).toMatchObject({
    ...{ st: "joined_channel", stc: false, trId: "", trMt: "" },
    au: [{ workspaceUserId: linus.id, addedBy: ada.id }],
  });
});

test("a file without a word comes without its files, as seen live", async () => {
  const { control, next, page, random, workspace, ada } = await subscribed();
  const form = new FormData();
  form.set("file", new File(["abc"], "a.txt", { type: "text/plain" }));
  const headers = { "x-pumble-member": ada.id };
  const sent = await fetch(`${workspace.pageUrl}page/api/files`, { method: "POST", headers, body: form });
  const { id } = (await sent.json()) as { id: string };
  const path = `channels/${random}/messages`;
  await page(ada).post(path, { text: "", files: [id] });
  const { body } = await next("NEW_MESSAGE");
  expect(body.tx).toBe("");
  expect(body).not.toHaveProperty("f");
  await page(ada).post(path, { text: "see", files: [id] });
  expect((await next("NEW_MESSAGE")).body.f).toMatchObject([{ id }]);
  await control.act("Ada", "set_status", { code: ":tea:", status: "Tea", expiresAt: 0, expiration: "never" });
  expect((await next("WORKSPACE_USER_UPDATED")).body).toMatchObject({
    ...{ ty: "WORKSPACE_USER_UPDATED", atz: true, tz: "Etc/UTC", afp: "", asp: "", pt: "", pp: "" },
    cs: { st: "Tea", co: ":tea:", ex: "never", ea: "0", su: false },
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
