/** A way to a server that can swallow all packets: connections stay open, and nothing comes through. */

import type { AddressInfo } from "node:net";
import { createConnection, createServer, type Server, type Socket } from "node:net";

export class SwallowingProxy {
  readonly #pairs = new Set<[Socket, Socket]>();
  #swallows = false;

  private constructor(private readonly server: Server) {}

  /** @param path Unix socket of the server */
  static async start(path: string): Promise<SwallowingProxy> {
    const server = createServer();
    const proxy = new SwallowingProxy(server);
    server.on("connection", (near) => proxy.#connect(near, createConnection(path)));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /**
   * From now on, or no more. What was swallowed is lost, so its connections are of no use afterwards; the server learns
   * of those that their caller gave up when packets come through again, as by its keepalives.
   */
  swallow(swallows: boolean): void {
    this.#swallows = swallows;
    if (swallows) return;
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
    this.#pairs.clear();
  }

  close(): void {
    this.swallow(false);
    this.server.close();
  }

  #connect(near: Socket, far: Socket): void {
    const pair: [Socket, Socket] = [near, far];
    this.#pairs.add(pair);
    const pass = (from: Socket, to: Socket) => {
      from.on("data", (chunk) => {
        if (!this.#swallows) to.write(chunk);
      });
      from.on("error", () => undefined);
      from.on("close", () => {
        if (this.#swallows) return;
        this.#pairs.delete(pair);
        to.destroy();
      });
    };
    pass(near, far);
    pass(far, near);
  }
}
