import { expect, test } from "vitest";
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
