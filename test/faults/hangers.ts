/** Connections of which nothing comes. */
import { createConnection, type Socket } from "node:net";

/** Opens connections that say nothing, half a head, half a body, or that wait for a next request. */
export async function hangers(url: string): Promise<Socket[]> {
  const port = Number(new URL(url).port);
  const said = [
    "",
    "GET /healthz HTTP/1.1\r\nhost:",
    "POST /hook HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{",
    "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n",
  ];
  return Promise.all(
    said.map(
      (text) =>
        new Promise<Socket>((resolve) => {
          const socket = createConnection(port, "127.0.0.1", () => {
            if (text) socket.write(text);
            resolve(socket);
          });
          socket.on("error", () => undefined);
          socket.on("data", () => undefined);
        }),
    ),
  );
}
