import { afterEach, beforeEach } from "vitest";
import { PumbleClient, type PumbleClientOptions } from "../../src/client";
import { MovableClock } from "./movable-clock";
import { WireServer } from "./wire-server";

export const apiKey = "0123456789abcdef0123456789abcdef";

/** What each test gets anew. */
export interface Bench {
  server: WireServer;
  clock: MovableClock;
  /** Lines of the client's log. */
  lines: string[];
  baseUrl: string;
  client: PumbleClient;
  /** Another client of the same server, on the same clock. */
  connect(options?: Partial<PumbleClientOptions>): PumbleClient;
}

/** A server, a client and a movable clock around every test of a file. */
export function setUp(): Bench {
  const bench = {} as Bench;
  const clients: PumbleClient[] = [];
  beforeEach(async () => {
    bench.server = new WireServer();
    bench.clock = new MovableClock();
    bench.server.clock = bench.clock;
    // What is there before a write is read first: here, nothing is.
    bench.server.on("getChannel", { status: 403, json: { message: "Not found", code: 404_100 } });
    bench.server.on("listMessages", { json: { messages: [], hasMoreBefore: false, hasMoreAfter: false } });
    bench.lines = [];
    bench.baseUrl = await bench.server.start();
    const write = (message: string): void => void bench.lines.push(message);
    const log = { debug: write, info: write, warn: write };
    bench.connect = (options) => {
      const { baseUrl, clock } = bench;
      const client = new PumbleClient({ apiKey, baseUrl, clock, log, random: () => 1, ...options });
      clients.push(client);
      return client;
    };
    bench.client = bench.connect();
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
    await bench.server.stop();
  });
  return bench;
}

/** What the promise was rejected with. */
export async function failure<Kind extends Error>(
  promise: Promise<unknown>,
  kind: new (...args: never[]) => Kind,
): Promise<Kind> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (outcome instanceof kind) return outcome;
  throw new Error(`expected ${kind.name}, got ${String(outcome)}`);
}
