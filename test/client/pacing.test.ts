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

  test("of one kind count against the limit of all calls too", async () => {
    const clock = new MovableClock();
    const pacer = new Pacer(clock, { user: 2, sendMessage: 3 });
    for (let n = 0; n < 3; n++) await pacer.turn("sendMessage");
    expect(clock.sleeps).toEqual([61_000]);
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

  test("that leave while they wait leave no timer behind", async () => {
    const waits: (AbortSignal | undefined)[] = [];
    const clock = {
      now: () => 0,
      sleep: (_: number, signal?: AbortSignal) => {
        waits.push(signal);
        return new Promise<void>(() => {});
      },
    };
    const pacer = new Pacer(clock, { user: 1 });
    await pacer.turn(undefined);
    const leaving = new AbortController();
    const left = pacer.turn(undefined, leaving.signal);
    await expect.poll(() => waits).toEqual([leaving.signal]);
    leaving.abort(new Error("left"));
    await expect(left).rejects.toThrow("left");
  });

  test.each<[string, (pacer: Pacer) => Promise<void> | void]>([
    ["a full minute", (pacer) => pacer.turn(undefined)],
    ["a pause", (pacer) => pacer.pause("user", 61_000)],
  ])("wait no longer for %s where the clock is set back", async (_, hold) => {
    const clock = new MovableClock();
    const pacer = new Pacer(clock, { user: 1 });
    await hold(pacer);
    clock.advance(-3_600_000);
    await pacer.turn(undefined);
    expect(clock.sleeps).toEqual([61_000]);
  });

  test("wait for the longest of several pauses", async () => {
    const clock = new MovableClock();
    const pacer = new Pacer(clock);
    for (const ms of [1_000, 9_000, 2_000]) pacer.pause("user", ms);
    await pacer.turn(undefined);
    expect(clock.sleeps).toEqual([9_000]);
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

describe("a wait", () => {
  /** What the log says of a second turn; the first was at once. */
  async function told(work: (pacer: Pacer, clock: MovableClock) => Promise<void>): Promise<string[]> {
    const lines: string[] = [];
    const at = (level: string) => (message: string) => void lines.push(`${level}: ${message}`);
    const log = { debug: at("debug"), info: at("info"), warn: at("warn") };
    const clock = new MovableClock();
    await work(new Pacer(clock, { user: 1, sendMessage: 1 }, log), clock);
    return lines;
  }

  test("for the limit of all calls says so", async () => {
    const lines = await told(async (pacer) => {
      await pacer.turn(undefined);
      await pacer.turn(undefined);
    });
    expect(lines).toEqual(["info: Waiting 61.0 s before the next call: at most 1 a minute"]);
  });

  test("that Pumble asked for says so, and ends with it", async () => {
    const lines = await told(async (pacer, clock) => {
      pacer.pause("user", 1_000);
      await pacer.turn(undefined);
      expect(clock.sleeps).toEqual([1_000]);
    });
    expect(lines).toEqual(["info: Waiting 1.0 s before the next call: Pumble asked to slow down"]);
  });

  test("of less than a second is told to who asks for details alone", async () => {
    const lines = await told(async (pacer) => {
      pacer.pause("user", 999);
      await pacer.turn(undefined);
    });
    expect(lines).toEqual(["debug: Waiting 1.0 s before the next call: Pumble asked to slow down"]);
  });

  test("that is over at this moment is none", async () => {
    const lines = await told(async (pacer, clock) => {
      pacer.pause("sendMessage", 5_000);
      clock.advance(5_000);
      await pacer.turn("sendMessage");
      clock.advance(61_000);
      await pacer.turn("sendMessage");
    });
    expect(lines).toEqual([]);
  });

  test("for the limit after a pause that is over at this moment names the limit", async () => {
    const lines = await told(async (pacer, clock) => {
      await pacer.turn("sendMessage");
      pacer.pause("sendMessage", 0);
      clock.advance(1_000);
      await pacer.turn("sendMessage");
    });
    expect(lines[0]).toBe("info: Waiting 60.0 s before the next sendMessage: at most 1 a minute");
  });

  test("is not begun by who has left already, and lets go of who leaves", async () => {
    const pacer = new Pacer(new MovableClock(undefined, "held"), { user: 1 });
    await expect(pacer.turn(undefined, AbortSignal.abort(new Error("left")))).rejects.toThrow("left");
    await pacer.turn(undefined);
    const leaving = new AbortController();
    const waits = pacer.turn(undefined, leaving.signal);
    leaving.abort(new Error("left too"));
    await expect(waits).rejects.toThrow("left too");
  });
});
