/** The addon's HTTP server on Node. */
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestListener,
  type Server,
  ServerResponse,
} from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { httpDates, type TimeSource } from "../clock";

/** Largest request head, in bytes; longest time for a head and for a whole request. */
const limits = { maxHeaderSize: 16_384, headersTimeout: 10_000, requestTimeout: 30_000 } as const;

/**
 * How long a connection waits for its next request, in milliseconds. Whoever gives it up first must be the caller: a
 * request that is sent while it is closed here is lost. Balancers keep theirs for up to 60 seconds (nginx, AWS).
 */
const keepAliveTimeout = 65_000;

/**
 * Answers as Pumble's clients know them: an empty one has no content type, though the adaptor names one, and the date is
 * that of the addon's clock, for clients learn the time from it.
 */
function answersOf(clock: TimeSource): typeof ServerResponse {
  const date = httpDates(clock);
  class Answer extends ServerResponse<IncomingMessage> {
    override sendDate = false;

    override writeHead(status: number, ...more: unknown[]): this {
      const headers = more.at(-1) as OutgoingHttpHeaders | string[] | undefined;
      if (Array.isArray(headers)) headers.push("date", date());
      else if (typeof headers === "object") {
        if (headers["content-length"] === "0") delete headers["content-type"];
        headers["date"] ??= date();
      } else this.setHeader("date", date());
      return super.writeHead(status, ...(more as [OutgoingHttpHeaders]));
    }
  }
  return Answer as typeof ServerResponse;
}

/** A server that is not listening yet. */
export function createHttpServer(listener: RequestListener, clock: TimeSource): Server {
  const server = createServer({ ...limits, keepAliveTimeout, ServerResponse: answersOf(clock) }, listener);
  watchConnections(server);
  return server;
}

/** What to do where a server cannot listen, by the system's code; what is not here is the address's fault. */
const steps: Record<string, readonly [why: string, step: string]> = {
  EADDRINUSE: ["the port is in use", "Choose another port"],
  EACCES: ["the port needs more rights", "Choose one above 1023"],
  EADDRNOTAVAIL: ["this machine has no such address", "Listen on one of its own, or on 0.0.0.0 for all"],
  ENOTFOUND: ["there is no such address", "Listen on one of this machine, or on 0.0.0.0 for all"],
};

/** @throws Error in words when the address or the port cannot be had */
export function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const [why, step] = steps[error.code ?? ""] ?? [error.message, "Choose another address"];
      reject(new Error(`The addon cannot listen on ${host}:${port}: ${why}. ${step}.`));
    });
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });
}

/** Times of the end of a server, in milliseconds from when it takes no more connections. */
const ending = {
  /** Connections on which no request is under way go after this long. */
  silentMs: 500,
  /** So do, after this long, those on which one does not get on with its body. */
  halfMs: 2_000,
  /** Requests that are under way go after this long, ended or not. */
  deadlineMs: 5_500,
} as const;

/** Requests under way by connection, so that a server can end without those that are silent. */
const underWay = new WeakMap<Server, Map<Socket, Set<IncomingMessage>>>();

function watchConnections(server: Server): void {
  const sockets = new Map<Socket, Set<IncomingMessage>>();
  underWay.set(server, sockets);
  server.on("connection", (socket) => {
    sockets.set(socket, new Set());
    socket.once("close", () => sockets.delete(socket));
  });
  server.prependListener("request", (incoming, outgoing) => {
    const requests = sockets.get(incoming.socket);
    requests?.add(incoming);
    outgoing.once("close", () => requests?.delete(incoming));
  });
}

/** Requests in flight are finished, up to a deadline; other connections are ended, whatever they are waiting for. */
export function closeServer(server: Server): Promise<void> {
  const startedMs = performance.now();
  const sweep = () => {
    const isLate = performance.now() - startedMs > ending.halfMs;
    for (const [socket, requests] of underWay.get(server) ?? []) {
      const isHalf = [...requests].some(({ complete }) => !complete);
      if (requests.size === 0 || (isLate && isHalf)) socket.destroy();
    }
  };
  return new Promise((resolve) => {
    const idle = setInterval(() => server.closeIdleConnections(), 20);
    let sweeping: NodeJS.Timeout | undefined;
    const silent = setTimeout(() => {
      sweep();
      sweeping = setInterval(sweep, 20);
    }, ending.silentMs);
    const deadline = setTimeout(() => server.closeAllConnections(), ending.deadlineMs);
    server.close(() => {
      for (const timer of [idle, sweeping, silent, deadline]) clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** The URL of a listening server; one that listens everywhere is reached as localhost. */
export function addressOf({ address, family, port }: AddressInfo): string {
  const everywhere = address === "0.0.0.0" || address === "::";
  const host = everywhere ? "localhost" : family === "IPv6" ? `[${address}]` : address;
  return `http://${host}:${port}`;
}
