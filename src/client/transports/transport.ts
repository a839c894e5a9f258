/** How requests leave: undici on Node, `fetch` where there is no Node. */

export interface TransportRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  /** JSON text; absent with GET and DELETE. */
  body?: string;
  /** How long to wait for the headers, and again between two pieces of the body. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

export interface TransportResponse {
  status: number;
  /** One header by its lower-case name, or null. */
  header(name: string): string | null;
  body: string;
}

export interface Transport {
  /**
   * One request, one answer, no repeating and no following of redirects.
   * @throws {TransportFailure} when no complete answer arrived
   * @throws the signal's reason when it is aborted
   */
  send(request: TransportRequest): Promise<TransportResponse>;
  /** Ends idle connections. */
  close?(): Promise<void>;
}

/** No complete answer arrived. The text never holds a URL or a header. */
export class TransportFailure extends Error {
  override name = "TransportFailure";

  constructor(
    message: string,
    /** "no": the request surely did not reach the server; "maybe": nobody knows. */
    readonly sent: "no" | "maybe",
    options?: { cause?: unknown; timedOut?: boolean },
  ) {
    super(message, options);
    this.timedOut = options?.timedOut ?? false;
  }

  /** Time ran out while the server may still have been at work. */
  readonly timedOut: boolean;
}

const notSent: Record<string, string> = {
  ECONNREFUSED: "connection refused",
  ENOTFOUND: "host name not found",
  EAI_AGAIN: "host name could not be looked up",
  EHOSTUNREACH: "host unreachable",
  ENETUNREACH: "network unreachable",
  EACCES: "connection not permitted",
  UND_ERR_CONNECT_TIMEOUT: "no connection in time",
};

/** What these say, they also say of a connection that a request went out on; Linux does so when the network goes away. */
const onItsWay = ["read", "write"];

/** A record of TLS that came damaged: a request may have gone out long before. */
const afterHandshake = /BAD_RECORD_MAC|DECRYPTION_FAILED|UNEXPECTED_EOF/;

const maybeSent: Record<string, string> = {
  ECONNRESET: "connection reset",
  EPIPE: "connection closed",
  ETIMEDOUT: "connection timed out",
  UND_ERR_SOCKET: "connection closed before the answer was complete",
  UND_ERR_HEADERS_TIMEOUT: "no answer in time",
  UND_ERR_BODY_TIMEOUT: "the answer stopped half-way",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "the answer was cut short",
};

/**
 * What a Node error says about the request: by its code, its cause's, or one of those it gathers.
 * @param way how it went, ` through the proxy …`, if not straight
 */
export function failureOf(error: unknown, way = ""): TransportFailure {
  const coded = [...codesIn(error)];
  const codes = coded.map(({ code }) => code);
  for (const { code, syscall } of coded) {
    if (code in notSent && !onItsWay.includes(syscall))
      return new TransportFailure(`${notSent[code]!}${way}`, "no", { cause: error });
  }
  for (const code of codes) {
    if (/CERT|^ERR_TLS|^ERR_SSL|SELF_SIGNED|UNABLE_TO/.test(code) && !afterHandshake.test(code)) {
      return new TransportFailure(`no trusted TLS connection${way} (${code})`, "no", { cause: error });
    }
  }
  const refused = /Proxy response \((\d+)\)/.exec(error instanceof Error ? error.message : "")?.[1];
  if (refused) return new TransportFailure(`answer ${refused} to a tunnel${way}`, "no", { cause: error });
  const known = codes.find((code) => code in maybeSent || code in notSent);
  const text = known
    ? (maybeSent[known] ?? notSent[known])
    : `connection failed (${codes[0] ?? "no reason given"})`;
  const timedOut = known !== undefined && /TIMEOUT|TIMEDOUT/.test(known);
  return new TransportFailure(`${text}${way}`, "maybe", { cause: error, timedOut });
}

function* codesIn(error: unknown): Generator<{ code: string; syscall: string }> {
  if (!(error instanceof Error)) return;
  const { code, syscall, errors } = error as { code?: unknown; syscall?: unknown; errors?: unknown };
  if (typeof code === "string") yield { code, syscall: String(syscall) };
  if (Array.isArray(errors)) for (const inner of errors) yield* codesIn(inner);
  yield* codesIn(error.cause);
}
