/** The last requests that came in and hooks that went out, without secrets. */
import type { HookRecord } from "../platform/apps/delivery";
import { redactHeaders, redactText } from "./redact";

/** One call of the platform API, or one trigger to an app; secrets are cut. */
export interface LoggedRequest {
  id: number;
  /** `in`: a call of the platform API. `hook`: a trigger to an app. `public`: a call of an app's own API, as it tells. */
  direction: "in" | "hook" | "public";
  /** Workspace time, epoch milliseconds. */
  at: number;
  durationMs: number;
  method: string;
  /** Path with query; for a hook the app's address. */
  url: string;
  requestHeaders: Record<string, string>;
  requestBody: string;
  /** Null when no answer came or none was sent. */
  status: number | null;
  responseBody: string;
  /** Why a hook had no answer or one that cannot be taken, or which fault was put in its way. */
  problem: string | null;
  /** The app that called or was called. */
  appId: string | null;
  /** The same request for a shell, with its whole address; secrets are left as `…`. */
  curl: string;
}

/** A trigger as it went to an app. */
export interface SentHook {
  appId: string;
  url: string;
  /** JSON. */
  body: string;
}

/** A call of the public API that an app serves. */
export interface PublicCall {
  method: string;
  /** With its host. */
  url: string;
  status: number;
  durationMs: number;
  problem: string | null;
  headers: Record<string, string>;
}

/** How many are kept. */
const keptMax = 1000;

/** Keeps the latest requests and tells those who listen. */
export class RequestLog {
  #next = 1;
  readonly #entries: LoggedRequest[] = [];
  /** What went to apps, whole, by the entry's number. */
  readonly #hooks = new Map<number, SentHook>();
  readonly #listeners = new Set<(entry: LoggedRequest) => void>();

  constructor(private readonly now: () => number) {}

  /** Newest last. */
  entries(limit = keptMax): LoggedRequest[] {
    return this.#entries.slice(-limit);
  }

  clear(): void {
    this.#entries.length = 0;
    this.#hooks.clear();
  }

  /** What was sent, to send it again: it may hold secrets. */
  hook(id: number): SentHook | undefined {
    return this.#hooks.get(id);
  }

  /** @returns a function that ends it */
  subscribe(listener: (entry: LoggedRequest) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Takes a request with everything in it and keeps it without secrets. `origin` goes before a `url` that is a path. */
  add({ origin = "", ...entry }: Omit<LoggedRequest, "id" | "at" | "curl"> & { origin?: string }): number {
    const clean = {
      ...entry,
      url: redactText(entry.url),
      requestHeaders: redactHeaders(entry.requestHeaders),
      requestBody: redactText(entry.requestBody),
      responseBody: redactText(entry.responseBody),
    };
    const kept = { id: this.#next++, at: this.now(), ...clean, curl: curlOf(clean, origin) };
    this.#entries.push(kept);
    if (this.#entries.length > keptMax) this.#hooks.delete(this.#entries.shift()!.id);
    for (const listener of this.#listeners) listener(kept);
    return kept.id;
  }

  /** What an app was asked by others, without bodies: its own log has no more. */
  addPublic({ method, url, status, durationMs, problem, headers }: PublicCall): void {
    this.add({
      ...{ direction: "public", durationMs, method, url, status, problem },
      ...{ requestHeaders: headers, requestBody: "", responseBody: "", appId: null },
    });
  }

  addHook({ app, url, headers, body, answer, durationMs, problem }: HookRecord): void {
    const isAnswer = "status" in answer;
    const id = this.add({
      ...{ direction: "hook", durationMs, method: "POST", url, requestHeaders: headers, requestBody: body },
      status: isAnswer ? answer.status : null,
      responseBody: isAnswer ? answer.body : "",
      problem: isAnswer ? problem : answer.problem,
      appId: app.id,
    });
    this.#hooks.set(id, { appId: app.id, url, body });
  }
}

function curlOf(
  entry: Pick<LoggedRequest, "method" | "url" | "requestHeaders" | "requestBody">,
  origin: string,
): string {
  const { method, url, requestHeaders, requestBody } = entry;
  const skipped = new Set(["host", "connection", "content-length", "accept-encoding"]);
  const headers = Object.entries(requestHeaders)
    .filter(([name]) => !skipped.has(name))
    .map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  const data = requestBody ? [`--data-raw ${quoted(requestBody)}`] : [];
  return ["curl", "-X", method, quoted(origin + url), ...headers, ...data].join(" ");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
