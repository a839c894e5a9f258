/** Starts and stops the addon service. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { addonApp } from "./app";
import { type Clock, systemClock } from "./clock";
import type { AddonConfig } from "./config";
import { openServices, type Services } from "./services";

/** How the addon is started. */
export interface StartAddonOptions {
  /** Port to listen on; 0 picks a free one. */
  port: number;
  /** Address to listen on. @default "127.0.0.1" */
  host?: string;
  /**
   * Gives the configuration, once the addon listens: the app can be registered under its address first. The
   * configuration's own `publicUrl`, where it is set, wins.
   */
  configure(publicUrl: string): Promise<AddonConfig> | AddonConfig;
  /** @default the machine's clock */
  clock?: Clock;
  /** Receives log lines. @default standard error */
  writeLog?(line: string): void;
}

/** A running addon. */
export interface Addon {
  /** Where it listens, without a trailing slash. */
  url: string;
  /** Takes no new request, finishes those in flight, then closes the store. */
  close(): Promise<void>;
}

type Fetch = (request: Request) => Response | Promise<Response>;

/** Largest request head, in bytes; longest time for a head and for a whole request. */
const httpLimits = { maxHeaderSize: 16_384, headersTimeout: 10_000, requestTimeout: 30_000 } as const;

function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const why = error.code === "EADDRINUSE" ? "the port is in use" : (error.code ?? error.message);
      reject(new Error(`The addon cannot listen on ${host}:${port}: ${why}. Choose another port.`));
    });
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });
}

/** Requests in flight are finished; connections that wait for a next request are ended. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const sweeping = setInterval(() => server.closeIdleConnections(), 20);
    server.close(() => {
      clearInterval(sweeping);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function addressOf({ address, family, port }: AddressInfo): string {
  const everywhere = address === "0.0.0.0" || address === "::";
  const host = everywhere ? "localhost" : family === "IPv6" ? `[${address}]` : address;
  return `http://${host}:${port}`;
}

/**
 * Listens, configures, opens the store and serves. Until then every request is answered 503.
 * @throws ConfigError from `configure`, DatabaseUnavailable, DatabaseTooNew, or an Error when the port is taken
 */
export async function startAddon(options: StartAddonOptions): Promise<Addon> {
  const starting: Fetch = () =>
    Response.json({ error: "The addon is starting" }, { status: 503, headers: { "retry-after": "1" } });
  let serve: Fetch = starting;
  const server = createAdaptorServer({
    fetch: (request: Request) => serve(request),
    serverOptions: httpLimits,
  }) as Server;
  const url = addressOf(await listen(server, options.port, options.host ?? "127.0.0.1"));
  let services: Services | undefined;
  try {
    const config = await options.configure(url);
    const { clock = systemClock, writeLog } = options;
    const publicUrl = config.publicUrl ?? url;
    services = await openServices(config, { publicUrl, clock, ...(writeLog ? { writeLog } : {}) });
    const app = addonApp(services);
    serve = (request) => app.fetch(request);
    services.log.info("listening", { url, publicUrl, database: services.database.kind });
  } catch (error) {
    await closeServer(server);
    throw error;
  }
  const open = services;
  let closed: Promise<void> | undefined;
  return {
    url,
    close: () => {
      closed ??= closeServer(server).then(() => open.close());
      return closed;
    },
  };
}
