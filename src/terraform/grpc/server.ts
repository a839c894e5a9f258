import type { Duplex } from "node:stream";
import { type Headers, Http2Connection, type Http2Stream } from "../http2";
import { ServerCall } from "./call";
import type { BoundService } from "./service";
import { GrpcStatus, statusOf } from "./status";
import { parseTimeout } from "./timeout";

export interface GrpcServerOptions {
  /** Wire name of each service → its implementation, fetched when it is first called. */
  readonly services: Readonly<Record<string, () => BoundService | Promise<BoundService>>>;
  /**
   * Largest message in either direction.
   * @default 268435456 (256 MiB, as Go providers have it)
   */
  readonly maxMessageBytes?: number;
  /** Hears of every call that ended with an error that its handler threw. */
  readonly onError?: (path: string, error: unknown) => void;
  /** Called when the last open connection has closed. */
  readonly onIdle?: () => void;
}

/** 256 MiB. */
const defaultMaxMessageBytes = 256 * 1024 * 1024;

/** A gRPC server over connections that somebody else accepts (and, with TLS, verifies). */
export class GrpcServer {
  readonly #open = new Set<Http2Connection>();
  readonly #maxMessageBytes: number;
  #closed = false;

  constructor(private readonly options: GrpcServerOptions) {
    this.#maxMessageBytes = options.maxMessageBytes ?? defaultMaxMessageBytes;
  }

  /** Open connections. */
  get connections(): number {
    return this.#open.size;
  }

  /** Serves one connection until it closes. */
  accept(socket: Duplex): void {
    if (this.#closed) {
      socket.destroy();
      return;
    }
    const connection = new Http2Connection(socket, {
      onStream: (stream, headers) => void this.#serve(stream, headers),
      onClose: () => {
        this.#open.delete(connection);
        if (this.#open.size === 0) this.options.onIdle?.();
      },
    });
    this.#open.add(connection);
  }

  /** Sends GOAWAY, lets calls under way finish, and closes every connection. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#open].map((connection) => connection.close()));
  }

  /** Breaks every connection off now; the signals of calls under way are aborted. */
  destroy(): void {
    this.#closed = true;
    for (const connection of this.#open) connection.destroy();
  }

  async #serve(stream: Http2Stream, headers: Headers): Promise<void> {
    const path = headers[":path"] ?? "";
    const refusal = httpRefusal(headers);
    if (refusal) {
      stream.respond({ ":status": String(refusal) }, { end: true });
      return;
    }
    const call = new ServerCall(stream, this.#maxMessageBytes, headers["grpc-encoding"]);
    try {
      const timeoutMs = parseTimeout(headers["grpc-timeout"]);
      if (timeoutMs !== undefined) call.setDeadline(timeoutMs);
      const run = await this.#find(path);
      if (run) await run(call);
      else call.end(GrpcStatus.UNIMPLEMENTED, `There is no method ${path} here.`);
    } catch (error) {
      const { status, message } = statusOf(error);
      if (!call.aborted) this.options.onError?.(path, error);
      call.end(status, message);
    }
  }

  async #find(path: string): Promise<((call: ServerCall) => Promise<void>) | undefined> {
    const [, serviceName = "", methodName = ""] = path.split("/");
    if (!Object.hasOwn(this.options.services, serviceName)) return undefined;
    const service = await this.options.services[serviceName]!();
    return service.find(methodName);
  }
}

/** The plain HTTP status for a request that is not gRPC at all. */
function httpRefusal(headers: Headers): number | undefined {
  if (headers[":method"] !== "POST") return 405;
  const type = headers["content-type"] ?? "";
  return /^application\/grpc($|[+;])/.test(type) ? undefined : 415;
}
