/** The steps that bring a database to the current schema. A step that has shipped is never changed. */
import { setTimeout as delay } from "node:timers/promises";
import { type Kysely, sql, type Transaction } from "kysely";
import { DatabaseFailure } from "./failure";
import type { Schema } from "./schema";

/** The databases that the steps are written for. */
export type DatabaseKind = "sqlite" | "postgres";

type Step = (db: Transaction<Schema> | Kysely<Schema>, kind: DatabaseKind) => Promise<void>;

async function createTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("installation")
    .addColumn("workspace_id", "text", (column) => column.primaryKey())
    .addColumn("bot_id", "text", (column) => column.notNull())
    .addColumn("bot_token_sealed", "text", (column) => column.notNull())
    .addColumn("installed_by", "text", (column) => column.notNull())
    .addColumn("installed_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("authorization")
    .addColumn("workspace_id", "text", (column) => column.notNull())
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("token_sealed", "text", (column) => column.notNull())
    .addColumn("authorized_at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("authorization_pk", ["workspace_id", "user_id"])
    .execute();
  await db.schema
    .createTable("api_key")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("workspace_id", "text", (column) => column.notNull())
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .addColumn("last_characters", "text", (column) => column.notNull())
    .addColumn("scopes", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("last_used_at", "bigint")
    .addColumn("expires_at", "bigint")
    .addColumn("revoked_at", "bigint")
    .execute();
  await db.schema
    .createIndex("api_key_owner")
    .on("api_key")
    .columns(["workspace_id", "user_id", "created_at"])
    .execute();
  await db.schema
    .createTable("audit")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("workspace_id", "text", (column) => column.notNull())
    .addColumn("actor", "text", (column) => column.notNull())
    .addColumn("action", "text", (column) => column.notNull())
    .addColumn("target", "text", (column) => column.notNull())
    .addColumn("source", "text", (column) => column.notNull())
    .addColumn("detail", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("audit_workspace").on("audit").columns(["workspace_id", "id"]).execute();
  await db.schema
    .createTable("rate_window")
    .addColumn("bucket", "text", (column) => column.notNull())
    .addColumn("started_at", "bigint", (column) => column.notNull())
    .addColumn("requests", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("rate_window_pk", ["bucket", "started_at"])
    .execute();
}

/** The audit table only grows: the database itself refuses to change or remove a row. */
async function sealAudit(db: Kysely<Schema>, kind: DatabaseKind): Promise<void> {
  if (kind === "sqlite") {
    for (const verb of ["update", "delete"]) {
      await sql`create trigger ${sql.ref(`audit_no_${verb}`)} before ${sql.raw(verb)} on audit
        begin select raise(abort, 'the audit log is append-only'); end`.execute(db);
    }
    return;
  }
  await sql`create function audit_append_only() returns trigger language plpgsql as
    $$ begin raise exception 'the audit log is append-only'; end $$`.execute(db);
  await sql`create trigger audit_append_only before update or delete or truncate on audit
    for each statement execute function audit_append_only()`.execute(db);
}

/** Where keys come from, what replaced them, which triggers made one, and who speaks through the bot. */
async function keyOrigins(db: Kysely<Schema>): Promise<void> {
  for (const [name, type] of [
    ["parent_id", "text"],
    ["replaced_by", "text"],
    ["grace_until", "bigint"],
  ] as const) {
    await db.schema.alterTable("api_key").addColumn(name, type).execute();
  }
  await db.schema.createIndex("api_key_parent").on("api_key").column("parent_id").execute();
  await db.schema.createIndex("api_key_replaced").on("api_key").column("replaced_by").execute();
  await db.schema.alterTable("audit").addColumn("key_id", "text").execute();
  await db.schema
    .createTable("handled_trigger")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("bot_message")
    .addColumn("workspace_id", "text", (column) => column.notNull())
    .addColumn("message_id", "text", (column) => column.notNull())
    .addColumn("channel_id", "text", (column) => column.notNull())
    .addColumn("user_id", "text", (column) => column.notNull())
    .addColumn("key_id", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("bot_message_pk", ["workspace_id", "message_id"])
    .execute();
}

/** In the order in which they are applied. */
const steps: Record<string, Step> = {
  "001-tables": createTables,
  "002-append-only-audit": sealAudit,
  "003-key-origins": keyOrigins,
};

/** The database has steps that this version does not know. */
class DatabaseTooNew extends Error {
  constructor(unknown: readonly string[]) {
    super(
      `The database was upgraded by a newer pumble-iac (${unknown.join(", ")}). Update pumble-iac, or restore a backup.`,
    );
    this.name = "DatabaseTooNew";
  }
}

/**
 * The table of the steps that were taken. PostgreSQL asks for the right to make tables even where `if not exists` finds
 * one, and whoever runs the addon may have that right only while it is brought up to date.
 */
async function ensureStepTable(db: Kysely<Schema>, kind: DatabaseKind): Promise<void> {
  if (kind === "postgres") {
    const found = await sql<{ there: boolean }>`
      select to_regclass('addon_migration') is not null as there`.execute(db);
    if (found.rows[0]?.there) return;
  }
  await db.schema
    .createTable("addon_migration")
    .ifNotExists()
    .addColumn("name", "text", (column) => column.primaryKey())
    .addColumn("applied_at", "bigint", (column) => column.notNull())
    .execute();
}

async function applySteps(db: Kysely<Schema>, kind: DatabaseKind, nowMs: number): Promise<void> {
  await ensureStepTable(db, kind);
  const rows = await db.selectFrom("addon_migration").select("name").execute();
  const applied = new Set(rows.map((row) => row.name));
  const unknown = [...applied].filter((name) => !(name in steps));
  if (unknown.length > 0) throw new DatabaseTooNew(unknown);
  for (const [name, step] of Object.entries(steps)) {
    if (applied.has(name)) continue;
    await step(db, kind);
    await db.insertInto("addon_migration").values({ name, applied_at: nowMs }).execute();
  }
}

/** Any number; replicas that start at once queue up behind it. */
const lockNumber = 7_862_531;

const patienceMs = 30_000;

/** SQLite's own waiting would block the process, and with it perhaps the very connection that it waits for. */
async function begin(connection: Kysely<Schema>, kind: DatabaseKind): Promise<void> {
  const deadlineMs = Date.now() + patienceMs;
  if (kind === "sqlite") await sql`pragma busy_timeout = 0`.execute(connection);
  for (;;) {
    try {
      await sql`begin`.execute(connection);
      break;
    } catch (error) {
      const isBusy = error instanceof DatabaseFailure && error.trouble === "slow";
      if (!isBusy || Date.now() > deadlineMs) throw error;
      await delay(20);
    }
  }
  if (kind === "sqlite") await sql`pragma busy_timeout = 2000`.execute(connection);
}

/**
 * Brings the database up to date in one transaction under a lock: of several processes that start at once, one does it.
 * @throws DatabaseTooNew
 */
export async function migrate(db: Kysely<Schema>, kind: DatabaseKind, nowMs: number): Promise<void> {
  await db.connection().execute(async (connection) => {
    await begin(connection, kind);
    try {
      if (kind === "postgres") await sql`select pg_advisory_xact_lock(${lockNumber})`.execute(connection);
      await applySteps(connection, kind, nowMs);
      await sql`commit`.execute(connection);
    } catch (error) {
      await sql`rollback`.execute(connection).catch(() => undefined);
      throw error;
    }
  });
}
