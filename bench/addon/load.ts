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
  #received = "";
  #answered: (() => void) | undefined;
  #failed: ((error: Error) => void) | undefined;

  constructor({ port, request }: LoadTarget) {
    this.#request = Buffer.from(request);
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true });
    this.#socket.setEncoding("latin1");
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

async function withConnections<T>(
  target: LoadTarget,
  count: number,
  use: (connections: Connection[]) => Promise<T>,
): Promise<T> {
  const connections = Array.from({ length: count }, () => new Connection(target));
  try {
    return await use(connections);
  } finally {
    for (const connection of connections) connection.end();
  }
}

/** As many requests as there are, shared among connections that each wait for nothing else. Milliseconds in all. */
export function flood(target: LoadTarget, requests: number, connections = 32): Promise<number> {
  return withConnections(target, connections, async (open) => {
    let left = requests;
    const startedMs = performance.now();
    const worker = async (connection: Connection): Promise<void> => {
      while (left-- > 0) await connection.send();
    };
    await Promise.all(open.map(worker));
    return performance.now() - startedMs;
  });
}

/**
 * Requests at a steady rate; latency counts from the moment at which a request was due, so that a stall is not hidden.
 * @returns milliseconds of each request
 */
export function pace(target: LoadTarget, perSecond: number, durationMs: number): Promise<number[]> {
  return withConnections(target, 64, async (open) => {
    const latencies: number[] = [];
    const idle = [...open];
    const running: Promise<void>[] = [];
    const startedMs = performance.now();
    const gapMs = 1000 / perSecond;
    for (let number = 0; number * gapMs < durationMs; ) {
      const elapsedMs = performance.now() - startedMs;
      while (number * gapMs <= elapsedMs && idle.length > 0) {
        const dueMs = startedMs + number++ * gapMs;
        const connection = idle.pop()!;
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
  });
}

/** The value that this share of all values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
