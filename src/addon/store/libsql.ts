/** What is used of the `libsql` package. */

type Parameters = readonly unknown[];

interface LibsqlStatement {
  readonly reader: boolean;
  all(parameters: Parameters): unknown[];
  run(parameters: Parameters): { changes: number | bigint; lastInsertRowid: number | bigint };
  iterate(parameters: Parameters): IterableIterator<unknown>;
}

/** What is used of an open `libsql` database. */
export interface LibsqlDatabase {
  readonly inTransaction: boolean;
  exec(sql: string): void;
  prepare(sql: string): LibsqlStatement;
  pragma(source: string): unknown;
  close(): void;
}
