/** The addon's services on a database of their own, with no server and no platform that answers. */
import { configFromEnvironment } from "../../src/addon";
import { openServices, type Services } from "../../src/addon/services";
import { startSqlite, type TestDatabase } from "./databases";

export interface TestServices {
  services: Services;
  store: TestDatabase;
  clock: { ms: number; now(): number };
  /** What was logged, parsed. */
  log: Record<string, unknown>[];
  /** Opens them once more on the same database. */
  again(env: Record<string, string>): Promise<Services>;
  close(): Promise<void>;
}

/** Nobody answers here. */
const nowhere = "http://127.0.0.1:9";

export async function openTestServices(env: Record<string, string> = {}): Promise<TestServices> {
  const store = await startSqlite();
  const clock = { ms: 1_790_000_000_000, now: () => clock.ms };
  const log: Record<string, unknown>[] = [];
  const opened: Services[] = [];
  const open = async (more: Record<string, string>) => {
    const config = configFromEnvironment({
      ...{ PUMBLE_APP_ID: "-", PUMBLE_APP_KEY: "-", PUMBLE_APP_CLIENT_SECRET: "-" },
      ...{ PUMBLE_APP_SIGNING_SECRET: "-", PUMBLE_ENCRYPTION_KEY: "ab".repeat(32) },
      ...{ PUMBLE_API_URL: nowhere, DATABASE_URL: store.url, LOG_LEVEL: "info" },
      ...env,
      ...more,
    });
    const writeLog = (line: string) => void log.push(JSON.parse(line));
    const services = await openServices(config, { publicUrl: "https://addon.test", clock, writeLog });
    opened.push(services);
    return services;
  };
  return {
    services: await open({}),
    store,
    clock,
    log,
    again: open,
    close: async () => {
      await Promise.all(opened.map((services) => services.close().catch(() => undefined)));
      await store.stop();
    },
  };
}
