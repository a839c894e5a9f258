/** Load on an HTTP server: as fast as it answers, or at a steady rate. Cheap enough not to be what is measured. */
import { connect, type Socket } from "node:net";

/** One request, over and over. */
export interface LoadTarget {
  readonly port: number;
  /** Request line, headers and body as they go over the wire. */
  readonly request: string;
}

/** A kept-alive connection with one request in flight at most. */
class Connection {
  readonly #socket: Socket;
  readonly #request: Buffer;
  readonly opened: Promise<void>;
  #received = "";
  #answered: (() => void) | undefined;
  #failed: ((error: Error) => void) | undefined;

  constructor({ port, request }: LoadTarget) {
    this.#request = Buffer.from(request);
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true });
    this.#socket.setEncoding("latin1");
    this.opened = new Promise((resolve, reject) => {
      this.#socket.once("connect", resolve);
      this.#failed = reject;
    });
    this.#socket.on("data", (chunk: string) => this.#take(chunk));
    this.#socket.on("error", (error) => this.#failed?.(error));
    this.#socket.on("close", () => this.#failed?.(new Error("The server ended the connection.")));
  }

  /** Resolves when the answer is there. @throws Error when it is not 200 */
  send(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#answered = resolve;
      this.#failed = reject;
      this.#socket.write(this.#request);
    });
  }

  end(): void {
    this.#failed = undefined;
    this.#socket.destroy();
  }

  #take(chunk: string): void {
    this.#received += chunk;
    const headEnd = this.#received.indexOf("\r\n\r\n");
    if (headEnd < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(this.#received)?.[1] ?? Number.NaN);
    if (this.#received.length < headEnd + 4 + length) return;
    const isGood = this.#received.startsWith("HTTP/1.1 200") && Number.isFinite(length);
    if (isGood) this.#answered?.();
    else this.#failed?.(new Error(`The server answered:\n${this.#received}`));
    this.#received = "";
  }
}

/** Connections that are ready, so that no measured request waits for a handshake. */
async function connected(target: LoadTarget, count: number): Promise<Connection[]> {
  const connections = Array.from({ length: count }, () => new Connection(target));
  await Promise.all(connections.map((connection) => connection.opened));
  return connections;
}

/**
 * Measures several targets in short turns: what else the machine does for a while then meets all of them alike, where with
 * a second or more for each it would meet one. Who goes first changes from turn to turn.
 * @returns what each turn gave, by target
 */
async function inTurns<T>(
  targets: readonly LoadTarget[],
  { connections, turns }: { connections: number; turns: number },
  measure: (open: readonly Connection[]) => Promise<T>,
): Promise<T[][]> {
  const sides = await Promise.all(
    targets.map(async (target) => ({ open: await connected(target, connections), measured: [] as T[] })),
  );
  for (let turn = 0; turn < turns; turn++) {
    for (const { open, measured } of turn % 2 === 0 ? sides : sides.toReversed()) {
      measured.push(await measure(open));
    }
  }
  for (const { open } of sides) for (const connection of open) connection.end();
  return sides.map(({ measured }) => measured);
}

/** How many requests a target gets in its turn: a twentieth of a second or so. */
const turnRequests = 500;

/**
 * Requests as fast as they are answered, on connections that each wait for nothing else.
 * @param requests for each target
 * @returns milliseconds in all, by target
 */
export async function flood(targets: readonly LoadTarget[], requests: number): Promise<number[]> {
  const turns = Math.ceil(requests / turnRequests);
  const measured = await inTurns(targets, { connections: 32, turns }, floodOneTurn);
  return measured.map((durations) => durations.reduce((sum, durationMs) => sum + durationMs, 0));
}

async function floodOneTurn(open: readonly Connection[]): Promise<number> {
  let left = turnRequests;
  const startedMs = performance.now();
  const worker = async (connection: Connection): Promise<void> => {
    while (left-- > 0) await connection.send();
  };
  await Promise.all(open.map(worker));
  return performance.now() - startedMs;
}

const turnMs = 250;

/**
 * Requests at a steady rate.
 * @param durationMs for each target
 * @returns milliseconds of each request, by target
 */
export async function pace(
  targets: readonly LoadTarget[],
  perSecond: number,
  durationMs: number,
): Promise<number[][]> {
  const turns = Math.ceil(durationMs / turnMs);
  const measured = await inTurns(targets, { connections: 64, turns }, (open) => paceOneTurn(open, perSecond));
  return measured.map((latencies) => latencies.flat());
}

/** Latency counts from the moment at which a request was due, so that a stall is not hidden. */
async function paceOneTurn(open: readonly Connection[], perSecond: number): Promise<number[]> {
  const latencies: number[] = [];
  // Used in rotation: a server ends a connection that is left alone for seconds.
  const idle = [...open];
  const running: Promise<void>[] = [];
  const startedMs = performance.now();
  const gapMs = 1000 / perSecond;
  for (let number = 0; number * gapMs < turnMs; ) {
    const elapsedMs = performance.now() - startedMs;
    while (number * gapMs <= elapsedMs && idle.length > 0) {
      const dueMs = startedMs + number++ * gapMs;
      const connection = idle.shift()!;
      running.push(
        connection.send().then(() => {
          latencies.push(performance.now() - dueMs);
          idle.push(connection);
        }),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(running);
  return latencies;
}

/** The value that this share of all values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
