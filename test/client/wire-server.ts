/** A real HTTP server that speaks the API-keys addon's wire forms, one scripted answer after another. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "../../src/client/clock";

export interface Seen {
  method: string;
  /** Operation name: the path without its slash. */
  operation: string;
  query: Record<string, string>;
  headers: IncomingMessage["headers"];
  body: unknown;
}

export type Answer =
  | { status?: number; json: unknown; headers?: Record<string, string> }
  | { status?: number; text: string; headers?: Record<string, string> }
  /** Breaks the connection without an answer. */
  | { reset: true }
  /** Promises more than it sends. */
  | { truncated: string }
  /** Never answers. */
  | { silent: true };

export type Handler = (seen: Seen) => Answer | Promise<Answer>;

export class WireServer {
  /** Every request, in order of arrival. */
  readonly requests: Seen[] = [];
  readonly #handlers = new Map<string, Handler[]>();
  #server: Server | undefined;
  /** Clock of the Date header; without it the header is left out. */
  clock: Clock | undefined;

  /** One handler answers from then on; several answer one call each, the last one all that follow. */
  on(operation: string, ...handlers: (Handler | Answer)[]): this {
    this.#handlers.set(
      operation,
      handlers.map((handler) => (typeof handler === "function" ? handler : () => handler)),
    );
    return this;
  }

  async start(): Promise<string> {
    this.#server = createServer((request, response) => void this.#answer(request, response));
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    this.#server?.close();
    if (this.#server) await once(this.#server, "close");
  }

  /** How often an operation was called. */
  count(operation: string): number {
    return this.requests.filter((seen) => seen.operation === operation).length;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url!, "http://localhost");
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const seen: Seen = {
      method: request.method!,
      operation: url.pathname.split("/").pop()!,
      query: Object.fromEntries(url.searchParams),
      headers: request.headers,
      body: text === "" ? undefined : JSON.parse(text),
    };
    this.requests.push(seen);
    const handlers = this.#handlers.get(seen.operation) ?? [];
    const handler = handlers.length > 1 ? handlers.shift() : handlers[0];
    send(response, handler ? await handler(seen) : { status: 404, text: "no such operation" }, this.clock);
  }
}

function send(response: ServerResponse, answer: Answer, clock: Clock | undefined): void {
  response.sendDate = false;
  if (clock) response.setHeader("Date", new Date(clock.now()).toUTCString());
  if ("silent" in answer) return;
  if ("reset" in answer) {
    response.socket?.resetAndDestroy();
    return;
  }
  if ("truncated" in answer) {
    response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "100000" });
    response.write(answer.truncated, () => response.socket?.destroy());
    return;
  }
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  if ("json" in answer) {
    response.setHeader("Content-Type", "application/json; charset=utf-8");
    response.writeHead(answer.status ?? 200).end(JSON.stringify(answer.json));
  } else {
    response.writeHead(answer.status ?? 200).end(answer.text);
  }
}
