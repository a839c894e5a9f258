import { describe, expect, test } from "vitest";
import { z } from "zod";
import {
  type OperationName,
  operationNames,
  operations,
  requestsPerMinute,
  scopes,
} from "../../../src/pumble";

const id = "5f0c1d2e3a4b5c6d7e8f9a01";
const entries = Object.entries(operations);
const accepts = (name: OperationName, input: unknown) => operations[name].input.safeParse(input).success;

describe("the table", () => {
  test("holds 26 operations: 11 reads and 15 writes", () => {
    expect(operationNames).toHaveLength(26);
    expect(entries.filter(([, { kind }]) => kind === "read")).toHaveLength(11);
    expect(entries.filter(([, { kind }]) => kind === "write")).toHaveLength(15);
  });

  test("reads with GET, but for search; writes with POST, but for three DELETEs", () => {
    const by = (method: string) => entries.filter((entry) => entry[1].method === method);
    expect(by("GET").every(([, { kind }]) => kind === "read")).toBe(true);
    expect(
      by("POST")
        .filter(([, { kind }]) => kind === "read")
        .map(([name]) => name),
    ).toEqual(["searchMessages"]);
    expect(by("DELETE").map(([name]) => name)).toEqual([
      "deleteMessage",
      "removeReaction",
      "deleteScheduledMessage",
    ]);
  });

  test("asks for nothing that a query string cannot carry, where there is no body", () => {
    for (const [name, { method, input }] of entries) {
      if (method === "POST") continue;
      const schema = z.toJSONSchema(input, { io: "input" }) as {
        properties?: Record<string, { type?: string }>;
      };
      for (const [field, { type }] of Object.entries(schema.properties ?? {})) {
        expect(["string", "integer", "boolean"], `${name}.${field}`).toContain(type);
      }
    }
  });

  test("names a limit for every kind of write that has one, and scopes that exist", () => {
    const limited = entries.flatMap(([, operation]) =>
      "rate" in operation && operation.rate ? [operation.rate] : [],
    );
    expect(new Set(limited)).toEqual(
      new Set(["sendMessage", "sendReply", "createChannel", "addReaction", "scheduleMessage"]),
    );
    for (const rate of limited) expect(requestsPerMinute[rate]).toBeGreaterThan(0);
    for (const [, operation] of entries) {
      expect(operation.scopes.length).toBeGreaterThan(0);
      for (const scope of operation.scopes) expect(scopes).toContain(scope);
    }
  });

  test("can be written as JSON Schema, inputs and outputs", () => {
    for (const [, { input, output }] of entries) {
      expect(z.toJSONSchema(input, { io: "input" }).type).toBe("object");
      if (output) expect(z.toJSONSchema(output)).toBeTypeOf("object");
    }
  });
});

describe("an input is taken", () => {
  const good: [OperationName, unknown][] = [
    ["listChannels", {}],
    ["getChannel", { channel: "general" }],
    ["getChannel", { channelId: id, channel: "general" }],
    [
      "sendMessage",
      { channel: "general", text: "x", asBot: true, blocks: [{ type: "rich_text", elements: [] }] },
    ],
    ["dmUser", { email: "ada@example.com", text: "x" }],
    ["dmGroup", { userIds: [id], text: "x" }],
    ["searchMessages", { from: [id] }],
    ["addReaction", { messageId: id, reaction: ":+1:", skinTone: 6 }],
    ["listMessages", { channelId: id, limit: 200, strategy: "BEFORE" }],
    ["customStatus", { code: ":palm_tree:", expiresAt: 0 }],
  ];
  for (const [name, input] of good) {
    test(`${name} ${JSON.stringify(input)}`, () => expect(accepts(name, input)).toBe(true));
  }
});

describe("an input is refused", () => {
  const scheduled = { scheduledMessageId: id, channelId: id, text: "x", sendAt: 1 };
  const bad: Record<string, [OperationName, unknown]> = {
    "without a channel": ["sendMessage", { text: "x" }],
    "with an empty channel": ["getChannel", { channel: "" }],
    "with an empty text": ["sendMessage", { channel: "general", text: "" }],
    "with a text of 100,001 characters": ["sendMessage", { channel: "general", text: "x".repeat(100_001) }],
    "with a channel type in lower case": ["createChannel", { name: "ops", type: "public" }],
    "without anyone to write to": ["dmUser", { text: "x" }],
    "with nine people in a group": ["dmGroup", { userIds: Array(9).fill(id), text: "x" }],
    "with nothing to search for": ["searchMessages", { limit: 5 }],
    "with a page of 201": ["listMessages", { channelId: id, limit: 201 }],
    "with a reaction without colons": ["addReaction", { messageId: id, reaction: "tada" }],
    "with a skin tone of 7": ["addReaction", { messageId: id, reaction: ":wave:", skinTone: 7 }],
    "with nobody to add": ["addUsersToChannel", { channelId: id, userIds: [] }],
    "with a time in seconds and a fraction": [
      "createScheduledMessage",
      { channelId: id, text: "x", sendAt: 1.5 },
    ],
    "with a recurrence nobody knows": [
      "createScheduledMessage",
      { channelId: id, text: "x", sendAt: 1, recurrence: { recurrenceType: "HOURLY" } },
    ],
    ...Object.fromEntries(
      Object.keys(scheduled).map((field): [string, [OperationName, unknown]] => [
        `editing a scheduled message without ${field}`,
        ["editScheduledMessage", { ...scheduled, [field]: undefined }],
      ]),
    ),
  };
  for (const [name, [operation, input]] of Object.entries(bad)) {
    test(name, () => expect(accepts(operation, input)).toBe(false));
  }

  test("and editing a scheduled message with all four is taken", () => {
    expect(accepts("editScheduledMessage", scheduled)).toBe(true);
  });
});

describe("an answer is understood", () => {
  const message = {
    id,
    workspaceId: id,
    channelId: id,
    author: id,
    text: "hi",
    timestamp: "2026-05-22T00:47:01Z",
    timestampMilli: 1_779_410_821_000,
    subtype: "",
    reactions: [{ user: id, code: ":+1:" }],
    files: [],
    isFollowing: false,
    threadRootInfo: null,
    threadReplyInfo: null,
    blocks: null,
    authorAppId: null,
  };

  test("with nulls where Pumble sends nulls", () => {
    expect(operations.fetchMessage.output.parse(message)).toEqual(message);
    const page = { messages: [message], hasMoreBefore: true, hasMoreAfter: null };
    expect(operations.listMessages.output.parse(page)).toEqual(page);
  });

  test("replies as a bare array", () => {
    expect(operations.fetchThreadReplies.output.parse([message])).toHaveLength(1);
    expect(operations.fetchThreadReplies.output.safeParse({ messages: [] }).success).toBe(false);
  });

  test("with fields that came later left out", () => {
    expect(operations.fetchMessage.output.parse({ ...message, quote: {} })).toEqual(message);
  });

  test("and not when an id is missing", () => {
    const { id: _, ...rest } = message;
    expect(operations.fetchMessage.output.safeParse(rest).success).toBe(false);
  });
});
