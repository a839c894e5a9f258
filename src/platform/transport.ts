/// <reference path="../pumble/undici-parts.d.ts" />
/** One HTTP call to the platform: keep-alive, time limits, answers read whole, failures sorted into the error family. */
import { type Dispatcher, type EnvHttpProxyAgent, Pool } from "undici";
import { proxiesOf } from "../pumble/proxies";
import { version } from "../pumble/version";
import { PlatformAnswer, type Shape } from "./answer";
import { Circuit, type CircuitOptions } from "./circuit";
import {
  PlatformError,
  type PlatformErrorBody,
  PlatformPaused,
  PlatformProtocolError,
  PlatformRateLimited,
  PlatformRefusal,
  PlatformUnavailable,
} from "./errors";

/** One call as it leaves. */
export interface PlatformRequest {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** From the host on, with the query string. */
  path: string;
  /** Names and values in turn, as undici takes them soonest. */
  headers?: readonly string[];
  body?: string | Uint8Array;
  /** What is read from the answer; without, any JSON will do. */
  shape?: Shape | undefined;
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
  /** Where `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` are looked for. @default process.env */
  env?: NodeJS.ProcessEnv;
  /** Longest wait for an answer's headers, then for each part of its body, and for the body as a whole. @default 10000 */
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
  ANSWER_TOO_LONG: "the answer is too long",
  ANSWER_TOO_SLOW: "the answer did not end in time",
};

/** Largest answer, in bytes. The largest real ones, lists of all of a large workspace, have a few million. */
const answerMaxBytes = 32 * 1024 * 1024;

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

const userAgent: readonly string[] = ["user-agent", `pumble-iac/${version}`];

type Headers = Record<string, string | string[] | undefined>;

/** An answer as it arrived. */
interface Arrived {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/**
 * One call under way. Below undici's `request`, which makes a stream of every body: here bodies are small and always read
 * whole.
 */
class Exchange implements Dispatcher.DispatchHandler {
  /** Null until an answer begins. */
  status: number | null = null;
  #headers: Headers = {};
  readonly #chunks: Buffer[] = [];
  #size = 0;
  /** When the head, and then the body, must have come. */
  #endsMs = 0;
  readonly #partMs: number;
  readonly #resolve: (arrived: Arrived) => void;
  readonly #reject: (error: Error) => void;

