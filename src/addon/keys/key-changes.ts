/**
 * Changes of keys, each inside one transaction. What must hold for a change stands in its statements; the changes of one
 * member's keys come one after another besides, so that no two wait for each other.
 */
import { type Expression, type ExpressionBuilder, type SqlBool, sql, type Transaction } from "kysely";
import type { AuditLog } from "../store/audit";
import type { DatabaseKind } from "../store/migrations";
import type { Schema } from "../store/schema";
import { type Act, ApiKeyTaken, endOf, KeyRefusal, type KeyRow, TriggerRepeated } from "./key";

/** Whose keys are changed. */
interface Owner {
  workspaceId: string;
  userId: string;
}

/** A member, or all of the workspace where that is null. */
type Owners = Omit<Owner, "userId"> & { userId: string | null };

/** What a trigger is remembered by. @param triggerId Pumble's id of it, or what tells a delivery apart from others */
export function handledId(workspaceId: string, triggerId: string): string {
  return `${workspaceId} ${triggerId}`;
}

/** Keys that work at this time. */
export function working(now: number) {
  return (where: ExpressionBuilder<Schema, "api_key">) =>
    where.and([
      where("revoked_at", "is", null),
      where.or([where("expires_at", "is", null), where("expires_at", ">", now)]),
      where.or([where("grace_until", "is", null), where("grace_until", ">", now)]),
    ]);
}

export class KeyChanges {
  constructor(
    private readonly db: Transaction<Schema>,
    private readonly kind: DatabaseKind,
    private readonly audit: AuditLog,
    private readonly now: number,
  ) {}

  /** From here to the end of the transaction nobody else changes these members' keys. SQLite has one writer anyway. */
  async lock({ workspaceId, userId }: Owners): Promise<void> {
    if (this.kind !== "postgres") return;
    const numberOf = (text: string) => sql`hashtextextended(${text}, 0)`;
    const workspace = numberOf(`keys ${workspaceId}`);
    if (userId === null) return void (await sql`select pg_advisory_xact_lock(${workspace})`.execute(this.db));
    await sql`select pg_advisory_xact_lock_shared(${workspace})`.execute(this.db);
    await sql`select pg_advisory_xact_lock(${numberOf(`keys ${workspaceId} ${userId}`)})`.execute(this.db);
  }

  /** @throws TriggerRepeated */
  async once(workspaceId: string, triggerId: string | undefined): Promise<void> {
    if (triggerId === undefined) return;
    const first = await this.db
      .insertInto("handled_trigger")
      .values({ id: handledId(workspaceId, triggerId), at: this.now })
      .onConflict((conflict) => conflict.doNothing())
      .returning("id")
      .executeTakeFirst();
    if (!first) throw new TriggerRepeated();
  }

  /**
   * When a key that is made by this act must end at the latest: with the key that it is made with.
   * @throws KeyRefusal when that works no more
   */
  async latestEnd({ keyId }: Act): Promise<number> {
    if (keyId === undefined) return Number.POSITIVE_INFINITY;
    const row = await this.find(keyId);
    const end = row ? endOf(row) : Number.NEGATIVE_INFINITY;
    if (end > this.now) return end;
    throw new KeyRefusal("not_authenticated", "The API key that was shown works no more");
  }

  /** @throws KeyRefusal when the member has this many keys that work */
  async checkRoom({ workspaceId, userId }: Owner, most: number): Promise<void> {
    const { count } = await this.db
      .selectFrom("api_key")
      .select((select) => select.fn.countAll<number>().as("count"))
      .where("workspace_id", "=", workspaceId)
      .where("user_id", "=", userId)
      .where(working(this.now))
      .executeTakeFirstOrThrow();
    if (count < most) return;
    throw new KeyRefusal("not_allowed", `A member may have ${most} API keys; delete one first`);
  }

