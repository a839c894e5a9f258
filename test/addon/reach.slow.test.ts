/** How far a key, and whoever administers a workspace, reach: asked of services whose platform answers as a test says. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MemberCall } from "../../src/addon/api/member-call";
import { messageHandlers } from "../../src/addon/api/messages";
import { scheduledHandlers } from "../../src/addon/api/scheduled";
import { runSlashCommand } from "../../src/addon/inside-pumble/slash-command";
import { unrestricted } from "../../src/addon/keys/scopes";
import { installRoutes } from "../../src/addon/routes/install";
import { PlatformRefusal, PlatformUnavailable } from "../../src/platform/errors";
import { slashCommand } from "../../src/platform/triggers";
import { openTestServices, type TestServices } from "./services";

const channelId = "0123456789abcdef01234567";
const messageId = "76543210fedcba9876543210";

let platform: Server;
let at: TestServices;
/** What the platform answers, by method and path, perhaps of the token: a number is a status, nothing is 404. */
let answers: Record<string, unknown>;
/** What it was asked, and by whom. */
let asked: { what: string; token: unknown; body: string }[];

beforeEach(async () => {
  answers = {};
  asked = [];
  platform = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const what = `${request.method} ${request.url}`;
    asked.push({ what, token: request.headers["token"], body });
    const found = answers[what];
    const answer = typeof found === "function" ? found(request.headers["token"]) : found;
    const status = typeof answer === "number" ? answer : answer ? 200 : 404;
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(answer ?? { message: "Not found", code: 404000 }));
  });
  await new Promise<void>((resolve) => platform.listen(0, "127.0.0.1", resolve));
  const { port } = platform.address() as AddressInfo;
  at = await openTestServices({ PUMBLE_API_URL: `http://127.0.0.1:${port}` });
  const { grants } = at.services;
  await grants.saveUserToken("w", "ada", "ada's token");
  await grants.saveInstallation({ workspaceId: "w", botId: "bot", botToken: "bot's token" }, "ada");
});

afterEach(async () => {
  await at.close();
  await new Promise((resolve) => platform.close(resolve));
});

/** A call of Ada's, with a key for these channels alone. */
async function callFor(channels: string[] | null): Promise<MemberCall> {
  const draft = { workspaceId: "w", userId: "ada", name: "x", scopes: { ...unrestricted, channels } };
  const { key } = await at.services.keys.create(draft, { actor: "ada", source: "api" });
  return new MemberCall(at.services, key, "ada's token");
}

describe("the bot speaks for a member where that member may post:", () => {
  const all = { postingPermissionsGroup: "EVERYONE", workspaceUserIds: [] };
  const noGuests = { postingPermissionsGroup: "EVERYONE_BUT_GUESTS", workspaceUserIds: [] };
  const few = { postingPermissionsGroup: "ADMINS", workspaceUserIds: [] };
  const named = (who: string) => ({ workspaceUserIds: [who] });
  test.each([
    ["a guest where everyone may", all, "GUEST_MULTI_CHANNEL", true],
    ["a guest where nothing is said of it", undefined, "GUEST_MULTI_CHANNEL", true],
    ["no guest where guests may not", noGuests, "GUEST_MULTI_CHANNEL", false],
    ["no guest of one channel either", noGuests, "GUEST_SINGLE_CHANNEL", false],
    ["a guest who is named", { ...noGuests, ...named("ada") }, "GUEST_MULTI_CHANNEL", true],
    ["a member where guests may not", noGuests, "USER", true],
    ["no member where only some may", few, "USER", false],
    ["nobody for another who is named", { ...few, ...named("grace") }, "USER", false],
    ["a member who is named", { ...few, ...named("ada") }, "USER", true],
    ["an administrator where only some may", few, "ADMINISTRATOR", true],
  ] as const)("%s", async (_, postingPermissions, role, may) => {
    answers = {
      [`GET /v1/channels/${channelId}`]: { channel: { id: channelId, postingPermissions } },
      "GET /v1/workspaceUsers/ada": { id: "ada", role },
      [`POST /v1/channels/${channelId}/messages`]: { id: messageId, channelId },
    };
    const sending = messageHandlers.sendMessage(await callFor(null), { channelId, text: "x", asBot: true });
    if (may) await sending;
    else await expect(sending).rejects.toThrow("so neither may the bot for you");
    const posts = asked.filter(({ what }) => what.startsWith("POST")).map(({ token }) => token);
    expect(posts).toEqual(may ? ["bot's token"] : []);
  });
});

