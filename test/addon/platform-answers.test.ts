/** What callers get when the platform answers 2xx with something else than it documents. */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Addon, configFromEnvironment, openKeyAdministration, startAddon } from "../../src/addon";
import { Cipher } from "../../src/addon/store/cipher";
import { openDatabase } from "../../src/addon/store/database";
import { GrantStore } from "../../src/addon/store/grants";
import { callApi } from "./stack";

const id = "0123456789abcdef01234567";
const folder = mkdtempSync(join(tmpdir(), "pumble-iac-answers-"));
const log: string[] = [];
let platform: Server;
let addon: Addon;
let key: string;
let body = "";

beforeAll(async () => {
  platform = createServer((request, response) => {
    request.resume();
    response.writeHead(200, body ? { "content-type": "application/json" } : {}).end(body);
  });
  await new Promise<void>((resolve) => platform.listen(0, "127.0.0.1", resolve));
  const config = configFromEnvironment({
    PUMBLE_API_URL: `http://127.0.0.1:${(platform.address() as AddressInfo).port}`,
    ...{ PUMBLE_APP_ID: "-", PUMBLE_APP_KEY: "-" },
    ...{ PUMBLE_APP_CLIENT_SECRET: "-", PUMBLE_APP_SIGNING_SECRET: "-" },
    PUMBLE_ENCRYPTION_KEY: "ab".repeat(32),
    DATABASE_URL: join(folder, "addon.sqlite"),
  });
  const { db, close } = await openDatabase(config.databaseUrl);
  const clock = { now: () => Date.now() };
  await new GrantStore(db, new Cipher(config.encryptionKeys), clock).saveUserToken("w", id, "token");
  await close();
  const keys = await openKeyAdministration(config);
  key = (await keys.create({ workspaceId: "w", userId: id }, "test")).text;
  await keys.close();
  addon = await startAddon({ port: 0, configure: () => config, writeLog: (line) => log.push(line) });
});

afterAll(async () => {
  await addon?.close();
  platform?.closeAllConnections();
  await new Promise((resolve) => platform?.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const message = { channelId: id, messageId: id };

/** What the platform answers, what is called, and how that is answered. */
const cases: Record<string, [string, Parameters<typeof callApi>[2], Record<string, unknown>, string]> = {
  "nothing for a message that was sent": ["", "sendMessage", { channelId: id, text: "x" }, "is empty"],
  "nothing for what is only passed on": ["", "listUserGroups", {}, "is empty"],
  "no id of a new channel": ['{"channel":{}}', "createChannel", { name: "x", type: "PUBLIC" }, "lacks"],
  "an object for a list": ["{}", "listChannels", {}, "lacks"],
  "half of a text": ["[", "listChannels", {}, "is not JSON"],
};

for (const [name, [answer, operation, input, problem]] of Object.entries(cases)) {
  test(`${name} is 502 that says so, and no failure of the addon`, async () => {
    body = answer;
    const got = await callApi(addon.url, key, operation, input);
    expect([got.status, got.headers.get("x-pumble-error")]).toEqual([502, "unavailable"]);
    expect(got.body.error).toMatch(/^Pumble's answer cannot be used: /);
    expect(got.body.error).toContain(problem);
    expect(log.join("")).not.toContain("Unexpected failure");
  });
}

test("a channel has all of its keys, whichever of them the platform left out", async () => {
  const channel = { id, name: "general" };
  const left = [
    { channel },
    { channel, users: ["u"] },
    { channel, pinnedMessages: [] },
    { channel, users: [], pinnedMessages: [] },
  ];
  body = JSON.stringify(left);
  const { body: listed } = await callApi(addon.url, key, "listChannels");
  expect(listed).toEqual(left.map((entry) => ({ users: [], pinnedMessages: [], ...entry })));
});

test("nothing is right where nothing is documented", async () => {
  body = "";
  expect((await callApi(addon.url, key, "deleteMessage", message)).status).toBe(200);
});
