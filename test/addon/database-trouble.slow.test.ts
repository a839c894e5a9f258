import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { sql } from "kysely";
import { afterEach, describe, expect, test } from "vitest";
import { KeyStore } from "../../src/addon/keys/key-store";
import { createLog } from "../../src/addon/log";
import { AuditLog } from "../../src/addon/store/audit";
import { Cipher } from "../../src/addon/store/cipher";
import { type Database, openDatabase } from "../../src/addon/store/database";
import { DatabaseFailure } from "../../src/addon/store/failure";
import { DatabaseWatch } from "../../src/addon/store/watch";
import { startSqlite } from "./databases";
import { PostgresServer, postgresFolder } from "./postgres-server";
import { callApi, startStack } from "./stack";

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Somebody may take the port before the server does: then it is another one. */
async function startOnTcp(tries = 5): Promise<{ server: PostgresServer; port: number }> {
  const port = await freePort();
  try {
    return { server: await PostgresServer.start(["listen_addresses=127.0.0.1", `port=${port}`]), port };
  } catch (error) {
    if (tries === 1) throw error;
    return startOnTcp(tries - 1);
  }
}

const act = { actor: "ada", source: "slash command" } as const;
const owner = { workspaceId: "w", userId: "ada" };
const clock = { now: () => 1_790_000_000_000 };

const keyStoreOf = (database: Database) =>
  new KeyStore(database, new Cipher([randomBytes(32)]), new AuditLog(database.db, clock), clock);

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Room for so many more pages; 0 gives it back. */
async function leavePages(db: Awaited<ReturnType<typeof openDatabase>>["db"], pages: number) {
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
  const most = pages === 0 ? 1_000_000 : rows[0]!.page_count + pages;
  await sql`pragma max_page_count = ${sql.lit(most)}`.execute(db);
}

test("a full SQLite file says that it is full until there is space again, and loses nothing", async () => {
  const { url, stop } = await startSqlite();
  cleanups.push(stop);
  const lines: string[] = [];
  const watch = new DatabaseWatch(createLog("info", (line) => lines.push(line)));
  const database = await openDatabase(url, { clock, watch });
  const { db, ping, close } = database;
  cleanups.push(close);
  const keys = keyStoreOf(database);
  await leavePages(db, 3);
  const made: string[] = [];
  const fill = async () => {
    for (;;) made.push((await keys.create({ ...owner, name: "x".repeat(80) }, act)).key.id);
  };
  await expect(fill()).rejects.toMatchObject({ trouble: "full", mayHaveHappened: false });
  await expect(ping()).rejects.toThrow("The addon's database has no space left");
  expect((await keys.list("w", "ada")).map(({ id }) => id).sort()).toEqual(made.sort());
  await leavePages(db, 0);
  await ping();
  made.push((await keys.create({ ...owner, name: "again" }, act)).key.id);
  expect(await keys.list("w", "ada")).toHaveLength(made.length);
  expect(lines.map((line) => JSON.parse(line).message)).toEqual([
    "The addon's database has no space left",
    "The database works again",
  ]);
});

test("a call while the database is full is 503 with when to try again, and no stack trace in the log", async () => {
  const { url, stop } = await startSqlite();
  cleanups.push(stop);
  const stack = await startStack({ databaseUrl: url });
  cleanups.push(stack.close);
  const key = await stack.issueKey(stack.members[0]!);
  const { db, close } = await openDatabase(url, { clock });
  cleanups.push(close);
  await sql`create trigger full_disk before insert on api_key
    begin select raise(abort, 'database or disk is full'); end`.execute(db);
  const post = (path: string) =>
    fetch(stack.url + path, { method: "POST", headers: { ApiKey: key }, body: '{"name":"x"}' });
  const answer = await post("/api-keys");
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("30");
  expect(answer.headers.get("x-pumble-error")).toBe("addon_unavailable");
  expect(await answer.json()).toEqual({
    error: "The addon's database has no space left. Nothing was done; try again in 30 seconds.",
  });
  expect((await callApi(stack.url, key, "myInfo")).status).toBe(200);
  expect(stack.log.filter((line) => line.includes('"stack"'))).toEqual([]);
});

