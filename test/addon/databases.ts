/** Real databases for tests: an SQLite file, and a PostgreSQL server of the test's own when the machine has one. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PostgresServer, postgresFolder } from "./postgres-server";

/** A database made for one test file. */
export interface TestDatabase {
  url: string;
  /** Where its files are, to look for secrets in them. */
  folder: string;
  stop(): Promise<void>;
}

function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "pumble-iac-db-"));
}

/** A new SQLite file in a folder of its own. */
export async function startSqlite(): Promise<TestDatabase> {
  const folder = temporaryFolder();
  return {
    url: join(folder, "addon.sqlite"),
    folder,
    stop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

if (!postgresFolder)
  console.warn("SKIPPED: tests on PostgreSQL, for this machine has no initdb and postgres.");

/** Starts a PostgreSQL server of the test's own; null where this machine has none. */
export const startPostgres = postgresFolder ? () => PostgresServer.start() : null;

/** Every kind of database that this machine can run, by name. */
export const databases: Record<string, () => Promise<TestDatabase>> = {
  SQLite: startSqlite,
  ...(startPostgres ? { PostgreSQL: startPostgres } : {}),
};