  /** @param partMs how long a head, and then a body, may come in pieces; undici sees to the time between two */
  constructor(partMs: number, resolve: (arrived: Arrived) => void, reject: (error: Error) => void) {
    this.#partMs = partMs;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  onRequestStart(): void {
    this.#endsMs = performance.now() + this.#partMs;
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    // News on the way to an answer, of which there may be any number.
    if (status < 200) {
      this.#checkTime(controller);
      return;
    }
    this.status = status;
    this.#headers = headers;
    this.#endsMs = performance.now() + this.#partMs;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (controller.aborted) return;
    this.#size += chunk.length;
    this.#chunks.push(chunk);
    if (this.#size > answerMaxBytes) controller.abort(failed("ANSWER_TOO_LONG"));
    else this.#checkTime(controller);
  }

  #checkTime(controller: Dispatcher.DispatchController): void {
    if (performance.now() > this.#endsMs) controller.abort(failed("ANSWER_TOO_SLOW"));
  }

  onResponseEnd(): void {
    const [first, ...more] = this.#chunks;
    const body = more.length > 0 ? Buffer.concat(this.#chunks) : first;
    this.#resolve({ status: this.status!, headers: this.#headers, text: body?.toString() ?? "" });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#reject(error);
  }
}

function failed(code: keyof typeof causes): Error {
  return Object.assign(new Error(causes[code]), { code });
}

function retryAfter(headers: Headers): number | null {
  const seconds = Number(headers["retry-after"] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}

/** Sends calls over a pool of kept-alive connections. */
export class Transport {
  /** Until it is known whether there is a proxy, what makes one. */
  #pool: Dispatcher | (() => Promise<Dispatcher>);
  readonly #timeoutMs: number;
  readonly #origin: string;
  readonly #basePath: string;
  readonly #circuit: Circuit;
  readonly #observe: PlatformObserver | undefined;

  constructor(options: TransportOptions) {
    const timeoutMs = options.timeoutMs ?? 10_000;
    this.#timeoutMs = timeoutMs;
    const { origin, pathname } = new URL(options.apiUrl);
    this.#origin = origin;
    this.#basePath = pathname.replace(/\/+$/, "");
    this.#circuit = new Circuit(options.circuit);
    this.#observe = options.observe;
    const pooled = {
      connections: options.connections ?? 64,
      keepAliveTimeout: 10_000,
      connect: { timeout: Math.min(timeoutMs, 5_000) },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    };
    const proxies = proxiesOf(options.env ?? process.env);
    let made: Promise<Dispatcher> | undefined;
    const making = () => {
      made ??= proxied({ ...pooled, ...proxies });
      return made;
    };
    this.#pool = proxies ? making : new Pool(origin, pooled);
  }

  /**
   * Sends one call and reads the answer whole.
   * @throws PlatformRefusal, PlatformRateLimited, PlatformUnavailable, PlatformPaused
   */
  async send<Value>(call: PlatformRequest): Promise<PlatformAnswer<Value>> {
    const queryAt = call.path.indexOf("?");
    const path = queryAt < 0 ? call.path : call.path.slice(0, queryAt);
    const name = `${call.method} ${path}`;
    const waitMs = this.#circuit.waitMs();
    if (waitMs > 0) throw new PlatformPaused(name, waitMs);
    if (typeof this.#pool === "function") this.#pool = await this.#pool();
    const pool = this.#pool;
    const startedMs = performance.now();
    let exchange: Exchange | undefined;
    try {
      const arrived = await new Promise<Arrived>((resolve, reject) => {
        exchange = new Exchange(this.#timeoutMs, resolve, reject);
        this.#dispatch(pool, call, exchange);
      });
      const answer = read<Value>(name, arrived, call.shape);
      this.#circuit.succeeded();
      return answer;
    } catch (error) {
      const status = exchange?.status ?? null;
      const failure =
        error instanceof PlatformError ? error : new PlatformUnavailable(name, reasonOf(error), status);
      if (failure instanceof PlatformUnavailable) this.#circuit.failed();
      else this.#circuit.succeeded();
      throw failure;
    } finally {
      const durationMs = performance.now() - startedMs;
      this.#observe?.({ method: call.method, path, status: exchange?.status ?? null, durationMs });
    }
  }

  #dispatch(pool: Dispatcher, call: PlatformRequest, exchange: Exchange): void {
    const request = {
      origin: this.#origin,
      path: this.#basePath + call.path,
      method: call.method,
      headers: [...userAgent, ...(call.headers ?? [])],
      body: call.body ?? null,
    };
    pool.dispatch(request, exchange);
  }

  /** Ends idle connections at once and the others when their calls have ended. */
  async close(): Promise<void> {
    if (typeof this.#pool !== "function") await this.#pool.close();
  }
}

/** Loaded by its own path, for the command's bundle has only parts of undici. */
async function proxied(options: EnvHttpProxyAgent.Options): Promise<Dispatcher> {
  const { default: ProxiedAgent } = await import("undici/lib/dispatcher/env-http-proxy-agent.js");
  return new ProxiedAgent({ ...options, proxyTunnel: false });
}

function read<Value>(name: string, arrived: Arrived, shape?: Shape): PlatformAnswer<Value> {
  const { status, headers, text } = arrived;
  if (status === 429) throw new PlatformRateLimited(name, retryAfter(headers), errorBody(text));
  if (status >= 500) throw new PlatformUnavailable(name, "the platform failed", status);
  if (status >= 400) throw new PlatformRefusal(name, status, errorBody(text));
  if (status >= 300) throw new PlatformUnavailable(name, "unexpected redirect", status);
  const answer = new PlatformAnswer<Value>(name, text, shape);
  const isSaidToBeJson = String(headers["content-type"] ?? "").includes("json");
  if (text !== "" && !isSaidToBeJson && !isJson(text)) {
    throw new PlatformProtocolError(name, "the answer is not JSON", status);
  }
  return answer;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
