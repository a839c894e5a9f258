import { mkdtempSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { call, control, installedWorkspace, pageOf, startWorkspace, texts } from "../../support";

describe("the page API", () => {
  test("tells workspace, users and the apps' commands and shortcuts without naming a member", async () => {
    const { workspace, installed } = await installedWorkspace();
    const { body } = await call(`${workspace.pageUrl}page/api/state`, "GET");
    expect(body.workspace.name).toBe("Acme");
    expect(body.members.map((user: { name: string }) => user.name)).toEqual([
      "Ada",
      "Grace",
      "Linus",
      "Pumble",
      "Test app",
    ]);
    expect(body.apps).toEqual([
      {
        ...{ id: installed.id, name: "Test app", botId: installed.botId },
        slashCommands: [{ command: "/test", description: "Tests", usageHint: "[anything]" }],
        shortcuts: [
          { name: "open_form", displayName: "Open form", description: "", type: "GLOBAL" },
          { name: "keep", displayName: "Keep", description: "", type: "ON_MESSAGE" },
        ],
      },
    ]);
  });

  test("keeps a member's files until a message carries them, and lets nobody else send them", async () => {
    const { workspace, page, ada, grace, random } = await installedWorkspace();
    const upload = async (name: string, bytes: number) => {
      const form = new FormData();
      form.set("file", new File([new Uint8Array(bytes)], name, { type: "text/html" }));
      const headers = { "x-pumble-member": ada.id };
      return fetch(`${workspace.pageUrl}page/api/files`, { method: "POST", headers, body: form });
    };
    const { id, ...kept } = (await (await upload("größe.html", 5)).json()) as { id: string };
    expect(kept).toEqual({ name: "größe.html", mimeType: "text/html", size: 5 });
    const path = `channels/${random}/messages`;
    expect((await page(grace).post(path, { text: "", files: [id] })).status).toBe(404);
    const { message } = (await page(ada).post(path, { text: "", files: [id] })).body;
    expect(message.files).toMatchObject([{ id, owner: ada.id, size: 5 }]);
    const read = await fetch(`${workspace.pageUrl}page/api/files/${id}/x?member=${grace.id}`);
    expect(read.headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''gr%C3%B6%C3%9Fe.html");
    expect((await upload("large", 10 * 1024 * 1024 + 1)).status).toBe(413);
    expect((await upload("n".repeat(256), 1)).status).toBe(400);
  });

  test("everything else needs a member who is active", async () => {
    const { workspace, page, grace, control } = await installedWorkspace();
    expect((await call(`${workspace.pageUrl}page/api/channels`, "GET")).status).toBe(401);
    expect((await page({ ...grace, id: "0".repeat(24) }).get("channels")).status).toBe(401);
    await control.act("Ada", "deactivate", { user: "Grace" });
    expect((await page(grace).get("channels")).body.message).toBe("Grace is not active");
  });

  test("shows a reaction's skin tone, which the API does not tell", async () => {
    const { page, user, ada, random } = await installedWorkspace();
    const path = `channels/${random}/messages`;
    const { id } = (await page(ada).post(path, { text: "waved at" })).body.message;
    const events = await page(ada).events();
    await user.post(`/v1/messages/${id}/reactions`, { code: ":wave:", skinTone: 4 });
    const reactions = [{ user: ada.id, code: ":wave:", skinTone: 4 }];
    expect(await events.next("reaction.changed")).toMatchObject({ reactions });
    expect((await page(ada).get(path)).body.messages.at(-1).reactions).toEqual(reactions);
    await page(ada).put(`${path}/${id}`, { text: "waved at again" });
    expect((await events.next("message.updated")).message.reactions).toEqual(reactions);
  });

  test("posts, replies, edits, reacts and deletes as the member; every step is an event for the others", async () => {
    const { page, ada, grace, random } = await installedWorkspace();
    const [hers, mine] = [page(grace), page(ada)];
    const events = await mine.events();
    const path = `channels/${random}/messages`;
    const root = (await hers.post(path, { text: "root" })).body.message;
    expect((await events.next("message.created")).message).toMatchObject({ id: root.id, author: grace.id });
    const reply = (await mine.post(path, { text: "reply", threadRootId: root.id })).body.message;
    expect((await events.next("message.created")).message.threadReplyInfo.rootId).toBe(root.id);
    expect((await events.next("message.updated")).message).toMatchObject({
      id: root.id,
      threadRootInfo: { repliesCount: 1 },
    });
    expect(texts((await hers.get(`${path}/${root.id}/replies`)).body)).toEqual(["reply"]);
    await hers.put(`${path}/${root.id}`, { text: "edited" });
    expect((await events.next("message.updated")).message).toMatchObject({ text: "edited", edited: true });
    await hers.post(`messages/${reply.id}/reactions`, { code: ":+1:" });
    expect(await events.next("reaction.changed")).toMatchObject({
      messageId: reply.id,
      reactions: [{ user: grace.id, code: ":+1:" }],
    });
    await hers.delete(`messages/${reply.id}/reactions`, { code: ":+1:" });
    expect((await events.next("reaction.changed")).reactions).toEqual([]);
    await hers.delete(`${path}/${root.id}`);
    expect(await events.next("message.deleted")).toMatchObject({
      messageId: root.id,
      threadRootId: null,
      message: { deleted: true },
    });
    await mine.delete(`${path}/${reply.id}`);
    expect(await events.next("message.deleted")).toMatchObject({
      messageId: reply.id,
      threadRootId: root.id,
      message: null,
    });
    expect(await events.next("message.deleted")).toMatchObject({ messageId: root.id, message: null });
  });

  test("a private channel's events reach its members alone, and it comes and goes with membership", async () => {
    const { page, grace, linus, control } = await installedWorkspace();
    const [hers, his] = [await page(grace).events(), await page(linus).events()];
    const { channel } = await control.act("Grace", "create_channel", { name: "quiet", type: "PRIVATE" });
    expect((await hers.next("channel.created")).entry.channel.id).toBe(channel.id);
    await control.act("Grace", "post", { channel: "quiet", text: "psst" });
    await control.act("Grace", "add_members", { channel: "quiet", users: ["Linus"] });
    expect((await his.next("channel.created")).entry.channel.id).toBe(channel.id);
    await control.act("Grace", "remove_member", { channel: "quiet", user: "Linus" });
    expect(await his.next("channel.removed")).toEqual({ type: "channel.removed", channelId: channel.id });
    await control.act("Grace", "post", { channel: "quiet", text: "again" });
    await control.act("Grace", "post", { channel: "random", text: "barrier" });
    await his.next((event) => event.message?.text === "barrier");
    expect(JSON.stringify(his.all)).not.toContain("psst");
    expect(JSON.stringify(his.all)).not.toContain("again");
  });

  test("installing an app and deactivating a member are told", async () => {
    const { page, ada, control, installed } = await installedWorkspace();
    const events = await page(ada).events();
    await control.act("Ada", "uninstall_app", { appId: installed.id });
    expect(await events.next("apps.changed")).toEqual({ type: "apps.changed", apps: [] });
    await control.act("Ada", "deactivate", { user: "Linus" });
    const { members } = await events.next((event) =>
      event.members?.some(
        (user: { status: string; name: string }) => user.name === "Linus" && user.status === "DEACTIVATED",
      ),
    );
    expect(members).toHaveLength(5);
  });

  test("an app's home view is the published one, else the manifest's, else there is none", async () => {
    const { page, ada, grace, bot, installed, control, manifest, app } = await installedWorkspace();
    const path = `apps/${installed.id}/home`;
    expect((await page(ada).get(path)).status).toBe(404);
    const button = { type: "button", onAction: "go", text: { type: "plain_text", text: "Go" }, value: "1" };
    const blocks = [{ type: "actions", elements: [button] }];
    await control.post("/apps", { manifest: { ...manifest, defaultHomeView: { enabled: true, blocks } } });
    const { body: home } = await page(ada).get(path);
    expect(home).toMatchObject({ type: "HOME", blocks });
    const press = { sourceType: "VIEW", sourceId: home.id, actionType: "BUTTON", onAction: "go", value: "1" };
    expect((await page(ada).post("interactions", press)).body).toEqual({ acknowledged: true });
    expect((await app.nextHook()).json).toMatchObject({
      messageType: "BLOCK_INTERACTION",
      sourceId: home.id,
    });
    expect((await page(grace).post("interactions", press)).status).toBe(404);
    await bot.post(`/v1/app/homeView/workspaceUsers/${ada.id}`, { blocks: [{ type: "divider" }] });
    expect((await page(ada).get(path)).body.blocks).toEqual([{ type: "divider" }]);
    expect((await page(grace).get(path)).body.blocks).toEqual(blocks);
  });

  test("searches what the member may see", async () => {
    const { page, ada, grace, control } = await installedWorkspace();
    await control.act("Ada", "create_channel", { name: "own", type: "PRIVATE" });
    await control.act("Ada", "post", { channel: "own", text: "needle" });
    expect((await page(ada).get("search?text=need")).body).toMatchObject({
      totalElements: 1,
      content: [{ text: "needle" }],
    });
    expect((await page(grace).get("search?text=need")).body.totalElements).toBe(0);
  });

  test("searches by author and channel, alone and together, but not for nothing", async () => {
    const { page, ada, grace, general, random, control } = await installedWorkspace();
    const mine = page(ada);
    await control.act("Grace", "post", { channel: "general", text: "needle one" });
    await control.act("Grace", "post", { channel: "random", text: "needle two" });
    await control.act("Ada", "post", { channel: "random", text: "needle three" });
    const found = async (search: string) =>
      texts((await mine.get(`search?${search}&strategy=OLDEST`)).body.content);
    expect(await found(`text=needle&from=${grace.id}`)).toEqual(["needle one", "needle two"]);
    expect(await found(`text=needle&in=${random}`)).toEqual(["needle two", "needle three"]);
    expect(await found(`from=${grace.id}&in=${general}`)).toEqual(["needle one"]);
    expect((await mine.get("search?limit=5")).status).toBe(400);
  });

  test("reads a channel around a message and after one", async () => {
    const { page, ada, random } = await installedWorkspace();
    const mine = page(ada);
    const path = `channels/${random}/messages`;
    const ids: string[] = [];
    for (const text of "abcdefg") ids.push((await mine.post(path, { text })).body.message.id);
    const around = (await mine.get(`${path}?cursor=${ids[3]}&strategy=AROUND&limit=3`)).body;
    expect(texts(around.messages)).toEqual(["c", "d", "e"]);
    expect([around.hasMoreBefore, around.hasMoreAfter]).toEqual([true, true]);
    const after = (await mine.get(`${path}?cursor=${ids[4]}&strategy=AFTER`)).body;
    expect([texts(after.messages), after.hasMoreAfter]).toEqual([["f", "g"], false]);
  });

  test("pins a message for everybody in the channel and takes the pin off", async () => {
    const { page, ada, grace, random } = await installedWorkspace();
    const { message } = (await page(grace).post(`channels/${random}/messages`, { text: "keep me" })).body;
    const events = await page(grace).events();
    expect((await page(ada).post(`messages/${message.id}/pin`)).status).toBe(200);
    expect((await events.next("channel.updated")).entry.pinnedMessages).toEqual([
      { workspaceUserId: ada.id, messageId: message.id },
    ]);
    expect(texts((await page(grace).get(`channels/${random}/pins`)).body)).toEqual(["keep me"]);
    await page(ada).delete(`messages/${message.id}/pin`);
    expect((await page(grace).get(`channels/${random}/pins`)).body).toEqual([]);
    expect((await page(ada).delete(`messages/${message.id}/pin`)).status).toBe(404);
  });

  test("tells groups, at first and when they change", async () => {
    const { workspace, page, ada, control } = await installedWorkspace();
    const events = await page(ada).events();
    await control.act("Ada", "create_group", { handle: "ops", name: "Operations", users: ["Grace"] });
    expect((await events.next("groups.changed")).groups).toMatchObject([{ handle: "ops" }]);
    const { body } = await call(`${workspace.pageUrl}page/api/state`, "GET");
    expect(body.groups).toMatchObject([{ handle: "ops", name: "Operations" }]);
  });

  test("joins a public channel and marks it read", async () => {
    const { page, grace, control } = await installedWorkspace();
    const { channel } = await control.act("Ada", "create_channel", { name: "open" });
    expect((await page(grace).post(`channels/${channel.id}/join`)).body.channel.isMember).toBe(true);
    await page(grace).post(`channels/${channel.id}/read`);
    const { body } = await page(grace).get("channels");
    const entry = body.find((one: { channel: { id: string } }) => one.channel.id === channel.id);
    expect(Date.now() - entry.channel.lastMarkTimestampMilli).toBeLessThan(60_000);
  });

  test("the inspector shows requests live, masked tokens, clock and faults", async () => {
    const { page, ada, user, installed } = await installedWorkspace();
    const mine = page(ada);
    await user.get("/oauth2/me");
    const { body: requests } = await mine.get("inspector/requests");
    expect(requests.at(-1)).toMatchObject({ method: "GET", url: "/oauth2/me", status: 200 });
    const { body: tokens } = await mine.get("inspector/tokens");
    expect(tokens.map(({ userId, token }: { userId: string; token: string }) => [userId, token])).toEqual([
      [installed.botId, "xpbt-…"],
      [ada.id, "xput-…"],
    ]);
    expect((await mine.post("inspector/clock", { freezeAt: 5000 })).body).toMatchObject({ now: 5000 });
    const { id } = (await mine.post("inspector/faults", { path: "/oauth2/me", fault: "status", status: 500 }))
      .body;
    expect((await user.get("/oauth2/me")).status).toBe(500);
    expect((await mine.get("inspector/faults")).body).toMatchObject([{ id, hits: 1 }]);
    expect((await mine.delete(`inspector/faults/${id}`)).status).toBe(200);
    expect((await user.get("/oauth2/me")).status).toBe(200);
  });
});

describe("the page's files", () => {
  test("index.html has language, viewport, title, a strict policy and the place for the page", async () => {
    const pageDir = mkdtempSync(join(tmpdir(), "page-"));
    writeFileSync(join(pageDir, "main.js"), "1");
    const workspace = await startWorkspace({
      pageDir,
      seed: { ...smallSeed, workspace: { name: "<Acme>" } },
    });
    const response = await fetch(workspace.pageUrl);
    const html = await response.text();
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('name="viewport"');
    expect(html).toContain("<title>&#60;Acme&#62;</title>");
    expect(html).toContain('<div id="app"></div>');
    expect(html).toContain('<script type="module" src="/main.js"></script>');
    const policy = response.headers.get("content-security-policy");
    expect(policy).toContain("default-src 'none'; script-src 'self'");
    expect(policy).not.toContain("unsafe");
  });

  test("a file is sent again only when it changed", async () => {
    const pageDir = mkdtempSync(join(tmpdir(), "page-"));
    writeFileSync(join(pageDir, "main.js"), "first");
    const workspace = await startWorkspace({ pageDir });
    const url = `${workspace.pageUrl}main.js`;
    const first = await fetch(url);
    const etag = first.headers.get("etag")!;
    expect([await first.text(), first.headers.get("content-type")]).toEqual([
      "first",
      "text/javascript; charset=utf-8",
    ]);
    expect((await fetch(url, { headers: { "if-none-match": etag } })).status).toBe(304);
    writeFileSync(join(pageDir, "main.js"), "second one");
    expect(await (await fetch(url, { headers: { "if-none-match": etag } })).text()).toBe("second one");
  });

  test("without a built page the address says so", async () => {
    const workspace = await startWorkspace();
    expect(await (await fetch(workspace.pageUrl)).text()).toContain("The page is not part of this build");
  });
});

describe("pages of other sites in the same browser", () => {
  test("a foreign host name that points here gets nothing", async () => {
    const workspace = await startWorkspace();
    const status = await new Promise((resolve) =>
      request(`${workspace.pageUrl}page/api/state`, { headers: { host: "evil.example" } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).end(),
    );
    expect(status).toBe(403);
  });

  test("cannot act as a member by the address alone, nor press Allow", async () => {
    const workspace = await startWorkspace();
    const { id } = await control(workspace).member("Ada");
    const [{ channel }] = (await pageOf(workspace, id).get("channels")).body;
    const url = `${workspace.pageUrl}page/api/channels/${channel.id}/messages?member=${id}`;
    expect((await call(url, "POST", {}, { text: "x" })).status).toBe(401);
    const foreign = { "sec-fetch-site": "cross-site" };
    expect((await call(`${workspace.workspaceUrl}/access-request`, "POST", foreign)).status).toBe(403);
    const { message } = await control(workspace).act("Ada", "post", { channel: "general", text: "hers" });
    const mine = pageOf(workspace, id);
    const path = `channels/${channel.id}/messages/${message.id}`;
    for (const headers of [foreign, { origin: "https://evil.example" }]) {
      for (const method of ["POST", "PUT", "DELETE"]) {
        const member = { "x-pumble-member": id, ...headers };
        const url = `${workspace.pageUrl}page/api/${path}`;
        const changing = await call(url, method, member, { text: "theirs" });
        expect([method, changing.status]).toEqual([method, 403]);
      }
    }
    expect((await mine.put(path, { text: "edited" })).body.message.text).toBe("edited");
  });
});

const smallSeed = { users: [{ email: "ada@example.com", name: "Ada" }], channels: [{ name: "general" }] };
