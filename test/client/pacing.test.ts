import { describe, expect, test } from "vitest";
import { Pacer } from "../../src/client/pacing";
import { requestsPerMinute } from "../../src/pumble";
import { adaUser, general, messageId } from "./fixtures";
import { MovableClock } from "./movable-clock";
import { setUp } from "./set-up";

const bench = setUp();

/** Most calls that fall into any one minute. */
function busiestMinute(times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 60_000).length));
}

test("300 messages keep under 80 in any minute, in order, and the log says why it waits", async () => {
  const times: number[] = [];
  const texts: string[] = [];
  bench.server.on("sendMessage", (seen) => {
    times.push(bench.clock.now());
    texts.push((seen.body as { text: string }).text);
    return { json: { id: messageId(times.length), channelId: general } };
  });
  const sent = Array.from({ length: 300 }, (_, n) => `message ${n}`);
  for (const text of sent) await bench.client.sendMessage({ channelId: general, text });
  expect(texts).toEqual(sent);
  expect(busiestMinute(times)).toBe(requestsPerMinute.sendMessage);
  expect(bench.lines).toContain("Waiting 61.0 s before the next sendMessage: at most 80 a minute");
});

test("maxRequestsPerMinute lowers the limit of all calls", async () => {
  const times: number[] = [];
  bench.server.on("myInfo", () => {
    times.push(bench.clock.now());
    return { json: adaUser };
  });
  const client = bench.connect({ maxRequestsPerMinute: 5 });
  for (let n = 0; n < 12; n++) await client.myInfo();
  expect(busiestMinute(times)).toBe(5);
});

describe("turns", () => {
  test("come first asked, first served", async () => {
    const pacer = new Pacer(new MovableClock(), { sendMessage: 2 });
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 9 }, (_, n) => pacer.turn("sendMessage").then(() => order.push(n))),
    );
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test("of reads do not wait behind writes that wait for their own limit", async () => {
    const clock = new MovableClock(undefined, "held");
    const pacer = new Pacer(clock, { sendMessage: 1 });
    await pacer.turn("sendMessage");
    let sent = false;
    const second = pacer.turn("sendMessage").then(() => {
      sent = true;
    });
    await pacer.turn(undefined);
    expect(sent).toBe(false);
    clock.advance(61_000);
    await second;
    expect(sent).toBe(true);
  });

  test("that are aborted leave the queue at once and use nothing up", async () => {
    const clock = new MovableClock(undefined, "held");
    const pacer = new Pacer(clock, { user: 1 });
    await pacer.turn(undefined);
    const stop = new AbortController();
    const first = pacer.turn(undefined);
    const aborted = pacer.turn(undefined, stop.signal);
    const last = pacer.turn(undefined);
    stop.abort(new Error("stopped"));
    await expect(aborted).rejects.toThrow("stopped");
    clock.advance(61_000);
    await first;
    const settled = last.then(() => "done");
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(61_000);
    expect(await settled).toBe("done");
  });

  test("wait while paused, even with room under the limit", async () => {
    const clock = new MovableClock();
    const pacer = new Pacer(clock);
    pacer.pause("user", 9_000);
    const startedAt = clock.now();
    await pacer.turn(undefined);
    expect(clock.now() - startedAt).toBe(9_000);
  });
});
