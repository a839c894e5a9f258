import type { Agent } from "undici";
import { failureOf, type Transport, type TransportRequest, type TransportResponse } from "./transport";

/** Connections kept to one server at most; Terraform walks ten objects at a time. */
const connections = 16;
const connectTimeoutMs = 10_000;

/** The transport for Node: undici with kept connections, loaded when the first request leaves. */
export class UndiciTransport implements Transport {
  /** @param ca certificates in PEM to trust in place of Node's own; default Node's own */
  constructor(private readonly ca?: readonly string[]) {}

  #ready: Promise<{ agent: Agent; request: typeof import("undici").request }> | undefined;

  async send(request: TransportRequest): Promise<TransportResponse> {
    this.#ready ??= load(this.ca);
    const { agent, request: send } = await this.#ready;
    request.signal?.throwIfAborted();
    try {
      const response = await send(request.url, {
        dispatcher: agent,
        method: request.method as "GET",
        headers: request.headers,
        body: request.body ?? null,
        headersTimeout: request.timeoutMs,
        bodyTimeout: request.timeoutMs,
        ...(request.signal && { signal: request.signal }),
      });
      const body = await response.body.text();
      return {
        status: response.statusCode,
        header: (name) => [response.headers[name]].flat()[0] ?? null,
        body,
      };
    } catch (error) {
      request.signal?.throwIfAborted();
      throw failureOf(error);
    }
  }

  async close(): Promise<void> {
    const ready = await this.#ready;
    await ready?.agent.destroy();
  }
}

async function load(ca: readonly string[] | undefined) {
  const { Agent, request } = await import("undici");
  const agent = new Agent({
    connections,
    connect: { timeout: connectTimeoutMs, ...(ca ? { ca: [...ca] } : {}) },
  });
  return { agent, request };
}
