import { expect, test } from "vitest";
import { WorkspaceClock } from "../../../../src/local";
import { user as userShape } from "../../../../src/pumble";
import { installedWorkspace } from "../../support";

test("members, bots and deactivated members are listed, each in the documented shape", async () => {
  const { user, control, installed } = await installedWorkspace();
  await control.act("Ada", "deactivate", { user: "Linus" });
  const { body } = await user.get("/v1/workspaceUsers");
  for (const entry of body) expect(userShape.safeParse(entry).error).toBeUndefined();
  expect(body.map(({ name, role, status }: Record<string, string>) => [name, role, status])).toEqual([
    ["Ada", "OWNER", "ACTIVATED"],
    ["Grace", "USER", "ACTIVATED"],
    ["Linus", "USER", "DEACTIVATED"],
    ["Pumble", "USER", "ACTIVATED"],
    ["Test app", "USER", "ACTIVATED"],
  ]);
  const bot = body.find((entry: { id: string }) => entry.id === installed.botId);
  expect([bot.isAddonBot, bot.isPumbleBot]).toEqual([true, false]);
});

test("one user by id; an unknown one answers 404", async () => {
  const { user, grace } = await installedWorkspace();
  expect((await user.get(`/v1/workspaceUsers/${grace.id}`)).body.email).toBe("grace@example.com");
  expect((await user.get(`/v1/workspaceUsers/${"0".repeat(24)}`)).body.code).toBe(404_100);
});

test("who a token is: the member, or the bot", async () => {
  const { user, bot, ada, installed } = await installedWorkspace();
  const mine = (await user.get("/oauth2/me")).body;
  expect(mine).toEqual({
    workspaceId: ada.workspaceId,
    workspaceName: "Acme",
    workspaceUserId: ada.id,
    workspaceUserName: "Ada",
  });
  expect((await bot.get("/oauth2/me")).body.workspaceUserId).toBe(installed.botId);
});

test("a custom status shows until it runs out; one that has run out already is refused", async () => {
  const start = Date.UTC(2030, 0, 7);
  const { user, control, ada } = await installedWorkspace({ clock: WorkspaceClock.frozenAt(start) });
  const path = "/v1/workspaceUsers/customStatus";
  const late = await user.put(path, {
    code: ":palm_tree:",
    expiresAt: start - 1,
    pausedNotifications: false,
  });
  expect(late.status).toBe(400);
  const set = await user.put(path, { code: ":palm_tree:", status: "Away", expiresAt: start + 1000 });
  expect(set.body.customStatus).toMatchObject({
    code: ":palm_tree:",
    status: "Away",
    expiresAt: start + 1000,
  });
  const read = async () => (await user.get(`/v1/workspaceUsers/${ada.id}`)).body.customStatus;
  expect(await read()).toMatchObject({ status: "Away" });
  await control.post("/clock", { advanceMs: 1000 });
  expect(await read()).toBeNull();
});

test("the workspace tells its name and statuses; groups are an empty list at first", async () => {
  const { user } = await installedWorkspace();
  expect((await user.get("/v1/workspace")).body).toMatchObject({ name: "Acme", uniqueIdentifier: "acme" });
  expect((await user.get("/v1/workspaceUsers/groups")).body).toEqual([]);
});

test("a home view reaches the member whom it was published for", async () => {
  const { bot, page, grace, installed } = await installedWorkspace();
  const events = await page(grace).events();
  const view = { title: { type: "plain_text", text: "Home" }, blocks: [{ type: "divider" }] };
  expect((await bot.post(`/v1/app/homeView/workspaceUsers/${grace.id}`, view)).status).toBe(200);
  expect(await events.next("home")).toMatchObject({
    appId: installed.id,
    view: { type: "HOME", blocks: view.blocks },
  });
});

test("a file is uploaded in three steps, sent with a message, and read with the app's headers alone", async () => {
  const { workspace, user, random, installed, ada } = await installedWorkspace();
  const { token } = (await user.post("/v1/files/upload/token", { filename: "a b.txt", length: 5 })).body;
  const form = new FormData();
  form.set("file", new File(["hello"], "a b.txt", { type: "text/plain" }));
  const upload = (authtoken: string) =>
    fetch(`${workspace.workspaceUrl}/upload/files`, { method: "POST", body: form, headers: { authtoken } });
  expect((await upload("wrong")).status).toBe(401);
  const uploaded = (await (await upload(token)).json()) as object;
  const forged = await user.post("/v1/files/upload/complete", { ...uploaded, signature: "f".repeat(32) });
  expect(forged.status).toBe(404);
  const file = (await user.post("/v1/files/upload/complete", uploaded)).body;
  expect(file).toMatchObject({
    name: "a b.txt",
    path: expect.stringContaining(`${workspace.workspaceUrl}/files/`),
  });
  const { body } = await user.post(`/v1/channels/${random}/messages`, { text: "", files: [file.id] });
  expect(body.files).toEqual([
    {
      ...{ id: file.id, name: "a b.txt", path: file.path, mimeType: "text/plain", size: 5 },
      ...{ owner: ada.id, thumbnails: [], uploadedAtMilli: body.timestampMilli },
    },
  ]);
  const headers = { token: installed.userToken, "x-app-token": installed.appKey };
  const read = await fetch(file.path, { headers });
  expect([read.status, await read.text(), read.headers.get("x-content-type-options")]).toEqual([
    200,
    "hello",
    "nosniff",
  ]);
  expect((await fetch(file.path)).status).toBe(401);
  expect(
    (await user.post(`/v1/channels/${random}/messages`, { text: "x", files: ["0".repeat(24)] })).status,
  ).toBe(404);
});
