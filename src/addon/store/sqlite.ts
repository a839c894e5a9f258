/** `libsql` as Kysely's SQLite dialect wants it. */
import { chmodSync, closeSync, mkdirSync, openSync, readSync } from "node:fs";
import { dirname } from "node:path";
import type { SqliteDatabase, SqliteStatement } from "kysely";
import { DatabaseFailure, troubleOf } from "./failure";
import type { LibsqlDatabase } from "./libsql";
import { isMissing, MissingPackage } from "./missing-package";
import { openPortable } from "./portable-sqlite";
import type { DatabaseWatch } from "./watch";

const controlsTransaction = /^(begin|commit|rollback)$/i;
const writes = /^\s*(insert|update|delete)\b/i;

/**
 * A statement that failed because the file was locked stays open in libsql and blocks every later commit. So nothing is
 * prepared before the lock is held: each transaction takes it first, by `exec`, and each single write becomes one.
 */
class LockFirstDatabase implements SqliteDatabase {
  readonly #database: LibsqlDatabase;
  readonly #watch: DatabaseWatch;

  constructor(database: LibsqlDatabase, watch: DatabaseWatch) {
    this.#database = database;
    this.#watch = watch;
  }

  close(): void {
    this.#database.close();
  }

  prepare(text: string): SqliteStatement {
    if (controlsTransaction.test(text))
      return this.#control(/^begin$/i.test(text) ? "begin immediate" : text);
    if (!writes.test(text)) return this.#reading(text);
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
      // A write that found no space may have ended its transaction already.
      const isOver = /^rollback$/i.test(text) && !this.#database.inTransaction;
      if (!isOver) this.#tried(() => this.#database.exec(text));
      return { changes: 0, lastInsertRowid: 0 };
    };
    return { reader: false, run, all: () => [], iterate: () => [][Symbol.iterator]() };
  }

  #reading(text: string): SqliteStatement {
    const statement = this.#tried(() => this.#database.prepare(text));
    return {
      reader: statement.reader,
      all: (parameters) => this.#tried(() => statement.all(parameters)),
      run: (parameters) => this.#tried(() => statement.run(parameters)),
      iterate: (parameters) => statement.iterate(parameters),
    };
  }

  #locked<Result>(write: () => Result): Result {
    if (this.#database.inTransaction) return this.#tried(write);
    const result = this.#tried(() => {
      this.#database.exec("begin immediate");
      try {
        const written = write();
        this.#database.exec("commit");
        return written;
      } catch (error) {
        if (this.#database.inTransaction) this.#database.exec("rollback");
        throw error;
      }
    });
    this.#watch.worked(true);
    return result;
  }

  /** @throws DatabaseFailure where the database itself is in trouble */
  #tried<Result>(work: () => Result): Result {
    try {
      const result = work();
      this.#watch.worked(false);
      return result;
    } catch (error) {
      const trouble = troubleOf(error);
      if (!trouble) throw error;
      const failure = new DatabaseFailure(trouble, error);
      this.#watch.failed(failure);
      throw failure;
    }
  }
}

/** @throws MissingPackage where `libsql` is not installed and nothing may take its place */
async function engine(portable: boolean): Promise<(path: string) => Promise<LibsqlDatabase>> {
  try {
    const { default: Sqlite } = await import("libsql");
    return async (path) => new Sqlite(path) as LibsqlDatabase;
  } catch (error) {
    if (!isMissing(error, "libsql")) throw error;
    if (!portable) throw new MissingPackage("An SQLite file", "libsql");
    return openPortable;
  }
}

/**
 * Opens an SQLite file, made together with its folder when absent. A locked file is waited for by the caller.
 * @param portable whether a lesser SQLite will do where `libsql` is not installed
 */
export async function openSqliteFile(
  path: string,
  watch: DatabaseWatch,
  portable = false,
): Promise<SqliteDatabase> {
  const open = await engine(portable);
  mkdirSync(dirname(path), { recursive: true });
  onlyForOwner(path);
  const database = await open(path);
  database.pragma("busy_timeout = 2000");
  database.pragma("journal_mode = WAL");
  // A key that was shown to its owner must outlive a power cut.
  database.pragma("synchronous = FULL");
  return new LockFirstDatabase(database, watch);
}

/** SQLite gives the files beside this one its rights. What is somebody else's, or no SQLite file, stays as it is. */
function onlyForOwner(path: string): void {
  if (path === ":memory:") return;
  const file = openSync(path, "a+", 0o600);
  const head = Buffer.alloc(6);
  const isOurs = readSync(file, head, 0, 6, 0) === 0 || head.toString("latin1") === "SQLite";
  closeSync(file);
  if (!isOurs) return;
  try {
    chmodSync(path, 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") throw error;
  }
}
