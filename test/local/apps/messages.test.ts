import { describe, expect, test } from "vitest";
import { actions, button, withApp, words } from "./sdk-app";

test("a hit marks with `highlight` as a text", async () => {
  const { user, general } = await withApp({});
  await user.post(`/v1/channels/${general}/messages`, { text: "The needle is here" });
  const { content } = (await user.post("/v1/messages/search", { text: "needle" })).body;
  const marked = content[0].highlightedBlocks[0].elements[0].elements.map(
    (part: { highlight?: unknown }) => part.highlight,
  );
  expect(marked).toEqual([undefined, "needle", undefined]);
});

test("a button in an attachment of a message, and of an ephemeral one, goes to the app", async () => {
  const { bot, general, ada, press, app } = await withApp({
    blockInteraction: {
      MESSAGE: { inside: (ctx) => ctx.ack() },
      EPHEMERAL_MESSAGE: { inside: (ctx) => ctx.ack() },
    },
  });
  const message = { text: "", attachments: [{ blocks: [words("Look"), actions(button("inside"))] }] };
  const path = `/v1/channels/${general}/messages`;
  const sent = (await bot.post(path, message)).body;
  const shown = (await bot.post(path, { ...message, ephemeral: { sendToUsers: [ada.id] } })).body;
  expect(await press("inside", { messageId: sent.id })).toEqual({ acknowledged: true });
  expect(await press("inside", { messageId: shown.id })).toEqual({ acknowledged: true });
  expect(app.hooks.map(({ json }) => [json.sourceType, json.sourceId, json.payload])).toEqual([
    ["MESSAGE", sent.id, '{"value":"inside"}'],
    ["EPHEMERAL_MESSAGE", shown.id, '{"value":"inside"}'],
  ]);
});

test("a button that only opens an address tells the app of nothing", async () => {
  const { bot, general, control, app } = await withApp({});
  const blocks = [
    actions({ type: "button", text: { type: "plain_text", text: "Docs" }, url: "https://example.com/" }),
  ];
  const { id } = (await bot.post(`/v1/channels/${general}/messages`, { text: "x", blocks })).body;
  const answer = await control.post("/act", { as: "Ada", action: "press", messageId: id, onAction: "docs" });
  expect([answer.status, app.hooks]).toEqual([400, []]);
});

describe("files", () => {
  async function uploaded() {
    const setup = await withApp({});
    const { token } = (await setup.user.post("/v1/files/upload/token", { filename: "a.txt", length: 5 }))
      .body;
    const form = new FormData();
    form.set("file", new File(["hello"], "a.txt", { type: "text/plain" }));
    const url = `${setup.workspace.workspaceUrl}/upload/files`;
    const answer = await fetch(url, { method: "POST", body: form, headers: { authtoken: token } });
    const { id } = (await setup.user.post("/v1/files/upload/complete", await answer.json())).body;
    return { ...setup, id };
  }

  test("the path in a message is the whole address, which the SDK's client fetches as it stands", async () => {
    const { user, general, installed, id, ada } = await uploaded();
    const { files } = (await user.post(`/v1/channels/${general}/messages`, { text: "", files: [id] })).body;
    expect(files[0]).toMatchObject({ owner: ada.id, mimeType: "text/plain", size: 5 });
    const headers = { token: installed.userToken, "x-app-token": installed.appKey };
    expect(await (await fetch(files[0].path, { headers })).text()).toBe("hello");
  });

  test("one can be read where a message with it can, and by nobody else; nor can anybody else send it", async () => {
    const { workspace, user, bot, installed, id, general, ada, page, grace, control } = await uploaded();
    const token = installed.botToken;
    const read = async (headers: Record<string, string>) =>
      (await fetch(`${workspace.workspaceUrl}/files/${id}/a.txt`, { headers })).status;
    const byBot = () => read({ token, "x-app-token": installed.appKey });
    const byGrace = async () =>
      (await fetch(`${workspace.pageUrl}page/api/files/${id}/a.txt?member=${grace.id}`)).status;
    expect(await read({ token: installed.userToken, "x-app-token": installed.appKey })).toBe(200);
    expect([await byBot(), await byGrace()]).toEqual([404, 404]);
    const stolen = await bot.post(`/v1/channels/${general}/messages`, { text: "mine now", files: [id] });
    expect(stolen.status).toBe(404);
    const { channel } = (await page(ada).post("channels", { name: "secret", type: "PRIVATE" })).body;
    await user.post(`/v1/channels/${channel.id}/messages`, { text: "", files: [id] });
    expect([await byBot(), await byGrace()]).toEqual([404, 404]);
    const toGrace = { text: "", files: [id], ephemeral: { sendToUsers: [grace.id] } };
    expect((await user.post(`/v1/channels/${general}/messages`, toGrace)).status).toBe(200);
    expect([await byBot(), await byGrace()]).toEqual([404, 200]);
    const sent = (await user.post(`/v1/channels/${general}/messages`, { text: "", files: [id] })).body;
    expect([await byBot(), await byGrace()]).toEqual([200, 200]);
    await control.act("Ada", "delete", { messageId: sent.id });
    expect(await byBot()).toBe(404);
  });

  test("one that was made public can be read by everybody who knows its address, and by nobody before", async () => {
    const { user, bot, act, general, id } = await uploaded();
    const { publicPath } = (await user.post(`/v1/files/${id}/public`)).body;
    expect((await act("make_file_public", { fileId: id })).publicPath).toBe(publicPath);
    const read = await fetch(publicPath);
    expect([read.status, await read.text()]).toEqual([200, "hello"]);
    expect((await fetch(publicPath.replace(/public\/\w+/, `public/${"0".repeat(32)}`))).status).toBe(404);
    const { files } = (await user.post(`/v1/channels/${general}/messages`, { text: "", files: [id] })).body;
    expect(files[0].publicPath).toBe(publicPath);
    expect((await bot.post(`/v1/files/${id}/public`)).status).toBe(403);
  });
});
