import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "../../src/addon/store/database";
import { startSqlite, type TestDatabase } from "./databases";
import { callApi, startStack, type TestMember, type TestStack } from "./stack";

let server: TestDatabase;
let stack: TestStack;
let ada: TestMember;
let grace: TestMember;
let linus: TestMember;
const keys = { ada: "", grace: "", linus: "" };

beforeAll(async () => {
  server = await startSqlite();
  stack = await startStack({ databaseUrl: server.url });
  [ada, grace, linus] = stack.members as [TestMember, TestMember, TestMember];
  for (const member of [grace, linus]) await stack.authorize(member);
  keys.ada = await stack.issueKey(ada);
  keys.grace = await stack.issueKey(grace);
  keys.linus = await stack.issueKey(linus);
});

afterAll(async () => {
  await stack?.close();
  await server?.stop();
});

async function beep(key: string, channel = "general") {
  const answer = await callApi(stack.url, key, "sendMessage", { channel, text: "beep", asBot: true });
  return answer.body as { id: string; channelId: string };
}

test("nobody speaks through the bot in a channel that they cannot see", async () => {
  const make = { name: "secret-plans", type: "PRIVATE" as const };
  const { body: made } = await callApi(stack.url, keys.ada, "createChannel", make);
  const app = await stack.control<{ tables: { installations: { botId: string }[] } }>("GET", "/snapshot");
  const { botId } = app.tables.installations[0]!;
  await stack.control("POST", "/act", {
    as: ada.id,
    action: "add_members",
    channelId: made.id,
    users: [botId],
  });
  const into = { channelId: made.id, text: "beep", asBot: true };
  const refused = await callApi(stack.url, keys.grace, "sendMessage", into);
  expect([refused.status, refused.headers.get("x-pumble-error")]).toEqual([403, "not_found"]);
  const spoken = await callApi(stack.url, keys.ada, "sendMessage", into);
  expect(spoken.status).toBe(200);
  const reply = { channelId: made.id, messageId: spoken.body.id, text: "beep", asBot: true };
  expect((await callApi(stack.url, keys.grace, "sendReply", reply)).status).toBe(403);
  const { body: listed } = await callApi(stack.url, keys.ada, "listMessages", { channelId: made.id });
  expect(listed.messages.filter(({ author }: { author: string }) => author === botId)).toHaveLength(1);
});

test("nothing is sent through the bot below a message that the key's owner does not see in that channel", async () => {
  const { body: made } = await callApi(stack.url, keys.ada, "createChannel", {
    name: "hidden",
    type: "PRIVATE",
  });
  const said = await callApi(stack.url, keys.ada, "sendMessage", { channelId: made.id, text: "secret" });
  const below = { channel: "general", text: "beep", asBot: true };
  await stack.control("DELETE", "/requests");
  for (const answer of [
    await callApi(stack.url, keys.grace, "sendReply", { ...below, messageId: said.body.id }),
    await callApi(stack.url, keys.grace, "sendMessage", { ...below, threadRootId: said.body.id }),
  ]) {
    expect([answer.status, answer.headers.get("x-pumble-error")]).toEqual([403, "not_found"]);
  }
  const asked = await stack.control<{ direction: string; method: string; url: string }[]>("GET", "/requests");
  const about = asked.filter(({ direction, url }) => direction !== "public" && url.includes(said.body.id));
  expect(about.map(({ method }) => method)).toEqual(["GET", "GET"]);
});

test("what one member sent through the bot another one neither edits nor deletes; an administrator may", async () => {
  const sent = await beep(keys.grace);
  const edit = { channelId: sent.channelId, messageId: sent.id, text: "changed" };
  const drop = { channelId: sent.channelId, messageId: sent.id };
  for (const answer of [
    await callApi(stack.url, keys.linus, "editMessage", edit),
    await callApi(stack.url, keys.linus, "deleteMessage", drop),
  ]) {
    expect([answer.status, answer.headers.get("x-pumble-error")]).toEqual([403, "not_allowed"]);
    expect(answer.body).toEqual({ error: "Another member sent this message through the bot" });
  }
  expect((await callApi(stack.url, keys.grace, "editMessage", edit)).status).toBe(200);
  expect((await callApi(stack.url, keys.ada, "deleteMessage", drop)).status).toBe(200);
});

test("who no longer sees what they sent through the bot neither edits nor deletes it, nor does an administrator", async () => {
  const make = { name: "left-behind", type: "PRIVATE" as const };
  const { body: made } = await callApi(stack.url, keys.linus, "createChannel", make);
  const { tables } = await stack.control<{ tables: { installations: { botId: string }[] } }>(
    "GET",
    "/snapshot",
  );
  const act = (action: object) =>
    stack.control("POST", "/act", { as: linus.id, channelId: made.id, ...action });
  await act({ action: "add_members", users: [grace.id, tables.installations[0]!.botId] });
  const draft = { channelId: made.id, text: "beep", asBot: true };
  const { body: sent } = await callApi(stack.url, keys.grace, "sendMessage", draft);
  await act({ action: "remove_member", user: grace.id });
  const message = { channelId: made.id, messageId: sent.id };
  for (const key of [keys.grace, keys.ada]) {
    for (const answer of [
      await callApi(stack.url, key, "editMessage", { ...message, text: "changed" }),
      await callApi(stack.url, key, "deleteMessage", message),
    ]) {
      expect([answer.status, answer.headers.get("x-pumble-error")]).toEqual([403, "not_found"]);
    }
  }
  expect((await callApi(stack.url, keys.linus, "fetchMessage", message)).body.text).toBe("beep");
});

