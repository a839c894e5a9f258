/** `libsql` as Kysely's SQLite dialect wants it. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { SqliteDatabase, SqliteStatement } from "kysely";

type Parameters = readonly unknown[];

interface LibsqlStatement {
  readonly reader: boolean;
  all(parameters: Parameters): unknown[];
  run(parameters: Parameters): { changes: number | bigint; lastInsertRowid: number | bigint };
  iterate(parameters: Parameters): IterableIterator<unknown>;
}

interface LibsqlDatabase {
  readonly inTransaction: boolean;
  exec(sql: string): void;
  prepare(sql: string): LibsqlStatement;
  pragma(source: string): unknown;
  close(): void;
}

const controlsTransaction = /^(begin|commit|rollback)$/i;
const writes = /^\s*(insert|update|delete)\b/i;

/**
 * A statement that failed because the file was locked stays open in libsql and blocks every later commit. So nothing is
 * prepared before the lock is held: each transaction takes it first, by `exec`, and each single write becomes one.
 */
class LockFirstDatabase implements SqliteDatabase {
  readonly #database: LibsqlDatabase;

  constructor(database: LibsqlDatabase) {
    this.#database = database;
  }

  close(): void {
    this.#database.close();
  }

  prepare(text: string): SqliteStatement {
    if (controlsTransaction.test(text))
      return this.#control(/^begin$/i.test(text) ? "begin immediate" : text);
    if (!writes.test(text)) return this.#database.prepare(text) as SqliteStatement;
    return {
      reader: /\breturning\b/i.test(text),
      all: (parameters) => this.#locked(() => this.#database.prepare(text).all(parameters)),
      run: (parameters) => this.#locked(() => this.#database.prepare(text).run(parameters)),
      iterate: () => {
        throw new TypeError("A write is not iterated.");
      },
    };
  }

  #control(text: string): SqliteStatement {
    const run = () => {
      this.#database.exec(text);
      return { changes: 0, lastInsertRowid: 0 };
    };
    return { reader: false, run, all: () => [], iterate: () => [][Symbol.iterator]() };
  }

  #locked<Result>(write: () => Result): Result {
    if (this.#database.inTransaction) return write();
    this.#database.exec("begin immediate");
    try {
      const result = write();
      this.#database.exec("commit");
      return result;
    } catch (error) {
      this.#database.exec("rollback");
      throw error;
    }
  }
}

/** Opens an SQLite file, made together with its folder when absent. A locked file is waited for by the caller. */
export async function openSqliteFile(path: string): Promise<SqliteDatabase> {
  const { default: Sqlite } = await import("libsql");
  mkdirSync(dirname(path), { recursive: true });
  const database: LibsqlDatabase = new Sqlite(path);
  database.pragma("busy_timeout = 2000");
  database.pragma("journal_mode = WAL");
  // A key that was shown to its owner must outlive a power cut.
  database.pragma("synchronous = FULL");
  return new LockFirstDatabase(database);
}
