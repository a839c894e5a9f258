/** Everything that routes and hooks work with, made once at start. */
import { setTimeout as delay } from "node:timers/promises";
import { PlatformClient } from "../platform/client";
import type { TimeSource } from "./clock";
import type { AddonConfig } from "./config";
import { Directory } from "./directory";
import { type AnsweredRequest, RequestLog } from "./http/request-log";
import { KeyStore } from "./keys/key-store";
import { createLog, type Log } from "./log";
import { Metrics } from "./metrics";
import { AuditLog } from "./store/audit";
import { BotMessages } from "./store/bot-messages";
import { Cipher } from "./store/cipher";
import { type Database, openDatabase } from "./store/database";
import { GrantStore } from "./store/grants";
import { OAuthStates } from "./store/oauth-states";
import { RateLimiter, windowMs } from "./store/rate-limiter";
import { DatabaseWatch } from "./store/watch";
import { Tasks } from "./tasks";

export interface Services {
  config: AddonConfig;
  /** Where Pumble and people reach the addon, without a trailing slash. */
  publicUrl: string;
  clock: TimeSource;
  log: Log;
  requests: RequestLog;
  database: Database;
  keys: KeyStore;
  grants: GrantStore;
  audit: AuditLog;
  platform: PlatformClient;
  directory: Directory;
  botMessages: BotMessages;
  states: OAuthStates;
  tasks: Tasks;
  limiter: RateLimiter;
  metrics: Metrics;
  /** Is about to stop: the balancer shall send no more. */
  stopping: boolean;
  /** Ends everything that was opened here. Requests must have ended before. */
  close(): Promise<void>;
}

/** How often the times of last use are written down. */
const flushEveryMs = 15_000;

/** Work that goes on after its request is waited for this long at the end. */
const tasksMs = 2_000;

/** Something that is done again and again, and keeps no process alive. */
function every(ms: number, work: () => void): NodeJS.Timeout {
  return setInterval(work, ms).unref();
}

/**
 * Opens the store and readies the platform client.
 * @throws DatabaseUnavailable, DatabaseTooNew
 */
export async function openServices(
  config: AddonConfig,
  options: {
    publicUrl: string;
    clock: TimeSource;
    writeLog?: (line: string) => void;
    onRequest?: (request: AnsweredRequest) => void;
    portableSqlite?: boolean;
  },
): Promise<Services> {
  const { clock, portableSqlite = false } = options;
  const log = createLog(config.logLevel, options.writeLog);
  const cipher = new Cipher(config.encryptionKeys);
  const watch = new DatabaseWatch(log);
  const database = await openDatabase(config.databaseUrl, {
    clock,
    poolSize: config.poolSize,
    watch,
    portableSqlite,
  });
  const audit = new AuditLog(database.db, clock);
  const keys = new KeyStore(database, cipher, audit, clock);
  const grants = new GrantStore(database.db, cipher, clock);
  const tasks = new Tasks(log);
  tasks.start("Moving tokens to the newest encryption key", async () => {
    const moved = await grants.reseal();
    if (moved > 0) log.info("tokens moved to the newest encryption key", { moved });
  });
  const metrics = new Metrics();
  const limiter = new RateLimiter(clock, database.kind === "postgres" ? database.db : null);
  const platform = new PlatformClient({
    apiUrl: config.platform.apiUrl,
    appKey: config.platform.appKey,
    timeoutMs: config.platform.timeoutMs,
    circuit: { now: () => clock.now() },
    observe: (call) => {
      if (log.writes("debug")) log.debug("platform call", { ...call });
      metrics.platformCalls.add(call.method, String(call.status ?? "none"));
      metrics.platformDuration.observe(call.durationMs);
    },
  });
  const timers = [
    every(flushEveryMs, () => tasks.start("Writing down last use", () => keys.flush())),
    every(windowMs, () => tasks.start("Removing old request counts", () => limiter.prune())),
    every(windowMs, () => tasks.start("Forgetting old triggers", () => keys.prune())),
  ];
  return {
    config,
    publicUrl: options.publicUrl,
    clock,
    log,
    requests: new RequestLog({ log, metrics, onRequest: options.onRequest }),
    database,
    keys,
    grants,
    audit,
    platform,
    directory: new Directory(clock),
    botMessages: new BotMessages(database.db, clock),
    states: new OAuthStates(
      cipher.keyIds.map((id) => cipher.derive("oauth state", id)),
      clock,
    ),
    tasks,
    limiter,
    metrics,
    stopping: false,
    close: async () => {
      for (const timer of timers) clearInterval(timer);
      await Promise.race([tasks.drain(), delay(tasksMs, undefined, { ref: false })]);
      await keys.flush().catch((error: unknown) => log.warn("Last use was not written down", { error }));
      await platform.close();
      await database.close();
    },
  };
}