describe("the bot speaks for nobody whom the channel shuts out, though it is open to all:", () => {
  test.each([
    ["a member by name", { blockedUserIds: ["ada"] }, "USER", false],
    ["an owner by name", { blockedUserIds: ["ada"] }, "OWNER", false],
    ["but for who is not the one", { blockedUserIds: ["grace"] }, "USER", true],
    ["a member by group", { blockedGroupIds: ["hers"] }, "USER", false],
    ["but for who is in no such group", { blockedGroupIds: ["other", "empty"] }, "USER", true],
    ["a guest", { blockGuests: true }, "GUEST_MULTI_CHANNEL", false],
    ["but for who is no guest", { blockGuests: true }, "USER", true],
  ])("%s", async (_, postingPermissionsV2, role, may) => {
    const channel = { id: channelId, postingPermissions: { postingPermissionsGroup: "EVERYONE" } };
    answers = {
      [`GET /v1/channels/${channelId}`]: { channel: { ...channel, postingPermissionsV2 } },
      "GET /v1/workspaceUsers/ada": { id: "ada", role },
      "GET /v1/workspaceUsers/groups": [
        { id: "hers", workspaceUserIds: ["grace", "ada"] },
        { id: "other", workspaceUserIds: ["grace"] },
        { id: "empty", workspaceUserIds: null },
      ],
      [`POST /v1/channels/${channelId}/messages`]: { id: messageId, channelId },
    };
    const sending = messageHandlers.sendMessage(await callFor(null), { channelId, text: "x", asBot: true });
    if (may) await sending;
    else await expect(sending).rejects.toThrow("so neither may the bot for you");
    expect(asked.filter(({ what }) => what.startsWith("POST"))).toHaveLength(may ? 1 : 0);
  });
});

describe("a key for one channel has the platform say first that the message is in it:", () => {
  const draft = { channelId, text: "x" };
  const below = { ...draft, threadRootId: messageId };
  const given = { channelId, messageId, reaction: ":tada:" };
  test.each<[string, (call: MemberCall) => Promise<unknown>]>([
    ["sendMessage", (call) => messageHandlers.sendMessage(call, below)],
    ["sendReply", (call) => messageHandlers.sendReply(call, { ...draft, messageId })],
    [
      "createScheduledMessage",
      (call) => scheduledHandlers.createScheduledMessage(call, { ...below, sendAt: 1 }),
    ],
    ["addReaction", (call) => messageHandlers.addReaction(call, given)],
    ["removeReaction", (call) => messageHandlers.removeReaction(call, given)],
  ])("%s", async (_, run) => {
    await expect(run(await callFor([channelId]))).rejects.toThrow(PlatformRefusal);
    expect(asked.map(({ what }) => what)).toEqual([`GET /v1/channels/${channelId}/messages/${messageId}`]);
  });
});

describe("a message of the bot that whoever sent it changes", () => {
  const message = `/v1/channels/${channelId}/messages/${messageId}`;
  const changes = {
    "bot.edited": ["PUT", (call) => messageHandlers.editMessage(call, { channelId, messageId, text: "x" })],
    "bot.deleted": ["DELETE", (call) => messageHandlers.deleteMessage(call, { channelId, messageId })],
  } satisfies Record<string, [string, (call: MemberCall) => Promise<unknown>]>;
  const acts = async () =>
    (await at.services.audit.list("w")).filter(({ action }) => action.startsWith("bot."));

  /** Ada may see it, and the bot alone change it, with this outcome. */
  async function change(action: keyof typeof changes, outcome: unknown) {
    const [method, run] = changes[action];
    const call = await callFor(null);
    await call.sentAsBot({ id: messageId, channelId });
    answers = {
      [`GET ${message}`]: { id: messageId, channelId, author: "bot" },
      [`${method} ${message}`]: (token: unknown) => (token === "bot's token" ? outcome : null),
    };
    return { keyId: call.key.id, run: () => run(call) };
  }

  const names = Object.keys(changes) as (keyof typeof changes)[];
  test.each(names)("is changed once, also where that cannot be written down: %s", async (action) => {
    const { keyId, run } = await change(action, {});
    await sql`create trigger full_disk before insert on audit
      begin select raise(abort, 'database or disk is full'); end`.execute(at.services.database.db);
    await expect(run()).resolves.toBeNull();
    const told = { message: "Who changed a message of the bot was not kept", action, messageId, keyId };
    expect(at.log).toContainEqual(expect.objectContaining({ ...told, userId: "ada" }));
  });

  test.each(names)("is written down where no answer tells whether it was changed: %s", async (action) => {
    const { keyId, run } = await change(action, 503);
    await expect(run()).rejects.toThrow(PlatformUnavailable);
    expect(await acts()).toMatchObject([
      { action, actor: "ada", target: messageId, keyId, detail: "may have happened" },
    ]);
  });

  test.each(names)("is not written down where the platform refuses the bot too: %s", async (action) => {
    const { run } = await change(action, null);
    await expect(run()).rejects.toThrow(PlatformRefusal);
    expect(await acts()).toEqual([]);
  });
});

