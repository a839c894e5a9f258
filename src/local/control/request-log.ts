/** The last requests that came in and hooks that went out, without secrets. */

import type { LoggedRequest } from "../page/contract";
import type { HookRecord } from "../platform/apps/delivery";
import { redactHeaders, redactText } from "./redact";

/** How many are kept. */
const keptMax = 1000;

/** Keeps the latest requests and tells those who listen. */
export class RequestLog {
  #next = 1;
  readonly #entries: LoggedRequest[] = [];
  readonly #listeners = new Set<(entry: LoggedRequest) => void>();

  constructor(private readonly now: () => number) {}

  /** Newest last. */
  entries(limit = keptMax): LoggedRequest[] {
    return this.#entries.slice(-limit);
  }

  clear(): void {
    this.#entries.length = 0;
  }

  /** @returns a function that ends it */
  subscribe(listener: (entry: LoggedRequest) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Takes a request with everything in it and keeps it without secrets. `origin` goes before a `url` that is a path. */
  add({ origin = "", ...entry }: Omit<LoggedRequest, "id" | "at" | "curl"> & { origin?: string }): void {
    const clean = {
      ...entry,
      url: redactText(entry.url),
      requestHeaders: redactHeaders(entry.requestHeaders),
      requestBody: redactText(entry.requestBody),
      responseBody: redactText(entry.responseBody),
    };
    const kept = { id: this.#next++, at: this.now(), ...clean, curl: curlOf(clean, origin) };
    this.#entries.push(kept);
    if (this.#entries.length > keptMax) this.#entries.shift();
    for (const listener of this.#listeners) listener(kept);
  }

  addHook({ app, url, headers, body, answer, durationMs }: HookRecord): void {
    const isAnswer = "status" in answer;
    this.add({
      ...{ direction: "hook", durationMs, method: "POST", url, requestHeaders: headers, requestBody: body },
      status: isAnswer ? answer.status : null,
      responseBody: isAnswer ? answer.body : "",
      problem: isAnswer ? null : answer.problem,
      appId: app.id,
    });
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
