import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Libsql from "libsql";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { LibsqlDatabase } from "../../../src/addon/store/libsql";
import { openPortable } from "../../../src/addon/store/portable-sqlite";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portable-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const table = "create table t (id integer primary key, ms integer, share real, name text unique)";

/** What a database answers to a row of statements, each as Kysely sends it. */
function answers(
  database: LibsqlDatabase,
  statements: readonly (readonly [string, ...unknown[]])[],
): unknown[] {
  database.exec(table);
  return statements.map(([text, ...parameters]) => {
    const statement = database.prepare(text);
    return statement.reader ? statement.all(parameters) : statement.run(parameters);
  });
}

const insert = "insert into t (ms, share, name) values (?, ?, ?)";

describe("SQLite as WebAssembly answers as libsql does", () => {
  const cases: Record<string, (readonly [string, ...unknown[]])[]> = {
    "times beyond 32 bits, fractions and null": [
      [insert, 1_795_730_569_400, 1.5, "é 🎉"],
      [insert, 1, null, null],
      ["select * from t order by id"],
    ],
    "rows of a write that returns them": [
      [`${insert} returning id, name`, 1, 1, "a"],
      ["update t set name = ? where ms = ? returning name", "b", 1],
      ["delete from t where name = ? returning id", "nobody"],
    ],
    "how many rows changed": [
      [insert, 1, 1, "a"],
      [insert, 1, 1, "b"],
      ["update t set ms = 2"],
      ["delete from t where name = 'a'"],
    ],
    "a query that starts with its parts": [["with one as (select 1 as n) select n from one"]],
  };

  it.each(Object.entries(cases))("%s", async (_, statements) => {
    const portable = await openPortable(join(folder, "portable.sqlite"));
    const libsql = new Libsql(join(folder, "libsql.sqlite")) as unknown as LibsqlDatabase;
    expect(plain(answers(portable, statements))).toEqual(plain(answers(libsql, statements)));
    portable.close();
    libsql.close();
  });

  /** `libsql` adds how long it took. */
  function plain(results: unknown[]): unknown[] {
    return results.map((result) => {
      const { changes, lastInsertRowid } = result as { changes?: number; lastInsertRowid?: number };
      return Array.isArray(result) ? result : { changes, lastInsertRowid };
    });
  }
});

it("what was committed is there after it was closed, what was rolled back is not", async () => {
  const path = join(folder, "kept.sqlite");
  const first = await openPortable(path);
  answers(first, [[insert, 1, 1, "kept"]]);
  first.exec("begin immediate");
  expect(first.inTransaction).toBe(true);
  first.prepare(insert).run([2, 2, "lost"]);
  first.exec("rollback");
  expect(first.inTransaction).toBe(false);
  first.close();
  const second = await openPortable(path);
  expect(second.prepare("select name from t").all([])).toEqual([{ name: "kept" }]);
  second.close();
});
