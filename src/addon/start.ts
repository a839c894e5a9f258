/** Starts and stops the addon service. */
import type { RequestListener, Server } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { getRequestListener } from "@hono/node-server";
import { nodeApi } from "./api/node";
import { apiRoutes } from "./api/routes";
import { addonApp } from "./app";
import { systemClock, type TimeSource } from "./clock";
import type { AddonConfig } from "./config";
import type { AnsweredRequest } from "./http/request-log";
import { addressOf, closeServer, createHttpServer, listen } from "./http/server";
import { openTriggerSocket } from "./inside-pumble/socket";
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
  clock?: TimeSource;
  /** Whether a lesser SQLite will do where `libsql` is not installed. @default false */
  portableSqlite?: boolean;
  /** Receives log lines. @default standard error */
  writeLog?(line: string): void;
  /** Hears of every request when it has been answered. */
  onRequest?(request: AnsweredRequest): void;
}

/** A running addon. */
export interface Addon {
  /** Where it listens, without a trailing slash. */
  url: string;
  /**
   * Finishes requests in flight, takes no new ones, then closes the store.
   * @param drainMs how long before that `/readyz` says that no more shall come, while those that come are answered.
   * Default 0
   */
  close(drainMs?: number): Promise<void>;
}

/** For requests of HTTP/1.0, which need not name a host: the checks of balancers are such. */
const hostname = "localhost";

/** Answers every request until the addon is configured. */
const starting: RequestListener = getRequestListener(
  () => Response.json({ error: "The addon is starting" }, { status: 503, headers: { "retry-after": "1" } }),
  { hostname },
);

async function end(server: Server, services: Services, drainMs: number): Promise<void> {
  services.stopping = true;
  if (drainMs > 0) await delay(drainMs);
  await closeServer(server);
  await services.close();
}

/** Answers the API itself, and everything else by Hono. */
function listener(services: Services): RequestListener {
  const api = apiRoutes(services);
  const app = addonApp(services, api);
  const answerApi = nodeApi(api, services);
  const answerOther = getRequestListener((request, env) => app.fetch(request, env), { hostname });
  return function answerRequest(incoming, outgoing) {
    if (services.stopping) outgoing.shouldKeepAlive = false;
    if (!answerApi(incoming, outgoing)) void answerOther(incoming, outgoing);
  };
}

/**
 * Listens, configures, opens the store and serves. Until then every request is answered 503.
 * @throws ConfigError from `configure`, DatabaseUnavailable, DatabaseTooNew, or an Error when the port is taken
 */
export async function startAddon(options: StartAddonOptions): Promise<Addon> {
  let serve = starting;
  const { clock = systemClock, portableSqlite = false, writeLog, onRequest } = options;
  const server = createHttpServer((incoming, outgoing) => serve(incoming, outgoing), clock);
  const url = addressOf(await listen(server, options.port, options.host ?? "127.0.0.1"));
  let services: Services | undefined;
  try {
    const config = await options.configure(url);
    const publicUrl = config.publicUrl ?? url;
    services = await openServices(config, {
      publicUrl,
      clock,
      portableSqlite,
      ...(writeLog ? { writeLog } : {}),
      ...(onRequest ? { onRequest } : {}),
    });
    serve = listener(services);
    services.log.info("listening", { url, publicUrl, database: services.database.kind });
  } catch (error) {
    await closeServer(server);
    throw error;
  }
  const open = services;
  const socket = open.config.socketMode ? openTriggerSocket(open) : undefined;
  let closed: Promise<void> | undefined;
  return {
    url,
    close: (drainMs = 0) => {
      closed ??= end(server, open, drainMs).finally(() => socket?.close());
      return closed;
    },
  };
}
