/** What is looked at before a write, so that none of it is taken for what the write made. */
import { expect, test } from "vitest";
import { PumbleError } from "../../src/client";
import { ada, adaUser, general, grace, message, messageId } from "./fixtures";
import { failure, setUp } from "./set-up";
import type { Answer } from "./wire-server";

const bench = setUp();
const refused: Answer = { status: 403, json: { error: "Not allowed" } };
const nothing: Answer = { json: { messages: [], hasMoreBefore: false, hasMoreAfter: false } };
const sent: Answer = { json: { id: messageId(1), channelId: general } };

const rejected = (message: string) => ({ status: "rejected", reason: new Error(message) });

const send = (text: string, options = {}) => bench.client.sendMessage({ channelId: general, text }, options);

test("serves the writes of two seconds, and none that comes later", async () => {
  bench.server.on("sendMessage", sent);
  await send("One");
  await bench.clock.sleep(2_000);
  await send("Two");
  expect(bench.server.count("listMessages")).toBe(1);
  await bench.clock.sleep(1);
  await send("Three");
  expect(bench.server.count("listMessages")).toBe(2);
});

test("serves none that comes after the clock was set back", async () => {
  bench.server.on("sendMessage", sent);
  await send("One");
  bench.clock.advance(-3_600_000);
  await send("Two");
  expect(bench.server.count("listMessages")).toBe(2);
});

test("that failed is made again for the next write", async () => {
  bench.server.on("listMessages", refused, nothing);
  bench.server.on("sendMessage", sent);
  await send("One");
  await send("Two");
  await send("Three");
  expect(bench.server.count("listMessages")).toBe(2);
});

test("that failed leaves in doubt what cannot be told from what was there", async () => {
  const timestampMilli = Math.floor(bench.clock.now() / 1000) * 1000;
  const there = message(7, { text: "Hello", timestampMilli });
  bench.server.on("myInfo", { json: adaUser }).on("sendMessage", { reset: true }, sent);
  bench.server.on("listMessages", refused, {
    json: { messages: [there], hasMoreBefore: false, hasMoreAfter: false },
  });
  const error = await failure(send("Hello"), PumbleError);
  expect(error.mayHaveHappened).toBe(true);
  expect(bench.server.count("sendMessage")).toBe(1);
});

test("asks again who owns the key when that failed, and then no more", async () => {
  bench.server.on("myInfo", refused, { json: adaUser });
  bench.server.on("listChannels", { json: [] });
  bench.server.on("dmUser", sent);
  for (const userId of [grace, grace, general]) await bench.client.dmUser({ userId, text: "Hi" });
  expect(bench.server.count("myInfo")).toBe(2);
});

test.each([
  ["of a channel", "listMessages", nothing, (text: string, options = {}) => send(text, options)],
  [
    "of who owns the key",
    "myInfo",
    { json: adaUser },
    (userId: string, options = {}) => bench.client.dmUser({ userId, text: "Hi" }, options),
  ],
] as const)(
  "%s that its first writer left is made again for who waits too",
  async (_, read, answer, write) => {
    const leaving = new AbortController();
    bench.server.on(read, { silent: true }, answer);
    bench.server.on("listChannels", { json: [] }).on("sendMessage", sent).on("dmUser", sent);
    const first = write(ada, { signal: leaving.signal });
    const others = [grace, general].map((one) => write(one));
    await expect.poll(() => bench.server.count(read)).toBe(1);
    leaving.abort(new Error("left"));
    await expect(first).rejects.toThrow("left");
    expect(await Promise.all(others)).toHaveLength(2);
    expect(bench.server.count(read)).toBe(2);
  },
);

test.each([
  ["of a channel", "listMessages", (text: string, options = {}) => send(text, options)],
  [
    "of who owns the key",
    "myInfo",
    (userId: string, options = {}) => bench.client.dmUser({ userId, text: "Hi" }, options),
  ],
] as const)("%s keeps nobody who leaves while another one makes it, and goes on", async (_, read, write) => {
  const [all, leaving] = [new AbortController(), new AbortController()];
  bench.server.on(read, { silent: true });
  const first = write(ada, { signal: all.signal });
  await expect.poll(() => bench.server.count(read)).toBe(1);
  const left = [write(grace, { signal: leaving.signal }), write(ada, { signal: leaving.signal })];
  leaving.abort(new Error("left"));
  expect(await Promise.allSettled(left)).toEqual(left.map(() => rejected("left")));
  const last = write(general, { signal: all.signal });
  all.abort(new Error("ended"));
  expect(await Promise.allSettled([first, last])).toEqual([rejected("ended"), rejected("ended")]);
  expect(bench.server.count(read)).toBe(1);
});

test("a write that waits for one that it could be taken for is let go, and those behind it wait on", async () => {
  const leaving = new AbortController();
  let answer: (() => void) | undefined;
  bench.server.on("listMessages", nothing);
  bench.server.on("sendMessage", async () => {
    if (!answer) await new Promise<void>((resolve) => (answer = resolve));
    return sent;
  });
  const first = send("Same");
  await expect.poll(() => answer !== undefined).toBe(true);
  const left = send("Same", { signal: leaving.signal });
  const last = send("Same");
  leaving.abort(new Error("left"));
  await expect(left).rejects.toThrow("left");
  expect(bench.server.count("sendMessage")).toBe(1);
  answer!();
  await Promise.all([first, last]);
  expect(bench.server.count("sendMessage")).toBe(2);
});
