import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  PumbleAnswerError,
  PumbleClient,
  PumbleContractError,
  PumbleError,
  PumbleInputError,
} from "../../src/client";
import { retryPolicy } from "../../src/client/retry";
import { generateApiKey } from "../../src/pumble/api-keys/api-key-text";
import { type AddonProxy, type Fault, startAddonProxy } from "../e2e/addon-proxy";
import { startTestStack, type TestStack } from "../e2e/test-stack";
import { MovableClock } from "./movable-clock";
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

  test("a limit whose name is not known is refused before anything is sent", async () => {
    const { apiKeys } = stack.client;
    const before = await apiKeys.list();
    const [beside, within]: object[] = [{ readOnly: true }, { scopes: { readonly: true } }];
    const failures = await Promise.all([
      failure(apiKeys.create({ name: "k", ...beside }), PumbleInputError),
      failure(apiKeys.create({ name: "k", ...within }), PumbleInputError),
      failure(apiKeys.rotate(before[0]!.id, { ...beside }), PumbleInputError),
    ]);
    expect(failures.map(({ message }) => message)).toEqual([
      expect.stringContaining('unknown name: "readOnly" (it belongs within "scopes")'),
      expect.stringContaining('unknown name within "scopes": "readonly" (did you mean "readOnly"?)'),
      expect.stringContaining('unknown name: "readOnly". Known are: graceSeconds'),
    ]);
    expect((await apiKeys.list()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
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

  test("a key that is brought works, and takes the place of another", async () => {
    const [first, second] = [generateApiKey(randomBytes), generateApiKey(randomBytes)];
    const made = await stack.client.apiKeys.create({ name: "brought", apiKey: first.text });
    expect(made).toEqual({ key: expect.objectContaining({ id: first.id, name: "brought" }) });
    const rotated = await stack.client.apiKeys.rotate(first.id, { apiKey: second.text, graceSeconds: 60 });
    expect(rotated).toEqual({ key: expect.objectContaining({ id: second.id, name: "brought" }) });
    for (const { text } of [first, second]) {
      const client = new PumbleClient({ apiKey: text, baseUrl: stack.stack.addonUrl });
      expect((await client.myInfo()).id).toBe((await stack.client.myInfo()).id);
      await client.close();
    }
  });

  test("a key that is brought twice is refused as taken", async () => {
    const { text } = generateApiKey(randomBytes);
    await stack.client.apiKeys.create({ name: "once", apiKey: text });
    const again = stack.client.apiKeys.create({ name: "twice", apiKey: text });
    expect((await failure(again, PumbleAnswerError)).kind).toBe("taken");
  });

  test.each<[string, string]>([
    ["a typo", generateApiKey(randomBytes).text.replace(/.$/, (last) => (last === "0" ? "1" : "0"))],
    ["nothing in it", ""],
  ])("a key with %s is refused before anything is sent, and not repeated", async (_, apiKey) => {
    const error = await failure(stack.client.apiKeys.create({ name: "x", apiKey }), PumbleInputError);
    expect(error.field).toBe("apiKey");
    expect(error.message).toBe(
      'Cannot create API key "x": refused as invalid: apiKey: must be a whole API key, pmb_…, without a typo',
    );
  });

  describe("behind a connection that breaks", () => {
    let proxy: AddonProxy;
    let client: PumbleClient;
    beforeEach(async () => {
      proxy = await startAddonProxy(stack.stack.addonUrl);
      const clock = new MovableClock();
      client = new PumbleClient({ apiKey: stack.apiKey, baseUrl: proxy.url, clock });
    });
    afterEach(async () => {
      await client.close();
      await proxy.close();
    });

    /** Breaks the first POST. */
    function breakOnce(fault: Fault): void {
      let left = 1;
      proxy.fault = (request) => (request.startsWith("POST") && left-- > 0 ? fault : null);
    }

    test.each<[string, Fault, number]>([
      ["was made, though nobody answered", { when: "after" }, 1],
      ["was made, though half an answer came", { when: "after", truncate: true }, 1],
      ["was made, though 502 came", { when: "after", status: 502 }, 1],
      ["was not made yet", { when: "before", status: 502 }, 2],
    ])("a key that is brought and %s is there once", async (_, fault, posts) => {
      const [first, second] = [generateApiKey(randomBytes), generateApiKey(randomBytes)];
      breakOnce(fault);
      const made = await client.apiKeys.create({ name: "doubtful", apiKey: first.text });
      expect(made.key).toMatchObject({ id: first.id, name: "doubtful", status: "active" });
      breakOnce(fault);
      const rotated = await client.apiKeys.rotate(first.id, { apiKey: second.text });
      expect(rotated.key).toMatchObject({ id: second.id, name: "doubtful", status: "active" });
      expect((await stack.client.apiKeys.get(first.id)).status).toBe("expired");
      expect(proxy.requests.filter((line) => line.startsWith("POST"))).toHaveLength(2 * posts);
    });

    test("a key that is brought and never gets there may have been made, and no message shows it", async () => {
      const { text } = generateApiKey(randomBytes);
      proxy.fault = () => ({ when: "before", status: 500, body: `{"error":"What is ${text}?"}` });
      const error = await failure(client.apiKeys.create({ name: "lost", apiKey: text }), PumbleError);
      expect(error.mayHaveHappened).toBe(true);
      expect(error.message).toContain("What is pmb_");
      expect(error.message).not.toContain(text.slice(17));
    });
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

test("an answer without the key that it should hold does not fit", async () => {
  bench.server.on("api-keys", { json: { key: made.key } });
  const error = await failure(bench.client.apiKeys.create({ name: "ci" }), PumbleError);
  expect([error.kind, error.detail]).toEqual(["protocol_changed", "field apiKey: is missing"]);
});

test("all keys are listed, a page a call, and a server that goes in circles is asked no more", async () => {
  const { key } = made;
  const page = (ids: string[], hasMore: boolean) => ({
    json: { keys: ids.map((id) => ({ ...key, id })), hasMore },
  });
  bench.server.on("api-keys", page(["a", "b"], true), page(["c"], false));
  expect((await bench.client.apiKeys.list()).map(({ id }) => id)).toEqual(["a", "b", "c"]);
  expect(bench.server.requests.map(({ query }) => query)).toEqual([
    { limit: "200" },
    { limit: "200", cursor: "b" },
  ]);
  bench.server.on("api-keys", page(["a"], true));
  expect(await bench.client.apiKeys.list()).toHaveLength(2);
  bench.server.on("api-keys", page([], true));
  expect(await bench.client.apiKeys.list()).toEqual([]);
  let next = 0;
  bench.server.on("api-keys", () => page([String(next++)], true));
  expect((await failure(bench.client.apiKeys.list(), PumbleContractError)).kind).toBe("protocol_changed");
});

test("an addon without key management says so by an answer that does not fit", async () => {
  const error = await failure(bench.client.apiKeys.list(), PumbleAnswerError);
  expect(error.kind).toBe("protocol_changed");
});

describe("a call about keys is tried as often as any other", () => {
  const ours = generateApiKey(randomBytes);

  test("as many times as its caller allows", async () => {
    bench.server.on("api-keys", { status: 503, text: "" });
    await failure(bench.client.apiKeys.list({ tries: 1 }), PumbleAnswerError);
    expect(bench.server.count("api-keys")).toBe(1);
    await failure(bench.client.apiKeys.create({ name: "ci", apiKey: ours.text }, { tries: 1 }), PumbleError);
    expect(bench.server.count("api-keys")).toBe(2);
  });

  test("as many times as the policy says", async () => {
    bench.server.on("api-keys", { status: 503, text: "" });
    await failure(bench.client.apiKeys.list(), PumbleAnswerError);
    expect(bench.server.count("api-keys")).toBe(retryPolicy.tries);
  });

  test("once when the server has no such call", async () => {
    bench.server.on("api-keys", { status: 501, text: "" });
    await failure(bench.client.apiKeys.list(), PumbleAnswerError);
    expect(bench.server.count("api-keys")).toBe(1);
  });
});