test("who left the workspace sends nobody anything through the bot", async () => {
  const act = (action: string) => stack.control("POST", "/act", { as: ada.id, action, user: linus.id });
  const send = () =>
    Promise.all([
      callApi(stack.url, keys.linus, "dmUser", { userId: grace.id, text: "beep", asBot: true }),
      callApi(stack.url, keys.linus, "dmGroup", { userIds: [ada.id, grace.id], text: "beep", asBot: true }),
      callApi(stack.url, keys.linus, "sendMessage", { channel: "general", text: "beep", asBot: true }),
    ]);
  await act("deactivate");
  for (const { status, headers } of await send()) {
    expect([status, headers.get("x-pumble-error")]).toEqual([403, "not_authenticated"]);
  }
  await act("activate");
  expect((await send()).map(({ status }) => status)).toEqual([200, 200, 200]);
});

test("a channel's name leads nobody to what another one sees", async () => {
  const make = { name: "in-private", type: "PRIVATE" as const };
  await callApi(stack.url, keys.ada, "createChannel", make);
  const ask = (key: string) => callApi(stack.url, key, "listMessages", { channel: make.name });
  expect((await ask(keys.ada)).status).toBe(200);
  expect((await ask(keys.grace)).body).toEqual({ error: "Could not find channel with that identifier" });
});

test("what nobody sent through the addon is the administrators' to change", async () => {
  const sent = await beep(keys.grace);
  const { db, close } = await openDatabase(server.url);
  await db.deleteFrom("bot_message").where("message_id", "=", sent.id).execute();
  await close();
  const drop = { channelId: sent.channelId, messageId: sent.id };
  expect((await callApi(stack.url, keys.grace, "deleteMessage", drop)).status).toBe(403);
  expect((await callApi(stack.url, keys.ada, "deleteMessage", drop)).status).toBe(200);
});

test("who sent and who changed a message of the bot is kept, with the key, and owners and administrators can ask", async () => {
  const direct = { userId: linus.id, text: "beep", asBot: true };
  const { body: sent } = await callApi(stack.url, keys.grace, "dmUser", direct);
  const posted = await beep(keys.grace);
  const edit = { channelId: posted.channelId, messageId: posted.id, text: "changed" };
  await callApi(stack.url, keys.ada, "editMessage", edit);
  const { db, close } = await openDatabase(server.url);
  const rows = await db
    .selectFrom("bot_message")
    .selectAll()
    .where("message_id", "in", [sent.id, posted.id])
    .execute();
  const acts = await db.selectFrom("audit").selectAll().where("target", "=", posted.id).execute();
  await close();
  expect(rows.map(({ user_id, key_id }) => [user_id, key_id])).toEqual([
    [grace.id, keys.grace.slice(4, 16)],
    [grace.id, keys.grace.slice(4, 16)],
  ]);
  expect(acts).toMatchObject([{ action: "bot.edited", actor: ada.id, key_id: keys.ada.slice(4, 16) }]);
  const told = await stack.type(ada, `/api-keys sender ${posted.id}`);
  expect(told.text).toBe(`Grace sent that message through the bot, with key ${keys.grace.slice(4, 16)}.`);
  expect((await stack.type(linus, `/api-keys sender ${posted.id}`)).text).toContain(
    "Only owners and administrators",
  );
  expect((await stack.type(ada, "/api-keys sender nonsense")).text).toContain("Nobody sent");
});

test("an e-mail address names whoever has it, and nobody who calls themselves that", async () => {
  // Here a name is a name, and what that found is remembered.
  const search = await callApi(stack.url, keys.ada, "searchMessages", { query: "x", from: ["Grace"] });
  expect(search.status).toBe(200);
  const asName = await callApi(stack.url, keys.ada, "dmUser", { email: "Grace", text: "x" });
  expect([asName.status, asName.headers.get("x-pumble-error")]).toEqual([403, "not_found"]);
  const group = await callApi(stack.url, keys.ada, "dmGroup", { emails: ["Grace", linus.email], text: "x" });
  expect([group.status, group.headers.get("x-pumble-error")]).toEqual([403, "not_found"]);
  const named = await callApi(stack.url, keys.ada, "dmUser", { email: grace.email.toUpperCase(), text: "x" });
  expect(named.status).toBe(200);
});

test("a known path with another method is 405 and says which it takes", async () => {
  const ask = async (method: string, path: string) => {
    const answer = await fetch(stack.url + path, { method, headers: { ApiKey: keys.ada } });
    return { status: answer.status, allow: answer.headers.get("allow"), text: await answer.text() };
  };
  expect(await ask("GET", "/sendMessage")).toEqual({
    ...{ status: 405, allow: "POST" },
    text: '{"error":"/sendMessage takes POST, not GET"}',
  });
  expect(await ask("PUT", "/api-keys")).toMatchObject({ status: 405, allow: "GET, HEAD, POST" });
  expect(await ask("PATCH", "/api-keys/0123456789ab")).toMatchObject({
    status: 405,
    allow: "DELETE, GET, HEAD",
  });
  expect(await ask("POST", "/healthz")).toMatchObject({ status: 405, allow: "GET, HEAD" });
  expect(await ask("GET", "/nowhere")).toMatchObject({ status: 404, allow: null });
});
