/** One HTTP server for everything that a workspace answers. */
import type { Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";

export interface Listening {
  server: Server;
  /** With the port that was really taken. */
  url: string;
  close(): Promise<void>;
}

/** Listens; port 0 picks a free one. Rejects with a sentence that names the address when it is taken or forbidden. */
export function listen(
  fetch: Parameters<typeof createAdaptorServer>[0]["fetch"],
  host: string,
  port: number,
): Promise<Listening> {
  const server = createAdaptorServer({ fetch, hostname: host }) as Server;
  server.prependListener("request", (_, response) => withoutTypeOfNothing(response));
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(new Error(why(error, host, port))));
    server.listen(port, host, () => {
      const address = server.address() as AddressInfo;
      resolve({ server, url: `http://${shownHost(host)}:${address.port}`, close: () => close(server) });
    });
  });
}

/** The platform's empty answers have no content type; the adapter would give them one. */
function withoutTypeOfNothing(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse;
  response.writeHead = (status: number, ...given: unknown[]) => {
    const headers = given.at(-1) as Record<string, unknown> | undefined;
    if (headers?.["content-length"] === "0") delete headers["content-type"];
    return writeHead(status, ...given);
  };
}

/** Ends what is in flight, event streams included, at once. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function shownHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}

function why(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === "EADDRINUSE") {
    return `Port ${port} on ${host} is taken. Stop what uses it, or choose another (0 picks a free one).`;
  }
  if (error.code === "EACCES") return `Port ${port} on ${host} needs more rights. Choose one above 1023.`;
  return `Cannot listen on ${host}:${port}: ${error.message}`;
}
