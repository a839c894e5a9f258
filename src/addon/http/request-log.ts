/** What is kept of each request: an id, a line in the log, and counts. */
import { randomUUID } from "node:crypto";
import type { Log } from "../log";
import type { Metrics } from "../metrics";

/** Header with the request's id; a well-formed one from a proxy in front is kept. */
export const requestIdHeader = "x-request-id";

/** A request on its way. Routes fill in what its log line shall say. */
export class Trace {
  readonly startedMs = performance.now();
  operation: string | undefined = undefined;
  /** Public id of the key that was shown. */
  keyId: string | undefined = undefined;
  errorKind: string | undefined = undefined;
  /** Type of the trigger that a hook brought. */
  trigger: string | undefined = undefined;

  /** @param requestId names it in answers and logs */
  constructor(readonly requestId: string) {}
}

/** How a request ended. */
interface Ended {
  method: string;
  path: string;
  status: number;
}

/** A request that has been answered. */
export interface AnsweredRequest extends Readonly<Ended> {
  readonly durationMs: number;
  /** Name of the public API's operation, where it is one. */
  readonly operation?: string;
  /** Public id of the key that was shown. */
  readonly keyId?: string;
  readonly errorKind?: string;
}

const about = ["operation", "keyId", "errorKind", "trigger"] as const;

/**
 * The fields of a request's line as JSON. Put together by hand, which costs a quarter of `JSON.stringify`: only the path
 * can hold what has to be escaped.
 */
function json(trace: Trace, { method, path, status }: Ended, durationMs: number): string {
  const request = `"method":"${method}","path":${JSON.stringify(path)},"status":${status}`;
  let text = `{"requestId":"${trace.requestId}",${request},"durationMs":${durationMs}`;
  for (const name of about) if (trace[name] !== undefined) text += `,"${name}":"${trace[name]}"`;
  return `${text}}`;
}

function facts({
  operation,
  keyId,
  errorKind,
}: Trace): Pick<AnsweredRequest, "operation" | "keyId" | "errorKind"> {
  return {
    ...(operation ? { operation } : {}),
    ...(keyId ? { keyId } : {}),
    ...(errorKind ? { errorKind } : {}),
  };
}

interface RequestLogOptions {
  log: Log;
  metrics: Metrics;
  /** Hears of every request when it has been answered. */
  onRequest?: ((request: AnsweredRequest) => void) | undefined;
}

export class RequestLog {
  readonly #log: Log;
  readonly #metrics: Metrics;
  readonly #onRequest: ((request: AnsweredRequest) => void) | undefined;

  constructor({ log, metrics, onRequest }: RequestLogOptions) {
    this.#log = log;
    this.#metrics = metrics;
    this.#onRequest = onRequest;
  }

  /** @param givenId what the request's own header says */
  begin(givenId: string | undefined): Trace {
    return new Trace(givenId && /^[\w.-]{1,64}$/.test(givenId) ? givenId : randomUUID());
  }

  /** Counts a request and writes one line when it has ended. The query is left out, for it holds content. */
  end(trace: Trace, request: Ended): void {
    const { method, path, status } = request;
    const durationMs = Math.round((performance.now() - trace.startedMs) * 10) / 10;
    const route = trace.operation ?? (status === 404 ? "none" : path.split("/", 2)[1]!);
    this.#metrics.requests.add(route, method, String(status));
    this.#metrics.duration.observe(durationMs);
    if (this.#onRequest) this.#onRequest({ ...request, durationMs, ...facts(trace) });
    if (!this.#log.writes("info")) return;
    this.#log.json("info", "request", json(trace, request, durationMs));
  }

  /** What a failure that nobody expected is answered: the log says what it was, the caller gets the id to ask about. */
  failed({ requestId }: Trace, error: unknown): string {
    const { stack } = error as Partial<Error>;
    this.#log.error("Unexpected failure", { error, stack, requestId });
    return JSON.stringify({ error: `The addon failed. Its log says why, under request ${requestId}.` });
  }
}