/** What is posted in the channel `c`, and in the bot's direct channel with Ada. */
const posted = () =>
  asked
    .filter(({ what }) => what.startsWith("POST"))
    .map(({ what, body }) => ({ what, ...(JSON.parse(body) as { text: string; ephemeral?: unknown }) }));

/** Ada types this in the channel `c`. */
const typed = (text: string, more: object = {}) =>
  runSlashCommand(
    at.services,
    slashCommand.parse({
      ...{ messageType: "SLASH_COMMAND", slashCommand: "/api-keys", text },
      ...{ workspaceId: "w", userId: "ada", triggerId: "t", channelId: "c", ...more },
    }),
  );

describe("whoever administers one workspace", () => {
  beforeEach(() => {
    answers = {
      "GET /v1/workspaceUsers": [{ id: "ada", name: "Ada", role: "OWNER" }],
      "POST /v1/channels/c/messages": { id: messageId, channelId: "c" },
    };
  });

  test.each(["delete", "purge"])("can %s no key of another", async (verb) => {
    const { keys } = at.services;
    const draft = { workspaceId: "other", userId: "grace", name: "x" };
    const { key, text } = await keys.create(draft, { actor: "grace", source: "api" });
    await typed(`${verb} ${key.id}`);
    expect(posted()).toMatchObject([{ text: expect.stringMatching(/^You have no key called/) }]);
    expect((await keys.verify(text)).accepted).toBe(true);
  });

  test("is not told who sent a message in another", async () => {
    const sent = { workspaceId: "other", messageId, channelId, userId: "grace", keyId: "k" };
    await at.services.botMessages.save(sent);
    await typed(`sender ${messageId}`);
    expect(posted()).toMatchObject([{ text: expect.stringMatching(/^Nobody sent a message/) }]);
  });
});

describe("a key is shown to its owner alone, in a message that is not kept,", () => {
  const ephemeral = { sendToUsers: ["ada"] };
  const text = expect.stringMatching(/^Your API key “ci”: pmb_/);
  const message = { id: messageId, channelId: "c" };

  test("in the thread in which it was asked for", async () => {
    answers = { "POST /v1/channels/c/messages/root": message };
    await typed("generate ci", { threadRootId: "root" });
    expect(posted()).toMatchObject([{ what: "POST /v1/channels/c/messages/root", ephemeral, text }]);
  });

  test.each([
    ["that there is", "GET /v1/channels/direct?participantIds=bot%2Cada"],
    ["that is opened", "POST /v1/channels/direct"],
  ])("where the bot may not speak there, in a direct channel %s", async (_, direct) => {
    answers = { [direct]: { channel: { id: "d" } }, "POST /v1/channels/d/messages": message };
    await typed("generate ci");
    const messages = posted().filter(({ what }) => what.endsWith("/messages"));
    expect(messages).toMatchObject([
      { what: "POST /v1/channels/c/messages", ephemeral, text },
      { what: "POST /v1/channels/d/messages", ephemeral, text },
    ]);
  });
});

describe("a consent link that was made for Linus", () => {
  const exchange = "POST /oauth2/access";
  const come = async (state: string) =>
    (await installRoutes(at.services).request(`/redirect?code=x&state=${state}`)).status;

  test.each([
    ["another member", { userId: "grace", workspaceId: "w" }],
    ["a member of another workspace", { userId: "linus", workspaceId: "other" }],
  ])("keeps nothing of what %s grants", async (_, { userId, workspaceId }) => {
    const { grants, audit, states } = at.services;
    const bot = { botId: "another bot", botToken: "another bot's token" };
    answers = { [exchange]: { accessToken: "t", userId, workspaceId, ...bot } };
    expect(await come(states.issue({ workspaceId: "w", userId: "linus" }))).toBe(403);
    expect(await grants.userToken(workspaceId, userId)).toBeNull();
    expect((await grants.installation(workspaceId))?.botId).not.toBe(bot.botId);
    expect(await audit.list(null)).toEqual([]);
  });

  test("is not exchanged once it is too old, or was changed", async () => {
    const state = at.services.states.issue({ workspaceId: "w", userId: "linus" });
    at.clock.ms += 15 * 60_000;
    expect([await come(state), await come(`x${state}`)]).toEqual([400, 400]);
    expect(asked).toEqual([]);
  });

  test("is answered by a page that says why, where what was granted cannot be kept", async () => {
    answers = { [exchange]: { accessToken: "t", userId: "linus", workspaceId: "w" } };
    await sql`create trigger full_disk before insert on "authorization"
      begin select raise(abort, 'database or disk is full'); end`.execute(at.services.database.db);
    const state = at.services.states.issue({ workspaceId: "w", userId: "linus" });
    const answer = await installRoutes(at.services).request(`/redirect?code=x&state=${state}`);
    expect(answer.status).toBe(503);
    const page = await answer.text();
    for (const text of ["The addon&#39;s database has no space left.", 'href="https://addon.test/install"'])
      expect(page).toContain(text);
  });
});