  /** @throws ApiKeyTaken */
  async insert(row: KeyRow, act: Act): Promise<void> {
    const inserted = await this.db
      .insertInto("api_key")
      .values(row)
      .onConflict((conflict) => conflict.column("id").doNothing())
      .returning("id")
      .executeTakeFirst();
    if (!inserted) throw new ApiKeyTaken();
    await this.record("key.created", row, act, row.name);
  }

  /**
   * The key has a successor and works on for that many milliseconds. One without grace ends for good, also by a clock that
   * is set back.
   * @throws KeyRefusal when it works no more, or has one already
   */
  async replace(id: string, successorId: string, graceMs: number, act: Act): Promise<KeyRow> {
    const row = await this.db
      .updateTable("api_key")
      .set({ replaced_by: successorId, grace_until: this.now + graceMs })
      .$if(graceMs === 0, (update) => update.set({ revoked_at: this.now }))
      .where("id", "=", id)
      .where("replaced_by", "is", null)
      .where(working(this.now))
      .returningAll()
      .executeTakeFirst();
    if (!row) throw await this.#whyNotReplaced(id);
    await this.record("key.rotated", row, act, `replaced by ${successorId}`);
    return row;
  }

  async #whyNotReplaced(id: string): Promise<KeyRefusal> {
    const row = await this.find(id);
    const why = row?.replaced_by
      ? `replaced by ${row.replaced_by}; rotate that one`
      : row?.revoked_at === null
        ? "expired"
        : "revoked";
    return new KeyRefusal("invalid", `Invalid request parameters: the key is ${why}`);
  }

  /** Revokes those of these keys that were not. */
  revoke(ids: readonly string[], act: Act): Promise<KeyRow[]> {
    return this.#revokeWhere((where) => where("id", "in", [...ids]), act);
  }

  /** Revokes all keys of a member, or of the whole workspace when `userId` is null. */
  revokeAll(workspaceId: string, userId: string | null, act: Act): Promise<KeyRow[]> {
    return this.#revokeWhere(
      (where) =>
        where.and([
          where("workspace_id", "=", workspaceId),
          ...(userId ? [where("user_id", "=", userId)] : []),
        ]),
      act,
    );
  }

  async #revokeWhere(
    which: (where: ExpressionBuilder<Schema, "api_key">) => Expression<SqlBool>,
    act: Act,
  ): Promise<KeyRow[]> {
    const rows = await this.db
      .updateTable("api_key")
      .set({ revoked_at: this.now })
      .where(which)
      .where("revoked_at", "is", null)
      .returningAll()
      .execute();
    for (const row of rows) await this.record("key.revoked", row, act, row.name);
    return rows;
  }

  /**
   * Revokes a key, all that were made with it, and those that it replaced, with all that were made with them. Each step
   * looks anew, after the one before has ended what could make more.
   */
  async revokeTree(id: string, act: Act): Promise<KeyRow[]> {
    const seen = new Set([id]);
    const revoked: KeyRow[] = [];
    for (let step = [id]; step.length > 0; ) {
      revoked.push(...(await this.revoke(step, act)));
      const next = await this.db
        .selectFrom("api_key")
        .select("id")
        .where((where) => where.or([where("parent_id", "in", step), where("replaced_by", "in", step)]))
        .execute();
      step = next.map((row) => row.id).filter((found) => !seen.has(found));
      for (const found of step) seen.add(found);
    }
    return revoked;
  }

  find(id: string): Promise<KeyRow | undefined> {
    return this.db.selectFrom("api_key").selectAll().where("id", "=", id).executeTakeFirst();
  }

  async record(
    action: "key.created" | "key.revoked" | "key.rotated",
    row: KeyRow,
    { actor, source, keyId }: Act,
    detail: string,
  ): Promise<void> {
    const entry = {
      actor,
      source,
      action,
      workspaceId: row.workspace_id,
      target: row.id,
      keyId: keyId ?? null,
      detail,
    };
    await this.audit.record(entry, this.db);
  }
}
