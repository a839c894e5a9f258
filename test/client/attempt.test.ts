import { describe, expect, it } from "vitest";
import { PumbleAnswerError, PumbleConnectionError, type PumbleError } from "../../src/client";
import { type Attempted, Attempts, type Failure } from "../../src/client/attempt";
import { Pacer } from "../../src/client/pacing";
import { retryPolicy } from "../../src/client/retry";
import {
  TransportFailure,
  type TransportRequest,
  type TransportResponse,
} from "../../src/client/transports/transport";
import { prepare, readAnswer } from "../../src/client/wire";
import type { RateClass } from "../../src/pumble";
import { adaUser } from "./fixtures";
import { MovableClock } from "./movable-clock";

const baseUrl = "https://pumble.example";
const apiKey = "0123456789abcdef0123456789abcdef";
const start = Date.UTC(2026, 0, 5, 9);

/** What the server does, one by one; the last again and again. */
type Script = readonly ((Partial<TransportResponse> & { headers?: Record<string, string> }) | Error)[];

const good = { body: JSON.stringify(adaUser) };
const refusal = (status: number, headers = {}) => ({ status, body: '{"error": "no"}', headers });
const limited = (headers = {}) => refusal(429, headers);

function attempts(script: Script, rate?: RateClass) {
  const clock = new MovableClock(start);
  const lines: string[] = [];
  const sent: TransportRequest[] = [];
  const write = (message: string, fields = {}) => void lines.push(`${message} ${JSON.stringify(fields)}`);
  const paused: [string, number][] = [];
  class NotedPacer extends Pacer {
    override pause(lane: "user" | RateClass, ms: number): void {
      paused.push([lane, ms]);
    }
  }
  const subject = new Attempts({
    ...{ endpoint: { baseUrl }, timeoutMs: 5_000, clock, random: () => 1 },
    log: { debug: write, info: write, warn: write },
    pacer: new NotedPacer(clock),
    transport: {
      send: async (request) => {
        sent.push(request);
        await clock.sleep(40);
        clock.sleeps.pop();
        const next = script[Math.min(sent.length, script.length) - 1]!;
        if (next instanceof Error) throw next;
        const { headers = {}, ...answer } = next;
        const dated: Record<string, string> = { date: new Date(start + 90_000).toUTCString(), ...headers };
        return { status: 200, body: "", ...answer, header: (name: string) => dated[name] ?? null };
      },
    },
  });
  const call = prepare("myInfo", {}, { baseUrl, apiKey });
  const attempted: Attempted<unknown> = { ...call, rate, read: (response) => readAnswer(call, response) };
  const failures: Failure[] = [];
  const carry = (options = {}) =>
    subject.carry(attempted, options, async (failure) => void failures.push(failure));
  const thrown = (options = {}) =>
    carry(options).then(
      () => {
        throw new Error("nothing was thrown");
      },
      (error: unknown) => error as PumbleError,
    );
  return { subject, carry, thrown, clock, lines, sent, paused, failures };
}

describe("what a try came to", () => {
  it.each<[string, Script[0], Partial<Failure>]>([
    [
      "a server that was not reached",
      new TransportFailure("connection refused", "no"),
      { effect: "none", timedOut: false, transient: true },
    ],
    [
      "a connection that broke",
      new TransportFailure("reset", "maybe"),
      { effect: "unknown", timedOut: false, transient: true },
    ],
    [
      "no answer in time",
      new TransportFailure("late", "maybe", { timedOut: true }),
      { effect: "unknown", timedOut: true },
    ],
    ["a refusal", refusal(400), { effect: "none", transient: false, timedOut: false }],
    ["a limit", limited(), { effect: "none", transient: true, timedOut: false }],
    [
      "a limit that says until when",
      limited({ "retry-after": "7" }),
      { effect: "none", retryAfterMs: 7_000 },
    ],
    ["a failure of the server", refusal(500), { effect: "unknown", transient: true, timedOut: false }],
    [
      "an addon without its database",
      refusal(503, { "x-pumble-error": "addon_unavailable" }),
      { effect: "none", transient: true },
    ],
    ["a server that is away", refusal(503), { effect: "unknown", transient: true }],
    ["a gateway's end of patience", refusal(504), { effect: "unknown", timedOut: true }],
    ["a server's end of patience", refusal(408), { timedOut: true }],
    ["what the server cannot do", refusal(501), { effect: "unknown", transient: false }],
    ["an answer that cannot be read", { body: "<html>" }, { effect: "unknown", transient: true }],
    ["an answer that does not fit", { body: "{}" }, { effect: "unknown", transient: false }],
  ])("%s", async (_, answer, failure) => {
    const { failures, thrown } = attempts([answer]);
    await thrown({ tries: 1 });
    expect(failures).toEqual([expect.objectContaining(failure)]);
  });

  it("names the server that was not reached, and keeps its cause", async () => {
    const cause = new TransportFailure("connection refused", "no");
    const error = await attempts([cause]).thrown();
    expect(error).toBeInstanceOf(PumbleConnectionError);
    expect(error).toMatchObject({ cause, detail: `${baseUrl}: connection refused` });
  });

  it("is thrown on as it is when it is nobody's failure", async () => {
    const { thrown, failures, sent } = attempts([new TypeError("a bug")]);
    expect(await thrown()).toEqual(new TypeError("a bug"));
    expect([failures.length, sent.length]).toEqual([0, 1]);
  });
});