test("an SQLite file is for its owner alone, also one that was made otherwise", async () => {
  const { url, stop } = await startSqlite();
  cleanups.push(stop);
  const before = process.umask(0o002);
  try {
    const { close } = await openDatabase(url, { clock });
    cleanups.push(close);
  } finally {
    process.umask(before);
  }
  for (const file of [url, `${url}-wal`, `${url}-shm`]) expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("a file that is no SQLite file is refused, and stays as it is", async () => {
  const { url, stop } = await startSqlite();
  cleanups.push(stop);
  writeFileSync(url, "somebody's notes");
  chmodSync(url, 0o644);
  await expect(openDatabase(url, { clock })).rejects.toThrow("file is not a database");
  expect([readFileSync(url, "utf8"), statSync(url).mode & 0o777]).toEqual(["somebody's notes", 0o644]);
});

describe.skipIf(!postgresFolder)("on PostgreSQL", () => {
  test("with fewer slots than connections wanted calls wait for one, and none fails", async () => {
    const server = await PostgresServer.start(["max_connections=8", "superuser_reserved_connections=2"]);
    cleanups.push(() => server.stop());
    const database = await openDatabase(server.url, { clock, poolSize: 20 });
    cleanups.push(database.close);
    const keys = keyStoreOf(database);
    const makes = Array.from({ length: 100 }, (_, at) => keys.create({ ...owner, name: `key ${at}` }, act));
    expect((await Promise.allSettled(makes)).filter(({ status }) => status === "rejected")).toEqual([]);
  }, 60_000);

  test("a role that may make no tables is enough where nothing is to be made, and told what it lacks elsewhere", async () => {
    const server = await PostgresServer.start();
    cleanups.push(() => server.stop());
    const asWorker = server.url.replace("postgres@", "worker@");
    const owned = await openDatabase(server.url, { clock });
    cleanups.push(owned.close);
    await sql`create role worker login`.execute(owned.db);
    await sql`revoke create on schema public from public`.execute(owned.db);
    await sql`grant select, insert, update, delete on all tables in schema public to worker`.execute(
      owned.db,
    );
    const { db, ping, close } = await openDatabase(asWorker, { clock });
    cleanups.push(close);
    const keys = keyStoreOf({ ...owned, db });
    const { key, text } = await keys.create({ ...owner, name: "made" }, act);
    const { text: successor } = await keys.rotate(key, { graceMs: 0 }, act);
    expect([(await keys.verify(text)).accepted, (await keys.verify(successor)).accepted]).toEqual([
      false,
      true,
    ]);
    await ping();
    await expect(sql`create table other (id text)`.execute(db)).rejects.toThrow();

    await sql`create database empty`.execute(owned.db);
    const fresh = asWorker.replace("/postgres?", "/empty?");
    const revoking = await openDatabase(server.url.replace("/postgres?", "/empty?"), { clock });
    await sql`revoke create on schema public from public`.execute(revoking.db);
    await sql`drop table addon_migration`.execute(revoking.db);
    await revoking.close();
    await expect(openDatabase(fresh, { clock })).rejects.toThrow(
      /permission denied for schema public\. Let its user make tables there; where they are all made, to read and change rows is enough\.$/,
    );
  });

  test("a session of which nothing is left at the addon's end is ended by the server within a minute", async () => {
    const { server, port } = await startOnTcp();
    cleanups.push(() => server.stop());
    const { db, close } = await openDatabase(`postgres://postgres@127.0.0.1:${port}/postgres`, { clock });
    cleanups.push(close);
    const { rows } = await sql<{ name: string; setting: string }>`
      select name, setting from pg_settings where name like 'tcp_keepalives_%' order by name`.execute(db);
    const [count, idle, interval] = rows.map(({ setting }) => Number(setting));
    expect(idle).toBeGreaterThan(0);
    expect(idle! + count! * interval!).toBeLessThanOrEqual(60);
  });

  test("a database that is gone fails each statement soon, closes soon, and is named in the log once", async () => {
    const server = await PostgresServer.start();
    cleanups.push(() => server.stop());
    const lines: string[] = [];
    const watch = new DatabaseWatch(createLog("info", (line) => lines.push(line)));
    const database = await openDatabase(server.url, { clock, watch });
    const { ping, close } = database;
    const keys = keyStoreOf(database);
    const { key, text } = await keys.create({ ...owner, name: "kept" }, act);
    await server.down("SIGQUIT");
    for (let time = 0; time < 5; time++) {
      await expect(keys.revoke(key, act)).rejects.toThrow(DatabaseFailure);
      await expect(ping()).rejects.toThrow("The addon cannot reach its database");
    }
    await server.up();
    await ping();
    expect((await keys.verify(text)).accepted).toBe(true);
    expect(lines.map((line) => JSON.parse(line).message)).toEqual([
      "The addon cannot reach its database",
      "The database works again",
    ]);
    server.hold();
    const startedMs = performance.now();
    await expect(ping()).rejects.toThrow("does not answer in time");
    expect(performance.now() - startedMs).toBeLessThan(2_000);
    // Changes of one member's keys come one after another, and yet do not wait for each other's deadlines.
    const makes = Array.from({ length: 12 }, () => keys.create({ ...owner, name: "late" }, act));
    const outcomes = await Promise.allSettled(makes);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toEqual([]);
    expect(performance.now() - startedMs).toBeLessThan(10_000);
    await close();
    expect(performance.now() - startedMs).toBeLessThan(15_000);
    server.release();
  }, 60_000);
});
