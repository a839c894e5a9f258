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

/** As many requests as there are, shared among connections that each wait for nothing else. Milliseconds in all. */
export async function flood(target: LoadTarget, requests: number, connections = 32): Promise<number> {
  const open = await connected(target, connections);
  let left = requests;
  const startedMs = performance.now();
  const worker = async (connection: Connection): Promise<void> => {
    while (left-- > 0) await connection.send();
  };
  await Promise.all(open.map(worker));
  const tookMs = performance.now() - startedMs;
  for (const connection of open) connection.end();
  return tookMs;
}

/** How long a target has its turn. */
const turnMs = 250;

/**
 * Requests at a steady rate to each of these targets. They take short turns: what else the machine does for a while then
 * meets all of them alike, where with seconds for each it would meet one.
 * @param durationMs for each target
 * @returns milliseconds of each request, by target
 */
export async function pace(
  targets: readonly LoadTarget[],
  perSecond: number,
  durationMs: number,
): Promise<number[][]> {
  const sides = await Promise.all(
    targets.map(async (target) => ({ open: await connected(target, 64), latencies: [] as number[] })),
  );
  for (let turn = 0; turn * turnMs < durationMs; turn++) {
    for (const { open, latencies } of turn % 2 === 0 ? sides : sides.toReversed()) {
      latencies.push(...(await paceOneTurn(open, perSecond)));
    }
  }
  for (const { open } of sides) for (const connection of open) connection.end();
  return sides.map(({ latencies }) => latencies);
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
