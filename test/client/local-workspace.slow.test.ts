/** The client against the addon service and the local workspace, as they run in production. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { PumbleAnswerError, PumbleClient } from "../../src/client";
import { operationNames } from "../../src/pumble";
import { startTestStack, type TestStack } from "../e2e/test-stack";
import { control } from "../support/control";
import { failure } from "./set-up";

let stack: TestStack;
const called = new Set<string>();
let pumble: PumbleClient;
let channelId: string;

beforeAll(async () => {
  stack = await startTestStack();
  const options = { apiKey: stack.apiKey, baseUrl: stack.stack.addonUrl };
  const log = {
    debug: (line: string) => void called.add(line.split(" ")[0]!),
    info() {},
    warn() {},
  };
  pumble = new PumbleClient({ ...options, log });
  channelId = (await pumble.createChannel({ name: "Client Test", type: "PUBLIC" })).id;
});
afterAll(async () => {
  await pumble?.close();
  await stack?.client.close();
  await stack?.close();
});

test("channels: create, get by name and id, list, add and remove members", async () => {
  const [me, users] = await Promise.all([pumble.myInfo(), pumble.listUsers()]);
  const other = users.find((user) => user.id !== me.id && !user.isAddonBot && !user.isPumbleBot)!;
  expect((await pumble.getChannel({ channel: "client-test" })).channel.id).toBe(channelId);
  await pumble.addUsersToChannel({ channelId, userIds: [other.id] });
  expect((await pumble.getChannel({ channelId })).users).toEqual([me.id, other.id]);
  await pumble.removeUserFromChannel({ channelId, userId: other.id });
  const entry = (await pumble.listChannels()).find(({ channel }) => channel.id === channelId);
  expect(entry?.users).toEqual([me.id]);
  expect(await pumble.listUserGroups()).toBeInstanceOf(Array);
  await pumble.dmUser({ userId: other.id, text: "Hello" });
  await pumble.dmGroup({
    userIds: users
      .filter((user) => !user.isPumbleBot && !user.isAddonBot && user.id !== me.id)
      .map(({ id }) => id),
    text: "Hello all",
  });
});

test("messages: send, edit, reply, react, search, delete", async () => {
  const { id: messageId } = await pumble.sendMessage({ channelId, text: "First" });
  await pumble.editMessage({ channelId, messageId, text: "Edited unmistakably" });
  expect(await pumble.fetchMessage({ channelId, messageId })).toMatchObject({
    text: "Edited unmistakably",
    edited: true,
  });
  for (const text of ["one", "two", "three"]) await pumble.sendReply({ channelId, messageId, text });
  const replies: string[] = [];
  for await (const reply of pumble.allThreadReplies({ channelId, rootMessageId: messageId, limit: 2 })) {
    replies.push(reply.text);
  }
  expect(replies).toEqual(["three", "two", "one"]);
  expect(await pumble.fetchThreadReplies({ channelId, rootMessageId: messageId })).toHaveLength(3);
  await pumble.addReaction({ channelId, messageId, reaction: ":+1:" });
  expect((await pumble.fetchMessage({ channelId, messageId })).reactions).toHaveLength(1);
  await pumble.removeReaction({ channelId, messageId, reaction: ":+1:" });
  expect((await pumble.fetchMessage({ channelId, messageId })).reactions).toEqual([]);
  const hits = pumble.allSearchHits({ text: "unmistakably" });
  expect((await hits.next()).value?.id).toBe(messageId);
  const { id: other } = await pumble.sendMessage({ channelId, text: "Gone soon" });
  await pumble.deleteMessage({ channelId, messageId: other });
  const error = await failure(pumble.fetchMessage({ channelId, messageId: other }), PumbleAnswerError);
  expect(error.kind).toBe("not_found");
});

test("a channel's messages, walked in small pages, come each once, newest first", async () => {
  const { id } = await pumble.createChannel({ name: "walked", type: "PUBLIC" });
  const texts = Array.from({ length: 11 }, (_, n) => `message ${n}`);
  for (const text of texts) await pumble.sendMessage({ channelId: id, text });
  const walked: string[] = [];
  for await (const message of pumble.allMessages({ channelId: id, limit: 3 })) {
    if (!message.subtype) walked.push(message.text);
  }
  expect(walked).toEqual(texts.reverse());
});

test("scheduled messages: create, list, fetch, edit, delete", async () => {
  const sendAt = Date.now() + 3_600_000;
  const { id } = await pumble.createScheduledMessage({ channelId, text: "Later", sendAt });
  const listed: string[] = [];
  for await (const scheduled of pumble.allScheduledMessages({ limit: 1 })) listed.push(scheduled.id);
  expect(listed).toEqual([id]);
  const input = { scheduledMessageId: id, channelId, text: "Even later", sendAt: sendAt + 60_000 };
  expect((await pumble.editScheduledMessage(input)).text).toBe("Even later");
  expect((await pumble.fetchScheduledMessage({ scheduledMessageId: id })).sendAt).toBe(sendAt + 60_000);
  await pumble.deleteScheduledMessage({ scheduledMessageId: id });
  const gone = pumble.deleteScheduledMessage({ scheduledMessageId: id });
  expect((await failure(gone, PumbleAnswerError)).kind).toBe("not_found");
});

test("the custom status is set", async () => {
  await pumble.customStatus({ code: ":palm_tree:", status: "Away", expiresAt: Date.now() + 3_600_000 });
  expect((await pumble.myInfo()).customStatus).toMatchObject({ code: ":palm_tree:" });
});

test("refusals keep their meaning through both services", async () => {
  const taken = failure(pumble.createChannel({ name: "client test", type: "PUBLIC" }), PumbleAnswerError);
  expect((await taken).message).toBe('Cannot create channel "client test": name is already taken (403)');
  const missing = failure(pumble.getChannel({ channel: "nowhere" }), PumbleAnswerError);
  expect((await missing).kind).toBe("not_found");
  const stranger = new PumbleClient({
    apiKey: `${stack.apiKey.slice(0, -1)}!`,
    baseUrl: stack.stack.addonUrl,
  });
  expect((await failure(stranger.myInfo(), PumbleAnswerError)).kind).toBe("not_authenticated");
  await stranger.close();
});

test.each(["status", "status_after", "reset_before", "reset_after", "not_json", "empty"])(
  "a message is there exactly once after the platform's fault %s",
  async (fault) => {
    const rule = { path: "/v1/channels/*/messages", method: "POST", fault, count: 1, status: 503 };
    await control(stack.stack, "POST", "/faults", rule);
    const text = `Once in spite of ${fault}`;
    const { id } = await pumble.sendMessage({ channelId, text });
    const rules = await control<{ hits: number }[]>(stack.stack, "GET", "/faults");
    expect(rules.at(-1)?.hits).toBe(1);
    const { messages } = await pumble.listMessages({ channelId });
    expect(messages.filter((message) => message.text === text).map((message) => message.id)).toEqual([id]);
  },
);

test("every operation of the table was called", () => {
  expect(operationNames.filter((name) => !called.has(name))).toEqual([]);
});
