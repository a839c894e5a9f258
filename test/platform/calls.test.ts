/** Every call of the platform's client, as it goes over the wire, and what it takes for an answer. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PlatformClient, type PlatformSession } from "../../src/platform";

let taken = "";
let answer = "{}";
let client: PlatformClient;
const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  const type = request.headers["content-type"] ?? "no type";
  taken = `${request.method} ${request.url}${body === "" ? "" : ` ${body}`} (${type})`;
  response.writeHead(200, { "content-type": "application/json" }).end(answer);
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  client = new PlatformClient({
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    appKey: "app-key",
  });
});
afterAll(async () => {
  await client.close();
  server.close();
});

const channel = { channel: { id: "c" } };
const message = { id: "m", channelId: "c" };
const anything = ["whatever"];
const json = "(application/json)";
type Call = (session: PlatformSession) => Promise<{ text: string; value: unknown }>;

/** Of each call: what goes out, an answer that it takes, and one that lacks what is documented. */
const calls: Record<string, [Call, sent: string, fits: unknown, lacks?: unknown]> = {
  listChannels: [(to) => to.listChannels(), "GET /v1/channels (no type)", [channel], [channel, {}]],
  getChannel: [(to) => to.getChannel("c"), "GET /v1/channels/c (no type)", channel, { channel: {} }],
  createChannel: [
    (to) => to.createChannel({ name: "ops", type: "PUBLIC" }),
    `POST /v1/channels {"name":"ops","type":"PUBLIC"} ${json}`,
    channel,
    { channel: [] },
  ],
  addUsersToChannel: [
    (to) => to.addUsersToChannel("c", ["u"]),
    `POST /v1/channels/c/users {"userIds":["u"]} ${json}`,
    anything,
  ],
  removeUserFromChannel: [
    (to) => to.removeUserFromChannel("c", "u/v"),
    "DELETE /v1/channels/c/users/u%2Fv (no type)",
    anything,
  ],
  getDirectChannel: [
    (to) => to.getDirectChannel(["a", "b", "a"]),
    "GET /v1/channels/direct?participantIds=a%2Cb (no type)",
    channel,
    null,
  ],
  createDirectChannel: [
    (to) => to.createDirectChannel(["a"]),
    `POST /v1/channels/direct {"participantIds":["a"]} ${json}`,
    channel,
    channel.channel,
  ],
  "listMessages without a page": [
    (to) => to.listMessages("c", {}),
    "GET /v1/channels/c/messages (no type)",
    anything,
  ],
  listMessages: [
    (to) => to.listMessages("c", { cursor: "m&x", limit: 5, strategy: undefined }),
    "GET /v1/channels/c/messages?cursor=m%26x&limit=5 (no type)",
    anything,
  ],
  fetchMessage: [
    (to) => to.fetchMessage("c", "m"),
    "GET /v1/channels/c/messages/m (no type)",
    { id: "m" },
    { id: 1 },
  ],
  fetchThreadReplies: [
    (to) => to.fetchThreadReplies("c", "m", { limit: 1 }),
    "GET /v1/channels/c/messages/m/replies?limit=1 (no type)",
    anything,
  ],
  postMessage: [
    (to) => to.postMessage("c", { text: "hi" }),
    `POST /v1/channels/c/messages {"text":"hi","files":[]} ${json}`,
    message,
    { id: "m" },
  ],
  "postMessage as a reply": [
    (to) => to.postMessage("c", { text: "hi" }, "m"),
    `POST /v1/channels/c/messages/m {"text":"hi","files":[]} ${json}`,
    message,
    { channelId: "c" },
  ],
  "postMessage as a reply to nothing": [
    (to) => to.postMessage("c", { text: "hi" }, null),
    `POST /v1/channels/c/messages {"text":"hi","files":[]} ${json}`,
    message,
    [message],
  ],
  editMessage: [
    (to) => to.editMessage("c", "m", { text: "ho" }),
    `PUT /v1/channels/c/messages/m {"text":"ho"} ${json}`,
    anything,
  ],
  deleteMessage: [(to) => to.deleteMessage("c", "m"), "DELETE /v1/channels/c/messages/m (no type)", anything],
  searchMessages: [
    (to) => to.searchMessages({ text: "x" }),
    `POST /v1/messages/search {"text":"x"} ${json}`,
    anything,
  ],
  addReaction: [
    (to) => to.addReaction("m", { code: ":a:" }),
    `POST /v1/messages/m/reactions {"code":":a:"} ${json}`,
    anything,
  ],
  removeReaction: [
    (to) => to.removeReaction("m", { code: ":a:" }),
    `DELETE /v1/messages/m/reactions {"code":":a:"} ${json}`,
    anything,
  ],
  createScheduledMessage: [
    (to) => to.createScheduledMessage({ channelId: "c", text: "hi", sendAt: 1 }),
    `POST /v1/messages/scheduled {"channelId":"c","text":"hi","sendAt":1,"files":[]} ${json}`,
    message,
    {},
  ],
  editScheduledMessage: [
    (to) => to.editScheduledMessage("s", { channelId: "c", text: "hi", sendAt: 1 }),
    `PUT /v1/messages/scheduled/s {"channelId":"c","text":"hi","sendAt":1,"files":[]} ${json}`,
    anything,
  ],
  fetchScheduledMessage: [
    (to) => to.fetchScheduledMessage("s"),
    "GET /v1/messages/scheduled/s (no type)",
    message,
    { id: "m", channelId: null },
  ],
  fetchScheduledMessages: [
    (to) => to.fetchScheduledMessages({ channelId: "c", limit: 2 }),
    "GET /v1/messages/scheduled?channelId=c&limit=2 (no type)",
    anything,
  ],
  deleteScheduledMessage: [
    (to) => to.deleteScheduledMessage("s"),
    "DELETE /v1/messages/scheduled/s (no type)",
    anything,
  ],
  listUsers: [(to) => to.listUsers(), "GET /v1/workspaceUsers (no type)", [{ id: "u" }], { id: "u" }],
  listUserGroups: [(to) => to.listUserGroups(), "GET /v1/workspaceUsers/groups (no type)", anything],
  getUser: [(to) => to.getUser("u"), "GET /v1/workspaceUsers/u (no type)", { id: "u" }, ["u"]],
  getProfile: [(to) => to.getProfile(), "GET /oauth2/me (no type)", anything],
  updateCustomStatus: [
    (to) => to.updateCustomStatus({ code: "x" }),
    `PUT /v1/workspaceUsers/customStatus {"code":"x"} ${json}`,
    anything,
  ],
  publishHomeView: [
    (to) => to.publishHomeView("u", { blocks: [] }),
    `POST /v1/app/homeView/workspaceUsers/u {"blocks":[]} ${json}`,
    anything,
  ],
};

test.each(Object.entries(calls))("%s", async (_, [call, sent, fits, lacks]) => {
  answer = JSON.stringify(fits);
  const answered = await call(client.as("t"));
  expect(taken).toBe(sent);
  expect(answered.value).toEqual(fits);
  expect(answered.value).toBe(answered.value);
  if (lacks === undefined) return;
  answer = JSON.stringify(lacks);
  const other = await call(client.as("t"));
  expect(other.text).toBe(answer);
  expect(() => other.value).toThrow("the answer lacks what is documented (200)");
});
