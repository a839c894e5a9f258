/** Opens the store: an SQLite file, or PostgreSQL. */
import { setTimeout as delay } from "node:timers/promises";
import { Kysely, PostgresDialect, SqliteDialect, sql } from "kysely";
import { systemClock, type TimeSource } from "../clock";
import { DatabaseFailure } from "./failure";
import { type DatabaseKind, migrate } from "./migrations";
import { MissingPackage } from "./missing-package";
import { postgresPool } from "./postgres";
import { postgresUrl } from "./postgres-url";
import type { Schema } from "./schema";
import { openSqliteFile } from "./sqlite";
import { DatabaseWatch } from "./watch";

/** An open database with the current schema. */
export interface Database {
  readonly db: Kysely<Schema>;
  readonly kind: DatabaseKind;
  /** Tells within two seconds whether the database works. @throws DatabaseFailure */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The database cannot be opened. Names the file or the server, never a password. */
class DatabaseUnavailable extends Error {
  constructor(where: string, reason: string, nextStep = "Check DATABASE_URL") {
    super(`Cannot open the database ${where}: ${reason}. ${nextStep}.`);
    this.name = "DatabaseUnavailable";
  }
}

/** How a database is opened. */
export interface DatabaseOptions {
  clock?: TimeSource;
  /** Connections to PostgreSQL at most. @default 10 */
  poolSize?: number;
  /** Told of what works and what does not. */
  watch?: DatabaseWatch;
  /** Whether a lesser SQLite will do where `libsql` is not installed. @default false */
  portableSqlite?: boolean;
}

/** A check that takes longer than this has failed. */
const pingMs = 1_500;

async function openSqlite(...options: Parameters<typeof openSqliteFile>): Promise<Kysely<Schema>> {
  return new Kysely<Schema>({ dialect: new SqliteDialect({ database: await openSqliteFile(...options) }) });
}

async function openPostgres(...options: Parameters<typeof postgresPool>): Promise<Kysely<Schema>> {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: await postgresPool(...options) }) });
}

function withoutPassword(url: string): string {
  const { protocol, host, pathname } = postgresUrl(url) ?? {};
  return protocol ? `${protocol}//${host}${pathname}` : "of this address";
}

/** What mends it where that is not the address, by SQLSTATE and Node's codes. */
const nextSteps: Record<string, string> = {
  42501: "Let its user make tables there; where they are all made, to read and change rows is enough",
  25006: "It can only be read: name the primary server in DATABASE_URL",
  "3D000": "Make it, or correct its name in DATABASE_URL",
  28000: "Correct the user in DATABASE_URL",
  "28P01": "Correct user and password in DATABASE_URL",
  ECONNREFUSED: "Start it, or correct DATABASE_URL",
};

function unavailable(where: string, thrown: unknown): DatabaseUnavailable {
  const error = thrown instanceof DatabaseFailure ? thrown.cause : thrown;
  const { message, code = "" } = error as { message?: string; code?: string };
  const reason = (message || code || String(error)).replace(/\.$/, "");
  return new DatabaseUnavailable(where, reason, nextSteps[code]);
}

/** Brings PostgreSQL's schema up to date over a connection of its own, which may wait long for the other replicas. */
async function migratePostgres(url: string, watch: DatabaseWatch, nowMs: number): Promise<void> {
  const db = await openPostgres({ url, size: 1, watch, patient: true });
  try {
    await migrate(db, "postgres", nowMs);
  } finally {
    await db.destroy();
  }
}

/** Together they need more than one new page. */
const probeRows = 200;

/** A statement that shows whether the database works: a write where it had no space left. */
async function check(db: Kysely<Schema>, watch: DatabaseWatch): Promise<void> {
  if (watch.trouble !== "full") return void (await sql`select 1`.execute(db));
  const probe = Array.from({ length: probeRows }, (_, row) => ({
    ...{ bucket: `probe ${row} ${"of free space ".repeat(5)}`, started_at: 0, requests: 0 },
  }));
  const insert = db.insertInto("rate_window").values(probe);
  await insert.onConflict((conflict) => conflict.doNothing()).execute();
  await db.deleteFrom("rate_window").where("started_at", "=", 0).execute();
}

async function ping(db: Kysely<Schema>, watch: DatabaseWatch): Promise<void> {
  const over = new AbortController();
  const late = delay(pingMs, undefined, { signal: over.signal }).then(() => {
    throw new DatabaseFailure("slow", new Error(`No answer within ${pingMs} ms`));
  });
  late.catch(() => undefined);
  const checking = check(db, watch);
  checking.catch(() => undefined);
  await Promise.race([checking, late]).finally(() => over.abort());
}

/**
 * Opens the database and brings it up to date.
 * @param databaseUrl a `postgres://` URL, or the path of an SQLite file, also as `file:` or `sqlite:` URL
 * @throws DatabaseUnavailable, DatabaseTooNew, MissingPackage
 */
export async function openDatabase(databaseUrl: string, options: DatabaseOptions = {}): Promise<Database> {
  const { clock = systemClock, poolSize = 10, watch = new DatabaseWatch(), portableSqlite } = options;
  const kind: DatabaseKind = /^postgres(ql)?:/.test(databaseUrl) ? "postgres" : "sqlite";
  const path = databaseUrl.replace(/^(file|sqlite):(\/\/(?=\/))?/, "");
  const where = kind === "postgres" ? withoutPassword(databaseUrl) : path;
  let db: Kysely<Schema> | undefined;
  try {
    if (kind === "postgres") {
      await migratePostgres(databaseUrl, watch, clock.now());
      db = await openPostgres({ url: databaseUrl, size: poolSize, watch });
    } else {
      db = await openSqlite(path, watch, portableSqlite);
      await migrate(db, kind, clock.now());
    }
  } catch (error) {
    await db?.destroy().catch(() => undefined);
    if (error instanceof MissingPackage || (error as Error).name === "DatabaseTooNew") throw error;
    throw unavailable(where, error);
  }
  const open = db;
  return { db: open, kind, ping: () => ping(open, watch), close: () => open.destroy() };
}
