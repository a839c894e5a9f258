import { expect, test } from "vitest";
import { scopes } from "../../../../src/pumble";
import { installedWorkspace } from "../../support";

async function withFile() {
  const setup = await installedWorkspace();
  const { user, workspace, installed } = setup;
  const begun = { filename: "a.txt", length: 3 };
  const authtoken = (await user.post("/v1/files/upload/token", begun)).body.token;
  const form = new FormData();
  form.set("file", new File(["abc"], "a.txt", { type: "text/plain" }));
  const address = `${workspace.workspaceUrl}/upload/files`;
  const sent = await fetch(address, { method: "POST", headers: { authtoken }, body: form });
  const { path } = (await user.post("/v1/files/upload/complete", await sent.json())).body;
  const headers = { token: installed.userToken, "x-app-token": installed.appKey };
  const read = async (change: Record<string, string> = {}) =>
    (await fetch(path, { headers: { ...headers, ...change } })).status;
  return { ...setup, read };
}

test("a file is read with both of the app's headers, while the member is active", async () => {
  const { read, control } = await withFile();
  expect([await read(), await read({ token: "x" }), await read({ "x-app-token": "x" })]).toEqual([
    200, 401, 401,
  ]);
  await control.act("Grace", "deactivate", { user: "Ada" });
  expect(await read()).toBe(401);
});

test("a name that no address can hold is refused before the file is sent", async () => {
  const { user } = await installedWorkspace();
  for (const filename of ["\ud800.txt", "a\udc00"]) {
    const refused = await user.post("/v1/files/upload/token", { filename, length: 3 });
    expect([refused.status, refused.body.message]).toEqual([400, "[filename: must be well-formed Unicode]"]);
  }
  expect((await user.post("/v1/files/upload/token", { filename: "😀.txt", length: 3 })).status).toBe(200);
});

test("an upload is completed, attached and made public by who began it alone", async () => {
  const { user, bot, workspace, random } = await installedWorkspace();
  const begun = { filename: "a.txt", length: 3 };
  const authtoken = (await user.post("/v1/files/upload/token", begun)).body.token;
  const form = new FormData();
  form.set("file", new File(["abc"], "a.txt", { type: "text/plain" }));
  const address = `${workspace.workspaceUrl}/upload/files`;
  const sent = await (await fetch(address, { method: "POST", headers: { authtoken }, body: form })).json();
  const complete = "/v1/files/upload/complete";
  expect((await bot.post(complete, sent)).status).toBe(404);
  const { status, body } = await user.post(complete, sent);
  expect(status).toBe(200);
  expect((await user.post(complete, sent)).status).toBe(404);
  const message = { text: "x", files: [body.id] };
  expect((await bot.post(`/v1/channels/${random}/messages`, message)).status).toBe(404);
  expect((await bot.post(`/v1/files/${body.id}/public`)).status).toBe(403);
  expect((await user.post(`/v1/files/${body.id}/public`)).status).toBe(200);
});

test("who may write messages and no files attaches none, nor to one that is sent later", async () => {
  const userScopes = scopes.filter((scope) => scope !== "files:write");
  const { user, random } = await installedWorkspace({}, { scopes: { userScopes, botScopes: [] } });
  const files = ["0".repeat(24)];
  const later = { channelId: random, text: "x", sendAt: Date.UTC(2090, 0, 1), files };
  const answers = [
    await user.post(`/v1/channels/${random}/messages`, { text: "x", files }),
    await user.post("/v1/messages/scheduled", later),
  ];
  for (const { status, body } of answers)
    expect([status, body.message]).toEqual([403, "Missing scope: files:write"]);
});
