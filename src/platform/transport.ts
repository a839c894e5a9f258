/** One HTTP call to the platform: keep-alive, time limits, answers read whole, failures sorted into the error family. */
import { Agent, type Dispatcher } from "undici";
import { version } from "../pumble/version";
import { Circuit, type CircuitOptions } from "./circuit";
import {
  PlatformError,
  type PlatformErrorBody,
  PlatformPaused,
  PlatformRateLimited,
  PlatformRefusal,
  PlatformUnavailable,
} from "./errors";

/** A 2xx answer: its exact text, and what that parses to (undefined when the body is empty). */
export interface PlatformAnswer<Value> {
  readonly text: string;
  readonly value: Value;
}

/** One call as it leaves. */
export interface PlatformRequest {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** From the host on, with the query string. */
  path: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

/** Told about every call when it has ended. `status` is null when there was no answer. */
export type PlatformObserver = (call: {
  method: string;
  path: string;
  status: number | null;
  durationMs: number;
}) => void;

/** How to reach the platform. */
export interface TransportOptions {
  /** Base URL without a trailing slash. */
  apiUrl: string;
  /** Longest wait for an answer's headers, and then for each part of its body. @default 10000 */
  timeoutMs?: number;
  /** Most connections kept open at once. @default 64 */
  connections?: number;
  observe?: PlatformObserver;
  /** When to stop calling a platform that fails. */
  circuit?: CircuitOptions;
}

const causes: Record<string, string> = {
  ECONNREFUSED: "connection refused",
  ECONNRESET: "connection lost",
  ENOTFOUND: "host not found",
  EAI_AGAIN: "host not found",
  UND_ERR_CONNECT_TIMEOUT: "connecting took too long",
  UND_ERR_HEADERS_TIMEOUT: "no answer in time",
  UND_ERR_BODY_TIMEOUT: "the answer stopped half way",
  UND_ERR_SOCKET: "connection lost",
};

function reasonOf(error: unknown): string {
  const code = (error as { code?: string }).code ?? "";
  return causes[code] ?? (code ? `connection failed: ${code}` : "connection failed");
}

function errorBody(text: string): PlatformErrorBody | null {
  try {
    const body = JSON.parse(text) as Partial<PlatformErrorBody> | null;
    return typeof body?.message === "string" ? (body as PlatformErrorBody) : null;
  } catch {
    return null;
  }
}

function retryAfter(headers: Dispatcher.ResponseData["headers"]): number | null {
  const seconds = Number(headers["retry-after"] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}

/** Sends calls over a pool of kept-alive connections. */
export class Transport {
  readonly #agent: Agent;
  readonly #origin: string;
  readonly #basePath: string;
  readonly #circuit: Circuit;
  readonly #observe: PlatformObserver | undefined;

  constructor(options: TransportOptions) {
    const timeoutMs = options.timeoutMs ?? 10_000;
    const { origin, pathname } = new URL(options.apiUrl);
    this.#origin = origin;
    this.#basePath = pathname.replace(/\/+$/, "");
    this.#circuit = new Circuit(options.circuit);
    this.#observe = options.observe;
    this.#agent = new Agent({
      connections: options.connections ?? 64,
      keepAliveTimeout: 10_000,
      connect: { timeout: Math.min(timeoutMs, 5_000) },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
  }

  /**
   * Sends one call and reads the answer whole.
   * @throws PlatformRefusal, PlatformRateLimited, PlatformUnavailable, PlatformPaused
   */
  async send<Value>(call: PlatformRequest): Promise<PlatformAnswer<Value>> {
    const path = call.path.split("?", 1)[0]!;
    const name = `${call.method} ${path}`;
    const waitMs = this.#circuit.waitMs();
    if (waitMs > 0) throw new PlatformPaused(name, waitMs);
    const startedMs = performance.now();
    let status: number | null = null;
    try {
      const answer = await this.#agent.request({
        origin: this.#origin,
        path: this.#basePath + call.path,
        method: call.method,
        headers: { "user-agent": `pumble-iac/${version}`, ...call.headers },
        body: call.body ?? null,
      });
      status = answer.statusCode;
      const value = this.#read<Value>(name, answer, await answer.body.text());
      this.#circuit.succeeded();
      return value;
    } catch (error) {
      const failure =
        error instanceof PlatformError ? error : new PlatformUnavailable(name, reasonOf(error), status);
      if (failure instanceof PlatformUnavailable) this.#circuit.failed();
      else this.#circuit.succeeded();
      throw failure;
    } finally {
      this.#observe?.({ method: call.method, path, status, durationMs: performance.now() - startedMs });
    }
  }

  #read<Value>(name: string, answer: Dispatcher.ResponseData, text: string): PlatformAnswer<Value> {
    const status = answer.statusCode;
    if (status === 429) throw new PlatformRateLimited(name, retryAfter(answer.headers), errorBody(text));
    if (status >= 500) throw new PlatformUnavailable(name, "the platform failed", status);
    if (status >= 400) throw new PlatformRefusal(name, status, errorBody(text));
    if (status >= 300) throw new PlatformUnavailable(name, "unexpected redirect", status);
    if (text === "") return { text, value: undefined as Value };
    try {
      return { text, value: JSON.parse(text) as Value };
    } catch {
      throw new PlatformUnavailable(name, "the answer is not JSON", status);
    }
  }

  /** Ends idle connections at once and the others when their calls have ended. */
  close(): Promise<void> {
    return this.#agent.close();
  }
}
