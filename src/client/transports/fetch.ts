import { boundedText } from "./bounds";
import {
  failureOf,
  type Transport,
  TransportFailure,
  type TransportRequest,
  type TransportResponse,
} from "./transport";

/** The transport for runtimes that have only `fetch`: Deno, Bun, a worker. */
export class FetchTransport implements Transport {
  /** @param fetch takes an address as text, and headers as an object. @default the global one of the moment of a call */
  constructor(private readonly fetch: typeof globalThis.fetch = (url, init) => globalThis.fetch(url, init)) {}

  async send(request: TransportRequest): Promise<TransportResponse> {
    const timeout = AbortSignal.timeout(request.timeoutMs);
    try {
      const response = await this.fetch(request.url, {
        method: request.method,
        headers: request.headers,
        body: request.body ?? null,
        redirect: "manual",
        signal: request.signal ? AbortSignal.any([request.signal, timeout]) : timeout,
      });
      const body = response.body ? await boundedText(response.body) : "";
      return { status: response.status, header: (name) => response.headers.get(name), body };
    } catch (error) {
      request.signal?.throwIfAborted();
      if (error instanceof TransportFailure) throw error;
      if (timeout.aborted) {
        throw new TransportFailure("no answer in time", "maybe", { cause: error, timedOut: true });
      }
      if (isDenial(error)) throw error;
      throw refusedByDeno(error) ?? failureOf(error);
    }
  }
}

/** Deno's refusal to open a connection is the script's to declare, not the network's to mend. */
function isDenial(error: unknown): boolean {
  return error instanceof Error && (error.name === "NotCapable" || error.name === "PermissionDenied");
}

/** Deno gives no code, only text: `client error (Connect): …` means that no request was written. */
function refusedByDeno(error: unknown): TransportFailure | undefined {
  const text = error instanceof Error ? error.message : "";
  if (!text.includes("client error (Connect)")) return undefined;
  const reason = /dns error/.test(text) ? "host name not found" : "connection refused";
  return new TransportFailure(reason, "no", { cause: error });
}
