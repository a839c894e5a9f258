import {
  type IncomingHttpHeaders,
  performServerHandshake,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from "node:http2";
import type { Duplex } from "node:stream";
import { ServerCall } from "./call";
import type { BoundService, Method } from "./service";
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

/** Windows large enough that a big schema is one burst; the memory bound is that of the largest message, in MB. */
const windowBytes = 4 * 1024 * 1024;
const sessionOptions = { settings: { initialWindowSize: windowBytes }, maxSessionMemory: 1024 };

/** A gRPC server over connections that somebody else accepts (and, with TLS, verifies). */
export class GrpcServer {
  readonly #sessions = new Map<ServerHttp2Session, Duplex>();
  /** By path; filled as methods are called. */
  readonly #methods = new Map<string, Method>();
  readonly #maxMessageBytes: number;
  #closed = false;

  constructor(private readonly options: GrpcServerOptions) {
    this.#maxMessageBytes = options.maxMessageBytes ?? defaultMaxMessageBytes;
  }

  /** Open connections. */
  get connections(): number {
    return this.#sessions.size;
  }

  /** Serves one connection until it closes. */
  accept(socket: Duplex): void {
    if (this.#closed) return void socket.destroy();
    const session = performServerHandshake(socket, sessionOptions);
    session.setLocalWindowSize(windowBytes);
    this.#sessions.set(session, socket);
    session.on("error", () => {}); // the peer broke off; `close` follows
    session.on("stream", (stream, headers) => this.#serve(stream, headers));
    session.once("close", () => {
      this.#sessions.delete(session);
      if (this.#sessions.size === 0) this.options.onIdle?.();
    });
  }

  /**
   * Sends GOAWAY, lets calls under way finish, and ends every connection. Resolves when the last byte is out: how long the
   * peer takes to end its side is nobody's concern here.
   */
  async close(): Promise<void> {
    this.#closed = true;
    const ended = ([session, socket]: [ServerHttp2Session, Duplex]): Promise<void> =>
      new Promise((resolve) => {
        socket.once("finish", resolve);
        session.close(resolve);
      });
    await Promise.all([...this.#sessions].map(ended));
  }

  /** Breaks every connection off now; the signals of calls under way are aborted. */
  destroy(): void {
    this.#closed = true;
    for (const session of this.#sessions.keys()) session.destroy();
  }

  #serve(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    const path = headers[":path"] ?? "";
    const refusal = httpRefusal(headers);
    if (refusal) {
      stream.on("error", () => {});
      stream.respond({ ":status": refusal }, { endStream: true });
      return;
    }
    const encoding = headers["grpc-encoding"] as string | undefined;
    const call = new ServerCall(stream, this.#maxMessageBytes, encoding);
    this.#run(path, call, headers["grpc-timeout"] as string | undefined).catch((error: unknown) => {
      const { status, message } = statusOf(error);
      if (!call.aborted) this.options.onError?.(path, error);
      call.end(status, message);
    });
  }

  async #run(path: string, call: ServerCall, timeout: string | undefined): Promise<void> {
    const timeoutMs = parseTimeout(timeout);
    if (timeoutMs !== undefined) call.setDeadline(timeoutMs);
    const method = this.#methods.get(path) ?? (await this.#find(path));
    if (method) return method(call);
    call.end(GrpcStatus.UNIMPLEMENTED, `There is no method ${path} here.`);
  }

  async #find(path: string): Promise<Method | undefined> {
    const [, serviceName = "", methodName = ""] = path.split("/");
    if (!Object.hasOwn(this.options.services, serviceName)) return undefined;
    const service = await this.options.services[serviceName]!();
    const method = service.find(methodName);
    if (method) this.#methods.set(path, method);
    return method;
  }
}

/** The plain HTTP status for a request that is not gRPC at all. */
function httpRefusal(headers: IncomingHttpHeaders): number | undefined {
  if (headers[":method"] !== "POST") return 405;
  const type = headers["content-type"] ?? "";
  if (type === "application/grpc") return undefined;
  return /^application\/grpc($|[+;])/.test(type) ? undefined : 415;
}
