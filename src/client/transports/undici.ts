/// <reference path="../../pumble/undici-parts.d.ts" />
import type { Dispatcher } from "undici";
import { type Proxies, proxiesOf, proxyFor } from "../../pumble/proxies";
import { boundedText, wholeAnswerSignal } from "./bounds";
import {
  failureOf,
  type Transport,
  TransportFailure,
  type TransportRequest,
  type TransportResponse,
} from "./transport";

/** Connections kept to one server at most; Terraform walks ten objects at a time. */
const connections = 16;
const connectTimeoutMs = 10_000;

/** The transport for Node: undici with kept connections, loaded when the first request leaves. */
export class UndiciTransport implements Transport {
  readonly #proxies: Proxies | null;
  #ready: Promise<{ agent: Dispatcher; request: typeof import("undici").request }> | undefined;

  /**
   * @param ca certificates in PEM to trust in place of Node's own; default Node's own
   * @param env where `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` are looked for
   * @throws {ProxyVariableError} for a variable that names no proxy
   */
  constructor(
    private readonly ca?: readonly string[],
    env: NodeJS.ProcessEnv = process.env,
  ) {
    this.#proxies = proxiesOf(env);
  }

  async send(request: TransportRequest): Promise<TransportResponse> {
    this.#ready ??= load(this.ca, this.#proxies);
    const { agent, request: send } = await this.#ready;
    request.signal?.throwIfAborted();
    const whole = wholeAnswerSignal(request.timeoutMs);
    try {
      const response = await send(request.url, {
        dispatcher: agent,
        method: request.method as "GET",
        headers: request.headers,
        body: request.body ?? null,
        headersTimeout: request.timeoutMs,
        bodyTimeout: request.timeoutMs,
        signal: request.signal ? AbortSignal.any([request.signal, whole]) : whole,
      });
      const body = await boundedText(response.body);
      return {
        status: response.statusCode,
        header: (name) => [response.headers[name]].flat()[0] ?? null,
        body,
      };
    } catch (error) {
      request.signal?.throwIfAborted();
      if (error instanceof TransportFailure) throw error;
      if (whole.aborted) {
        throw new TransportFailure("the answer did not end in time", "maybe", {
          cause: error,
          timedOut: true,
        });
      }
      const proxy = this.#proxies && proxyFor(request.url, this.#proxies);
      throw failureOf(error, proxy ? ` through the proxy ${proxy}` : "");
    }
  }

  async close(): Promise<void> {
    const ready = this.#ready;
    // A destroyed agent carries nothing any more: the next request gets a new one.
    this.#ready = undefined;
    await (await ready)?.agent.destroy();
  }
}

async function load(ca: readonly string[] | undefined, proxies: Proxies | null) {
  const { Agent, request } = await import("undici");
  const tls = ca ? { ca: [...ca] } : {};
  const options = { connections, connect: { timeout: connectTimeoutMs, ...tls } };
  if (!proxies) return { agent: new Agent(options), request };
  // Loaded by its own path, for the plugin's bundle has only parts of undici and few machines are behind a proxy.
  const { default: ProxiedAgent } = await import("undici/lib/dispatcher/env-http-proxy-agent.js");
  return {
    agent: new ProxiedAgent({ ...options, ...proxies, proxyTunnel: false, requestTls: tls, proxyTls: tls }),
    request,
  };
}
