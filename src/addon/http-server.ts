/** The addon's HTTP server on Node. */
import type { OutgoingHttpHeaders, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";

/** Answers one request. */
export type Fetch = (request: Request, env?: object) => Response | Promise<Response>;

/** Largest request head, in bytes; longest time for a head and for a whole request. */
const limits = { maxHeaderSize: 16_384, headersTimeout: 10_000, requestTimeout: 30_000 } as const;

/** The adaptor names a content type where there is no content; Pumble's empty answers have none. */
function leaveEmptyUntyped(response: ServerResponse): void {
  const writeHead = response.writeHead;
  response.writeHead = function withoutType(this: ServerResponse, ...head: unknown[]) {
    const headers = head.at(-1) as OutgoingHttpHeaders | undefined;
    if (typeof headers === "object" && headers["content-length"] === "0") delete headers["content-type"];
    return Reflect.apply(writeHead, this, head);
  } as typeof writeHead;
}

/** A server that is not listening yet. */
export function createHttpServer(fetch: Fetch): Server {
  const server = createAdaptorServer({ fetch, serverOptions: limits }) as Server;
  server.prependListener("request", (_request, response: ServerResponse) => leaveEmptyUntyped(response));
  return server;
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
