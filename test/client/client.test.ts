import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { PumbleClient, PumbleConfigError, PumbleContractError, PumbleInputError } from "../../src/client";
import { operationNames, operations } from "../../src/pumble";
import { version } from "../../src/pumble/version";
import { adaUser, channelEntry, general, message, messageId } from "./fixtures";
import { MovableClock } from "./movable-clock";
import { apiKey, failure, setUp } from "./set-up";
import type { Answer } from "./wire-server";

const bench = setUp();

test("every operation of the table is a method", () => {
  for (const name of operationNames) expect(bench.client[name], name).toBeTypeOf("function");
});

describe("what goes out", () => {
  test("a key, a user agent, and query parameters with GET", async () => {
    bench.server.on("listMessages", { json: { messages: [], hasMoreBefore: false, hasMoreAfter: false } });
    await bench.client.listMessages({ channel: "a b&c", limit: 5 });
    const [seen] = bench.server.requests;
    expect(seen).toMatchObject({ method: "GET", query: { channel: "a b&c", limit: "5" }, body: undefined });
    expect(seen?.headers["apikey"]).toBe(apiKey);
    expect(seen?.headers["user-agent"]).toBe(`pumble-iac/${version}`);
  });

  test("a JSON body with POST", async () => {
    bench.server.on("sendMessage", { json: { id: messageId(1), channelId: general } });
    await bench.client.sendMessage({ channelId: general, text: "Grüße", asBot: true });
    const seen = bench.server.requests.find(({ operation }) => operation === "sendMessage");
    expect(seen).toMatchObject({
      method: "POST",
      query: {},
      body: { channelId: general, text: "Grüße", asBot: true },
    });
    expect(seen?.headers["content-type"]).toBe("application/json");
  });

  test("query parameters, percent-encoded, and no body with DELETE", async () => {
    bench.server.on("removeReaction", { json: { status: "ok" } });
    await bench.client.removeReaction({ messageId: messageId(1), reaction: ":+1:" });
    expect(bench.server.requests[0]).toMatchObject({
      method: "DELETE",
      query: { messageId: messageId(1), reaction: ":+1:" },
      body: undefined,
    });
  });

  test("the method and path that the table gives, for every operation without input", async () => {
    const answers = { listChannels: [], listUsers: [], listUserGroups: [], myInfo: adaUser };
    for (const [name, json] of Object.entries(answers)) {
      bench.server.on(name, { json });
      await bench.client[name as keyof typeof answers]();
      expect(bench.server.requests.at(-1)).toMatchObject({
        method: operations[name as keyof typeof answers].method,
        operation: name,
      });
    }
  });

  test("a base URL with a path keeps it", async () => {
    bench.server.on("myInfo", { json: adaUser });
    await bench.connect({ baseUrl: `${bench.baseUrl}/pumble/` }).myInfo();
    expect(bench.server.requests[0]?.operation).toBe("myInfo");
  });

  test("nothing, when the input is wrong; the error names the field", async () => {
    const error = await failure(
      bench.client.createChannel({ name: "ops", type: "SECRET" as "PUBLIC" }),
      PumbleInputError,
    );
    expect(error.message).toMatch(/^Cannot create channel "ops": refused as invalid: type: /);
    expect(error.field).toBe("type");
    expect(bench.server.requests).toEqual([]);
  });

  test("nothing, when neither channelId nor channel is given", async () => {
    const error = await failure(bench.client.listMessages({}), PumbleInputError);
    expect(error.message).toContain("channelId or channel is required");
  });
});

describe("what comes back", () => {
  test("unknown fields are dropped, known ones typed", async () => {
    bench.server.on("fetchMessage", { json: { ...message(1), novelty: true } });
    expect(await bench.client.fetchMessage({ channelId: general, messageId: messageId(1) })).toEqual(
      message(1),
    );
  });

  test("an empty 200 without content type is success", async () => {
    bench.server.on("deleteMessage", { text: "" });
    expect(await bench.client.deleteMessage({ channelId: general, messageId: messageId(1) })).toBeUndefined();
  });

  test("a wrong type in the answer is named by its field, and not asked for again", async () => {
    const wrong = { ...channelEntry(general, "general"), users: [7] };
    bench.server.on("listChannels", { json: [channelEntry(general, "general"), wrong] });
    const error = await failure(bench.client.listChannels(), PumbleContractError);
    expect(error.field).toBe("[1].users[0]");
    expect(error.message).toMatch(
      /^Cannot list channels: unexpected answer: field \[1\]\.users\[0\]: .*\(200\)$/,
    );
    expect(bench.server.requests).toHaveLength(1);
  });
});