describe("the next try", () => {
  it("is told with its wait, its number and why", async () => {
    const { carry, lines, clock } = attempts([refusal(500), good]);
    expect(await carry()).toEqual(adaUser);
    expect(clock.sleeps).toEqual([retryPolicy.baseMs]);
    expect(lines).toEqual([
      'myInfo answered 500 {"durationMs":40}',
      expect.stringContaining(
        `Trying again in 0.3 s (2 of ${retryPolicy.tries}): Cannot read the key owner's profile`,
      ),
      'myInfo answered 200 {"durationMs":40}',
    ]);
  });

  it("of a server that answered before has more chances than of one that never did", async () => {
    const refused = new TransportFailure("connection refused", "no");
    const never = attempts([refused]);
    await never.thrown();
    expect(never.sent).toHaveLength(retryPolicy.triesUnreached);
    const once = attempts([good, refused]);
    await once.carry();
    await once.thrown();
    expect(once.sent).toHaveLength(1 + retryPolicy.tries);
    const page = attempts([{ body: "<html>" }]);
    await page.thrown();
    expect(page.sent).toHaveLength(retryPolicy.triesUnreached);
    const said = attempts([refusal(500)]);
    await said.thrown();
    expect(said.sent).toHaveLength(retryPolicy.tries);
  });

  it("after a limit waits longer, and holds back the calls of its kind", async () => {
    const { carry, clock, paused } = attempts([limited(), good], "sendMessage");
    await carry();
    expect(clock.sleeps).toEqual([retryPolicy.limitedBaseMs]);
    expect(paused).toEqual([["sendMessage", retryPolicy.limitedBaseMs]]);
  });

  it("after a limit that all calls share holds back all", async () => {
    const { carry, paused } = attempts([limited({ "retry-after": "7" }), good]);
    await carry();
    expect(paused).toEqual([["user", 7_000 + retryPolicy.baseMs]]);
  });

  it("after another failure holds back none", async () => {
    const { carry, paused } = attempts([refusal(500), good]);
    await carry();
    expect(paused).toEqual([]);
  });

  it.each([-3_600_000, 0, 3_600_000])(
    "waits until a moment of the server's clock, %d ms ahead",
    async (ahead) => {
      const at = (ms: number) => new Date(start + ahead + ms).toUTCString();
      const { carry, clock } = attempts([limited({ date: at(0), "retry-after": at(7_000) }), good]);
      await carry();
      expect(clock.sleeps).toEqual([7_000 + retryPolicy.baseMs]);
    },
  );

  it("waits for as long as the server may ask, and for no second more", async () => {
    const longest = String(retryPolicy.retryAfterMaxMs / 1000);
    const waited = attempts([limited({ "retry-after": longest }), good]);
    expect(await waited.carry()).toEqual(adaUser);
    const refused = attempts([limited({ "retry-after": String(Number(longest) + 1) })]);
    const error = await refused.thrown();
    expect(error).toBeInstanceOf(PumbleAnswerError);
    expect(error.waitMs).toBe(retryPolicy.retryAfterMaxMs + 1_000);
    expect(refused.clock.sleeps).toEqual([]);
  });

  it("is not made where what the first one did has been found", async () => {
    const { subject, sent } = attempts([refusal(500)]);
    const call = prepare("myInfo", {}, { baseUrl, apiKey });
    const attempted = {
      ...call,
      rate: undefined,
      read: () => {
        throw new PumbleAnswerError({
          kind: "unavailable",
          operation: "myInfo",
          action: "a",
          status: 500,
          detail: "d",
        });
      },
    };
    expect(await subject.carry(attempted, {}, async () => ({ value: "found" as never }))).toBe("found");
    expect(sent).toHaveLength(1);
  });
});

describe("the server's clock", () => {
  it("is known once an answer told it, a refusal too", async () => {
    const { subject, thrown } = attempts([refusal(400)]);
    expect(subject.serverAheadMs).toBeUndefined();
    await thrown();
    expect(subject.serverAheadMs).toBe(90_000 - 40);
  });

  it.each([
    ["none", {}],
    ["one that is none", { date: "soon" }],
  ])("stays as it was known by an answer with %s", async (_, headers) => {
    const silent = { ...good, headers: { date: "", ...headers } };
    const { subject, carry } = attempts([good, silent]);
    await carry();
    const known = subject.serverAheadMs;
    await carry();
    expect(subject.serverAheadMs).toBe(known);
  });
});
