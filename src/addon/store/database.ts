/** Opens the store: an SQLite file, or PostgreSQL. */
import { Kysely, PostgresDialect, SqliteDialect, sql } from "kysely";
import { type Clock, systemClock } from "../clock";
import { type DatabaseKind, migrate } from "./migrations";
import type { Schema } from "./schema";
import { openSqliteFile } from "./sqlite";

/** An open database with the current schema. */
export interface Database {
  readonly db: Kysely<Schema>;
  readonly kind: DatabaseKind;
  /** @throws when the database does not answer */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The database cannot be opened. Names the file or the server, never a password. */
export class DatabaseUnavailable extends Error {
  constructor(where: string, reason: string) {
    super(`Cannot open the database ${where}: ${reason}. Check DATABASE_URL.`);
    this.name = "DatabaseUnavailable";
  }
}

async function openSqlite(path: string): Promise<Kysely<Schema>> {
  return new Kysely<Schema>({ dialect: new SqliteDialect({ database: await openSqliteFile(path) }) });
}

const int8 = 20; // PostgreSQL's type number of bigint

async function openPostgres(url: string): Promise<Kysely<Schema>> {
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    types: {
      getTypeParser: (type: number, format?: "text" | "binary") =>
        type === int8 ? Number : pg.types.getTypeParser(type, format ?? "text"),
    } as typeof pg.types,
  });
  // An idle connection that the server ends is replaced at the next query.
  pool.on("error", () => undefined);
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}

function withoutPassword(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

function reasonOf(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return (message || code || String(error)).replace(/\.$/, "");
}

/**
 * Opens the database and brings it up to date.
 * @param databaseUrl a `postgres://` URL, or the path of an SQLite file, also as `file:` or `sqlite:` URL
 * @throws DatabaseUnavailable, DatabaseTooNew
 */
export async function openDatabase(databaseUrl: string, clock: Clock = systemClock): Promise<Database> {
  const kind: DatabaseKind = /^postgres(ql)?:/.test(databaseUrl) ? "postgres" : "sqlite";
  const path = databaseUrl.replace(/^(file|sqlite):(\/\/(?=\/))?/, "");
  const where = kind === "postgres" ? withoutPassword(databaseUrl) : path;
  let db: Kysely<Schema> | undefined;
  try {
    db = await (kind === "postgres" ? openPostgres(databaseUrl) : openSqlite(path));
    await migrate(db, kind, clock.now());
  } catch (error) {
    await db?.destroy().catch(() => undefined);
    if ((error as Error).name === "DatabaseTooNew") throw error;
    throw new DatabaseUnavailable(where, reasonOf(error));
  }
  const open = db;
  return {
    db: open,
    kind,
    ping: async () => void (await sql`select 1`.execute(open)),
    close: () => open.destroy(),
  };
}
