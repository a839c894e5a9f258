/** The addon's HTTP server on Node. */
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestListener,
  type Server,
  ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { type Clock, httpDates } from "../clock";

/** Largest request head, in bytes; longest time for a head and for a whole request. */
const limits = { maxHeaderSize: 16_384, headersTimeout: 10_000, requestTimeout: 30_000 } as const;

/**
 * Answers as Pumble's clients know them: an empty one has no content type, though the adaptor names one, and the date is
 * that of the addon's clock, for clients learn the time from it.
 */
function answersOf(clock: Clock): typeof ServerResponse {
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
export function createHttpServer(listener: RequestListener, clock: Clock): Server {
  return createServer({ ...limits, ServerResponse: answersOf(clock) }, listener);
}

/** @throws Error in words when the port cannot be had */
export function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const why = error.code === "EADDRINUSE" ? "the port is in use" : (error.code ?? error.message);
      reject(new Error(`The addon cannot listen on ${host}:${port}: ${why}. Choose another port.`));
    });
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });
}

/** Requests in flight are finished; connections that wait for a next request are ended. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const sweeping = setInterval(() => server.closeIdleConnections(), 20);
    server.close(() => {
      clearInterval(sweeping);
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