describe("set-up", () => {
  test.each([
    ["", "apiKey"],
    [" \n", "apiKey"],
    ["key\nwith break", "apiKey"],
  ])("the key %j is refused without being shown", (key, option) => {
    const make = () => new PumbleClient({ apiKey: key });
    expect(make).toThrow(PumbleConfigError);
    expect(make).toThrow(expect.objectContaining({ option }));
    if (key.trim()) expect(make).not.toThrow(key);
  });

  test.each(["nowhere", "ftp://example.com", "https://user:secret@example.com", "https://example.com/?a=b"])(
    "the base URL %s is refused",
    (baseUrl) => {
      expect(() => new PumbleClient({ apiKey, baseUrl })).toThrow(PumbleConfigError);
      expect(() => new PumbleClient({ apiKey, baseUrl })).not.toThrow(/secret/);
    },
  );

  test.each([0, -1, 1.5, Number.NaN])("maxRequestsPerMinute %d is refused", (maxRequestsPerMinute) => {
    expect(() => bench.connect({ maxRequestsPerMinute })).toThrow(PumbleConfigError);
  });

  test("white space around the key is dropped", async () => {
    bench.server.on("myInfo", { json: adaUser });
    await bench.connect({ apiKey: ` ${apiKey}\n` }).myInfo();
    expect(bench.server.requests[0]?.headers["apikey"]).toBe(apiKey);
  });
});

test("the key is in no error, no log line and no inspection, even when the server echoes it", async () => {
  bench.server.on("myInfo", { status: 403, json: { error: `invalid api key ${apiKey}` } });
  bench.server.on("listUsers", { status: 403, text: `<p>${apiKey}</p>` });
  bench.server.on("listChannels", { text: `<p>${apiKey}</p>` });
  const errors = await Promise.all([
    failure(bench.client.myInfo(), Error),
    failure(bench.client.listUsers(), Error),
    failure(bench.client.listChannels(), Error),
  ]);
  expect(inspect([bench.client, errors, bench.lines], { depth: 10, showHidden: true })).not.toContain(apiKey);
});

test("an aborted call ends with the signal's reason", async () => {
  const stop = new AbortController();
  const reason = new Error("stopped");
  bench.server.on("sendMessage", () => {
    stop.abort(reason);
    return { silent: true };
  });
  const sending = bench.client.sendMessage({ channelId: general, text: "x" }, { signal: stop.signal });
  await expect(sending).rejects.toBe(reason);
  expect(bench.server.count("sendMessage")).toBe(1);
});

describe("a caller who leaves is let go at once while it waits", () => {
  type Call = (client: PumbleClient, options?: { signal: AbortSignal }) => Promise<unknown>;
  const ask: Call = (client, options) => client.myInfo({}, options);
  const send: Call = (client, options) => client.sendMessage({ channelId: general, text: "x" }, options);

  test.each<[string, Call, Answer, number]>([
    ["for its turn", ask, { json: adaUser }, 2],
    ["for its next try", ask, { status: 503, text: "" }, 0],
    ["for a write to settle", send, { reset: true }, 0],
  ])("%s", async (_, call, answer, before) => {
    const clock = new MovableClock(undefined, "held");
    const client = bench.connect({ clock, maxRequestsPerMinute: 2 });
    bench.server.on("myInfo", answer).on("sendMessage", answer);
    for (let n = 0; n < before; n++) await call(client);
    const leaving = new AbortController();
    const left = call(client, { signal: leaving.signal });
    await expect.poll(() => clock.sleeps.length).toBe(1);
    leaving.abort(new Error("left"));
    await expect(left).rejects.toThrow("left");
  });

  test("for an answer", async () => {
    const leaving = new AbortController();
    bench.server.on("myInfo", { silent: true });
    const left = bench.client.myInfo({}, { signal: leaving.signal });
    await expect.poll(() => bench.server.count("myInfo")).toBe(1);
    leaving.abort(new Error("left"));
    await expect(left).rejects.toThrow("left");
  });
});

test("a client that was closed can be used again", async () => {
  bench.server.on("myInfo", { json: adaUser });
  await bench.client.close();
  expect(await bench.client.myInfo()).toEqual(adaUser);
  await Promise.all([bench.client.close(), bench.client.close()]);
  expect(await bench.client.myInfo()).toEqual(adaUser);
  expect(bench.server.count("myInfo")).toBe(2);
});
