import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PumbleAnswerError, PumbleClient, PumbleError, PumbleInputError } from "../../src/client";
import { startTestStack, type TestStack } from "../e2e/test-stack";
import { failure, setUp } from "./set-up";
import type { Answer } from "./wire-server";

describe("on an addon that manages keys", () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startTestStack();
  });
  afterAll(async () => {
    await stack?.client.close();
    await stack?.close();
  });

  test("a new key works with its scopes until it is deleted", async () => {
    const scopes = { readOnly: true, groups: null, channels: null };
    const { key, apiKey } = await stack.client.apiKeys.create({ name: "reader", scopes });
    expect(key).toMatchObject({ name: "reader", scopes, status: "active", expiresAt: null });
    const reader = new PumbleClient({ apiKey, baseUrl: stack.stack.addonUrl });
    expect((await reader.myInfo()).id).toBe((await stack.client.myInfo()).id);
    await expect(reader.sendMessage({ channel: "general", text: "no" })).rejects.toThrow("read-only");
    expect((await stack.client.apiKeys.list()).map(({ id }) => id)).toContain(key.id);
    await stack.client.apiKeys.delete(key.id);
    await expect(reader.myInfo()).rejects.toThrow("API key");
    expect((await stack.client.apiKeys.get(key.id)).status).toBe("revoked");
    await reader.close();
  });

  test("a rotated key gives a new one of the same name, and the old one stops", async () => {
    const first = await stack.client.apiKeys.create({ name: "turning" });
    const second = await stack.client.apiKeys.rotate(first.key.id);
    expect(second.key).toMatchObject({ name: "turning", status: "active" });
    expect(second.apiKey).not.toBe(first.apiKey);
    expect((await stack.client.apiKeys.get(first.key.id)).status).not.toBe("active");
  });

  test("deleting a key that never was is a success", async () => {
    await stack.client.apiKeys.delete("000000000000");
  });

  test("a name that is too long is refused before anything is sent", async () => {
    const error = await failure(stack.client.apiKeys.create({ name: "x".repeat(81) }), PumbleInputError);
    expect(error.field).toBe("name");
  });
});

const bench = setUp();
const made = {
  apiKey: "secret",
  key: {
    id: "5f0c1d2e3a4b",
    name: "ci",
    lastCharacters: "cret",
    scopes: { readOnly: false, groups: null, channels: null },
    createdAt: 1,
    lastUsedAt: null,
    expiresAt: null,
    status: "active",
  },
};

test.each<[string, Answer]>([
  ["500", { status: 500, text: "" }],
  ["a reset connection", { reset: true }],
  ["half an answer", { truncated: '{"apiKey"' }],
])("making a key is not repeated after %s, for it may have been made", async (_, answer) => {
  bench.server.on("api-keys", answer, { json: made });
  const error = await failure(bench.client.apiKeys.create({ name: "ci" }), PumbleError);
  expect(error.mayHaveHappened).toBe(true);
  expect(bench.server.count("api-keys")).toBe(1);
});

test("making a key waits as long as 429 asks for, and is repeated", async () => {
  const limited = { status: 429, json: { error: "Too many requests" }, headers: { "Retry-After": "7" } };
  bench.server.on("api-keys", limited, { json: made });
  expect((await bench.client.apiKeys.create({ name: "ci" })).apiKey).toBe("secret");
  expect(bench.clock.sleeps[0]).toBeGreaterThanOrEqual(7_000);
});

test("an addon without key management says so by an answer that does not fit", async () => {
  const error = await failure(bench.client.apiKeys.list(), PumbleAnswerError);
  expect(error.kind).toBe("protocol_changed");
});
