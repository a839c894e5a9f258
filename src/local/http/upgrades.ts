/** WebSocket connections of one server, each handed to the part that its path belongs to. */
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { contained } from "../../platform";
import { tell } from "../core/tell";

/** Takes the connection and returns true, or leaves it alone: then it is refused. */
export type TakeUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;

/** Whether the target and the host of the request make an address. */
function isReadable({ url = "/", headers }: IncomingMessage): boolean {
  return URL.canParse(url, `http://${headers.host ?? "unknown"}`);
}

/** From now on the takers are asked in turn. */
export function routeUpgrades(server: Server, takers: readonly TakeUpgrade[]): void {
  server.on(
    "upgrade",
    contained("An upgrade", tell, (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      socket.on("error", () => socket.destroy());
      if (isReadable(request) && takers.some((take) => take(request, socket, head))) return;
      // Not left half open: the server would wait for it when it closes.
      socket.end("HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n", () => socket.destroy());
    }),
  );
}
