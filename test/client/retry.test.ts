import { describe, expect, test } from "vitest";
import { PumbleAnswerError, PumbleConnectionError, PumbleContractError } from "../../src/client";
import { backoffMs, retryAfterMs, retryPolicy } from "../../src/client/retry";
import { adaUser, channelEntry, general, messageId } from "./fixtures";
import { MovableClock } from "./movable-clock";
import { failure, setUp } from "./set-up";
import type { Answer } from "./wire-server";

const bench = setUp();
const failures: Record<string, Answer> = {
  "429": { status: 429, json: { error: "Too many requests" } },
  "500": { status: 500, text: "oops" },
  "502 with a page": { status: 502, text: "<html>" },
  "a reset connection": { reset: true },
  "a truncated body": { truncated: '[{"id":' },
  "HTML instead of JSON": { text: "<html>" },
};

describe("a read is repeated after", () => {
  test.each(Object.entries(failures))("%s", async (_, answer) => {
    bench.server.on("myInfo", answer, answer, { json: adaUser });
    expect(await bench.client.myInfo()).toEqual(adaUser);
    expect(bench.server.count("myInfo")).toBe(3);
    expect(bench.clock.sleeps).toHaveLength(2);
  });
});

describe("a read is not repeated after", () => {
  test.each([400, 401, 403, 404, 501])("%d", async (status) => {
    bench.server.on("myInfo", { status, json: { error: "no" } }, { json: adaUser });
    await failure(bench.client.myInfo(), PumbleAnswerError);
    expect(bench.server.count("myInfo")).toBe(1);
  });
});

test("a read gives up after the policy's tries, with the last failure", async () => {
  bench.server.on("myInfo", { status: 503, text: "" });
  const error = await failure(bench.client.myInfo(), PumbleAnswerError);
  expect(error.status).toBe(503);
  expect(bench.server.count("myInfo")).toBe(retryPolicy.tries);
});

test("a read gives up after as many tries as its caller allows", async () => {
  bench.server.on("myInfo", { status: 503, text: "" });
  await failure(bench.client.myInfo({}, { tries: 2 }), PumbleAnswerError);
  expect(bench.server.count("myInfo")).toBe(2);
});

test("an answer that never can be read ends as a contract error", async () => {
  bench.server.on("myInfo", { text: "<html>" });
  const error = await failure(bench.client.myInfo(), PumbleContractError);
  expect(error.message).toContain("not JSON");
});

test("a server that never answered is given up sooner", async () => {
  await bench.server.stop();
  await failure(bench.client.myInfo(), PumbleConnectionError);
  expect(bench.clock.sleeps).toHaveLength(retryPolicy.triesUnreached - 1);
});

describe("Retry-After", () => {
  test("in seconds is waited for", async () => {
    bench.server.on("myInfo", { status: 429, text: "", headers: { "Retry-After": "17" } }, { json: adaUser });
    await bench.client.myInfo();
    expect(bench.clock.sleeps[0]).toBeGreaterThanOrEqual(17_000);
    expect(bench.lines.join("\n")).toContain("Trying again in 17.");
  });

  test("above the limit is not waited for", async () => {
    bench.server.on("myInfo", { status: 429, text: "", headers: { "Retry-After": "3600" } });
    const error = await failure(bench.client.myInfo(), PumbleAnswerError);
    expect(error.kind).toBe("rate_limited");
    expect(bench.clock.sleeps).toEqual([]);
  });

  test("holds back other calls of the same kind, and no others", async () => {
    const clock = new MovableClock(undefined, "held");
    const client = bench.connect({ clock });
    const ref = { json: { id: messageId(1), channelId: general } };
    bench.server.on("sendMessage", { status: 429, text: "", headers: { "Retry-After": "20" } }, ref);
    bench.server.on("myInfo", { json: adaUser });
    const first = client.sendMessage({ channelId: general, text: "one" });
    await expect.poll(() => clock.sleeps.length).toBe(1);
    const second = client.sendMessage({ channelId: general, text: "two" });
    await expect.poll(() => clock.sleeps.length).toBe(2);
    await client.myInfo();
    expect(bench.server.count("sendMessage")).toBe(1);
    clock.advance(21_000);
    await Promise.all([first, second]);
    expect(bench.server.count("sendMessage")).toBe(3);
  });
});

describe("a write that surely did not happen is repeated", () => {
  test("after 429", async () => {
    bench.server.on("createChannel", failures["429"]!, { json: { id: general, name: "ops" } });
    await bench.client.createChannel({ name: "ops", type: "PUBLIC" });
    expect(bench.server.count("createChannel")).toBe(2);
  });

  test("after a refused connection", async () => {
    await bench.server.stop();
    const input = { channelId: general, text: "x" };
    await failure(bench.client.sendMessage(input), PumbleConnectionError);
    expect(bench.clock.sleeps).toHaveLength(retryPolicy.triesUnreached - 1);
    expect(bench.lines.join("\n")).not.toContain("Reading back");
  });
});

describe("arithmetic", () => {
  test("waits grow from the base to the cap", () => {
    expect(backoffMs(0, false, 1)).toBe(retryPolicy.baseMs);
    expect(backoffMs(2, false, 1)).toBe(retryPolicy.baseMs * 4);
    expect(backoffMs(50, false, 1)).toBe(retryPolicy.capMs);
    expect(backoffMs(50, true, 1)).toBe(retryPolicy.limitedCapMs);
    expect(backoffMs(3, false, 0)).toBe(0);
    expect(backoffMs(3, false, 0.5)).toBe(retryPolicy.baseMs * 4);
  });

  test.each([
    [null, null],
    ["", null],
    ["soon", null],
    ["0", 0],
    [" ", null],
    ["12", 12_000],
    [" 12 ", 12_000],
    ["1e3", null],
    ["12 s", null],
    ["Mon, 05 Jan 2026 09:00:30 GMT", 30_000],
    ["Mon, 05 Jan 2026 08:00:00 GMT", 0],
  ])("Retry-After %j asks for %j ms", (header, expected) => {
    expect(retryAfterMs(header, Date.UTC(2026, 0, 5, 9))).toBe(expected);
  });
});

test("a call that succeeds at once waits for nothing", async () => {
  bench.server.on("listChannels", { json: [channelEntry(general, "general")] });
  await bench.client.listChannels();
  expect(bench.clock.sleeps).toEqual([]);
});
