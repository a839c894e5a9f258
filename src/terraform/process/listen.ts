import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Environment, ListenAddress } from "./handshake";

/** macOS has room for 104 bytes with the closing NUL; Linux for 108. */
const longestSocketPathBytes = 103;

/** A listener that is bound, and where. */
export interface Listening {
  readonly server: Server;
  readonly listen: ListenAddress;
  /** Removes the socket file; harmless to repeat. */
  unlink(): void;
}

/**
 * Where the socket file goes: the folder that the host asks for, else the system's temporary one, else `/tmp`: the first
 * in which the path is short enough for a socket.
 */
export function socketPath(env: Environment, name: string, temporary: string = tmpdir()): string {
  const folders = [env["PLUGIN_UNIX_SOCKET_DIR"], temporary, "/tmp"].filter((folder) => folder !== undefined);
  const paths = folders.filter((folder) => folder !== "").map((folder) => join(folder, name));
  const fitting = paths.find((path) => Buffer.byteLength(path) <= longestSocketPathBytes);
  return fitting ?? paths[paths.length - 1]!;
}

/**
 * Listens on a unix socket that only this user can open, or on Windows on a free port of 127.0.0.1.
 * @throws Error of the operating system when that is not possible
 */
export function listen(env: Environment, platform: string = process.platform): Promise<Listening> {
  const server = createServer({ noDelay: true });
  const path = platform === "win32" ? undefined : socketPath(env, `plugin-${randomBytes(6).toString("hex")}`);
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.once("listening", () => {
      server.off("error", reject);
      const { port } = path === undefined ? (server.address() as AddressInfo) : { port: 0 };
      resolve({
        server,
        listen: path ? { network: "unix", address: path } : { network: "tcp", address: `127.0.0.1:${port}` },
        unlink: () => path && rmSync(path, { force: true }),
      });
    });
    if (path === undefined) server.listen(0, "127.0.0.1");
    else withUmask(0o077, () => server.listen(path));
  });
}

function withUmask(mask: number, action: () => void): void {
  const before = process.umask(mask);
  action();
  process.umask(before);
}
