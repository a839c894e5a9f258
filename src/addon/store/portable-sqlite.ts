/**
 * SQLite compiled to WebAssembly, with the interface of `libsql`: for a local workspace on a machine where nothing was
 * installed for the addon. It has no write-ahead log, so production takes `libsql`.
 */
import type { JSValue } from "node-sqlite3-wasm";
import type { LibsqlDatabase } from "./libsql";

const reads = /^\s*(select|with|pragma|explain)\b|\breturning\b/i;

/** Opens the file, made when absent. */
export async function openPortable(path: string): Promise<LibsqlDatabase> {
  const { Database } = (await import("node-sqlite3-wasm")).default;
  const database = new Database(path);
  const all = (text: string, parameters: readonly unknown[] = []): object[] =>
    database.all(text, [...parameters] as JSValue[]);
  return {
    get inTransaction() {
      return database.inTransaction;
    },
    exec: (text) => void database.exec(text),
    pragma: (text) => all(`pragma ${text}`),
    close: () => void database.close(),
    prepare: (text) => ({
      reader: reads.test(text),
      all: (parameters) => all(text, parameters),
      run: (parameters) => database.run(text, [...parameters] as JSValue[]),
      iterate: (parameters) => all(text, parameters)[Symbol.iterator](),
    }),
  };
}
