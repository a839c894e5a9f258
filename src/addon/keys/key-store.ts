/** API keys as records: made, listed, found, checked, rotated and revoked. Only a hash of the key itself is kept. */
import { createHmac, createSecretKey, hash, type KeyObject, randomBytes, timingSafeEqual } from "node:crypto";
import type { Kysely } from "kysely";
import { apiKeyId, generateApiKey } from "../../pumble/api-keys/api-key-text";
import type { TimeSource } from "../clock";
import type { AuditLog } from "../store/audit";
import type { Cipher } from "../store/cipher";
import type { Database } from "../store/database";
import { DatabaseFailure } from "../store/failure";
import type { Schema } from "../store/schema";
import { TtlCache } from "../ttl-cache";
import {
  type Act,
  type ApiKey,
  type ApiKeyDraft,
  endOf,
  KeyRefusal,
  type KeyRow,
  type Rotation,
  statusOf,
  type Verdict,
} from "./key";
import { handledId, KeyChanges, working } from "./key-changes";
import { type KeyScopes, keyScopes, unrestricted } from "./scopes";

export { type Act, type ApiKey, type ApiKeyDraft, ApiKeyTaken, KeyRefusal, TriggerRepeated } from "./key";

/**
 * Which encryption key the hash of an API key hangs on: the newest, an older one that is still configured, or one that
 * is configured no more, without which the API key cannot be checked.
 */
export type PepperState = "current" | "old" | "missing";

/** A revoked key is refused everywhere after at most this long. */
export const revocationDelayMs = 2_000;

/** Of one member. */
export const keysPerMemberMax = 1000;

/** A trigger that changes keys is remembered for longer than its signature is good. */
const triggersForMs = 15 * 60_000;

/** A change that another one stood in the way of is tried this often. */
const tries = 3;

/** A key that was just made. */
export interface MadeKey {
  key: ApiKey;
  /** The key itself: this is the only time that it exists outside its owner's hands. */
  text: string;
}

/** A part of a list of keys. */
export interface KeyRange {
  /** Only keys that come behind this one, which may work no more. */
  after?: Pick<ApiKey, "id" | "createdAt"> | undefined;
  /** Most keys. Default all. */
  limit?: number;
}

export class KeyStore {
  readonly #db: Kysely<Schema>;
  readonly #kind: Database["kind"];
  readonly #cipher: Cipher;
  readonly #audit: AuditLog;
  readonly #clock: TimeSource;
  /** Outcomes of checks by the SHA-256 of what was shown, so that a key in use is not checked anew each time. */
  readonly #checked: TtlCache<KeyRow | null>;
  readonly #peppers = new Map<string, KeyObject>();
  /** Ends of the queues of changes, by member. */
  readonly #queues = new Map<string, Promise<unknown>>();
  readonly #used = new Map<string, number>();
  readonly #scopes = new Map<string, KeyScopes>();

  constructor(
    { db, kind }: Pick<Database, "db" | "kind">,
    cipher: Cipher,
    audit: AuditLog,
    clock: TimeSource,
  ) {
    this.#db = db;
    this.#kind = kind;
    this.#cipher = cipher;
    this.#audit = audit;
    this.#clock = clock;
    this.#checked = new TtlCache({ ttlMs: revocationDelayMs, clock });
  }

  /**
   * Makes a key. One that is made with another key ends with that one at the latest.
   * @throws ApiKeyTaken, KeyRefusal, TriggerRepeated
   */
  async create(draft: ApiKeyDraft, act: Act): Promise<MadeKey> {
    const made = await this.#changeOf(draft, async (changes) => {
      await changes.once(draft.workspaceId, act.triggerId);
      const latest = await changes.latestEnd(act);
      await changes.checkRoom(draft, keysPerMemberMax);
      const { row, text } = this.#rowOf(draft, act, this.#endWithin(draft.expiresAt ?? null, latest));
      await changes.insert(row, act);
      return { key: this.#toKey(row), text };
    });
    // Who brought the key may have tried it before it was there.
    this.#checked.forget(hash("sha256", made.text));
    return made;
  }

  /**
   * Makes a successor with the same owner, name and scopes, in one step with the old key's end.
   * @throws ApiKeyTaken; KeyRefusal when the key works no more or has a successor already
   */
  async rotate(
    key: Pick<ApiKey, "id" | "workspaceId" | "userId">,
    rotation: Rotation,
    act: Act,
  ): Promise<MadeKey> {
    const now = this.#clock.now();
    const successor = await this.#changeOf(key, async (changes) => {
      const latest = await changes.latestEnd(act);
      const text = rotation.text ?? generateApiKey(randomBytes).text;
      const old = await changes.replace(key.id, idOf(text), rotation.graceMs, act);
      // One that ends at once leaves its place to its successor.
      await changes.checkRoom(key, keysPerMemberMax);
      const ownEnd = old.expires_at === null ? null : Math.min(now + old.expires_at - old.created_at, latest);
      const { workspace_id: workspaceId, user_id: userId, name } = old;
      const draft = { workspaceId, userId, name, scopes: this.#readScopes(old.scopes), text };
      const { row } = this.#rowOf(draft, act, this.#endWithin(rotation.expiresAt ?? ownEnd, latest));
      await changes.insert(row, act);
      return { key: this.#toKey(row), text };
    });
    this.#checked.clear();
    return successor;
  }

  /**
   * Revokes a key. Here at once, on other replicas within `revocationDelayMs`. False when it was already.
   * @throws TriggerRepeated
   */
  async revoke({ id }: Pick<ApiKey, "id">, act: Act): Promise<boolean> {
    const rows = await this.#change(async (changes) => {
      const revoked = await changes.revoke([id], act);
      for (const row of revoked) await changes.once(row.workspace_id, act.triggerId);
      return revoked;
    });
    this.#checked.clear();
    return rows.length > 0;
  }

  /**
   * Revokes a key and all that were made with it, and with those. Gives the keys that worked until now.
   * @throws TriggerRepeated
   */
  async revokeTree({ id }: Pick<ApiKey, "id">, act: Act): Promise<ApiKey[]> {
    const now = this.#clock.now();
    const row = await this.#load(id);
    if (!row) return [];
    const owner = { workspaceId: row.workspace_id, userId: row.user_id };
    const rows = await this.#changeOf(owner, async (changes) => {
      await changes.once(owner.workspaceId, act.triggerId);
      return changes.revokeTree(id, act);
    });
    this.#checked.clear();
    return rows.filter((row) => endOf({ ...row, revoked_at: null }) > now).map((row) => this.#toKey(row));
  }

  /** Revokes all keys of a member, or of the whole workspace when `userId` is null. Returns how many. */
  async revokeAll(workspaceId: string, userId: string | null, act: Act): Promise<number> {
    const all = (changes: KeyChanges) => changes.revokeAll(workspaceId, userId, act);
    // A key that is being made with one of them is made first, or not at all.
    const ofWorkspace = async (changes: KeyChanges) => {
      await changes.lock({ workspaceId, userId: null });
      return all(changes);
    };
    const rows = await (userId ? this.#changeOf({ workspaceId, userId }, all) : this.#change(ofWorkspace));
    this.#checked.clear();
    return rows.length;
  }

  /**
   * A change of one member's keys: first in this process, so that none that waits holds a connection, and then in the
   * database.
   */
  async #changeOf<Result>(
    owner: { workspaceId: string; userId: string },
    work: (changes: KeyChanges) => Promise<Result>,
  ): Promise<Result> {
    const id = `${owner.workspaceId} ${owner.userId}`;
    const locked = () =>
      this.#change(async (changes) => {
        await changes.lock(owner);
        return work(changes);
      });
    const before = this.#queues.get(id) ?? Promise.resolve();
    // What kept the one before from the database keeps those behind it too: each would wait as long as that one did.
    const mine = before.then(locked, (error: unknown) => {
      if (error instanceof DatabaseFailure) throw new DatabaseFailure(error.trouble, error.cause);
      return locked();
    });
    this.#queues.set(id, mine);
    try {
      return await mine;
    } finally {
      if (this.#queues.get(id) === mine) this.#queues.delete(id);
    }
  }

  /** One transaction; again where another one stood in its way. */
  async #change<Result>(work: (changes: KeyChanges) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#db
          .transaction()
          .execute((db) => work(new KeyChanges(db, this.#kind, this.#audit, this.#clock.now())));
      } catch (error) {
        const { code } = ((error as Error).cause ?? {}) as { code?: string };
        const isInTheWay = error instanceof DatabaseFailure && /^(40P01|40001)$/.test(code ?? "");
        if (!isInTheWay || attempt === tries) throw error;
      }
    }
  }

  /** @throws KeyRefusal when an end that was asked for is later than may be */
  #endWithin(wanted: number | null, latest: number): number | null {
    if (wanted === null) return Number.isFinite(latest) ? latest : null;
    if (wanted <= latest) return wanted;
    const until = new Date(latest).toISOString();
    throw new KeyRefusal(
      "not_allowed",
      `A key that is made with another one ends with it, ${until} at the latest; its owner makes a longer one in Pumble`,
    );
  }

  #rowOf(draft: ApiKeyDraft, act: Act, expiresAt: number | null): { row: KeyRow; text: string } {
    const text = draft.text ?? generateApiKey(randomBytes).text;
    const row: KeyRow = {
      id: idOf(text),
      workspace_id: draft.workspaceId,
      user_id: draft.userId,
      name: draft.name,
      hash: this.#hash(text),
      last_characters: text.slice(-4),
      scopes: JSON.stringify(draft.scopes ?? unrestricted),
      created_at: this.#clock.now(),
      last_used_at: null,
      expires_at: expiresAt,
      revoked_at: null,
      parent_id: act.keyId ?? null,
      replaced_by: null,
      grace_until: null,
    };
    return { row, text };
  }

  /** Keys that still work, oldest first; of every member, or of every workspace, where that is null. */
  async list(
    workspaceId: string | null,
    userId: string | null,
    { after, limit }: KeyRange = {},
  ): Promise<ApiKey[]> {
    await this.flush();
    let query = this.#db
      .selectFrom("api_key")
      .selectAll()
      .where(working(this.#clock.now()))
      .orderBy("created_at")
      .orderBy("id");
    if (workspaceId) query = query.where("workspace_id", "=", workspaceId);
    if (userId) query = query.where("user_id", "=", userId);
    if (after) {
      query = query.where((where) =>
        where.or([
          where("created_at", ">", after.createdAt),
          where.and([where("created_at", "=", after.createdAt), where("id", ">", after.id)]),
        ]),
      );
    }
    if (limit !== undefined) query = query.limit(limit);
    return (await query.execute()).map((row) => this.#toKey(row));
  }

  /**
   * What each key's hash hangs on, by the key's id. A hash cannot be moved to another pepper without the key itself, so a
   * key moves when it is next shown.
   */
  async peppers(): Promise<Map<string, PepperState>> {
    const rows = await this.#db.selectFrom("api_key").select(["id", "hash"]).execute();
    const [current, ...old] = this.#cipher.keyIds;
    const stateOf = (keyId: string): PepperState =>
      keyId === current ? "current" : old.includes(keyId) ? "old" : "missing";
    return new Map(rows.map(({ id, hash: text }) => [id, stateOf(text.slice(0, 8))]));
  }

  /** One key by its public id, whatever its status, or null. */
  async find(id: string): Promise<ApiKey | null> {
    const row = await this.#load(id);
    return row ? this.#toKey(row) : null;
  }

  /** Checks a key that a caller shows. A typo is refused without a look-up. */
  async verify(text: string): Promise<Verdict> {
    const row = await this.#checked.get(hash("sha256", text), () => this.#check(text));
    if (!row) return { accepted: false, reason: "unknown" };
    const key = this.#toKey(row);
    if (key.status !== "active") return { accepted: false, reason: key.status };
    this.#used.set(key.id, this.#clock.now());
    return { accepted: true, key };
  }

  /** The record of a key, or null when there is none or the secret is wrong; both take the same time. */
  async #check(text: string): Promise<KeyRow | null> {
    const id = apiKeyId(text);
    if (!id) return null;
    const row = await this.#load(id);
    const expected = row?.hash ?? this.#hash("");
    const pepperId = expected.slice(0, 8);
    if (!this.#cipher.keyIds.includes(pepperId)) return null;
    const shown = this.#hash(text, pepperId);
    if (!timingSafeEqual(Buffer.from(expected), Buffer.from(shown)) || !row) return null;
    if (!row.hash.startsWith(this.#cipher.currentKeyId)) await this.#rehash(row, text);
    return row;
  }

  /**
   * Writes down when keys were last used; called now and then, since a write for each request would cost too much. What
   * another replica wrote of a later use stays, and what could not be written is tried again.
   */
  async flush(): Promise<void> {
    const used = new Map(this.#used);
    this.#used.clear();
    try {
      for (const [id, at] of used) {
        await this.#db
          .updateTable("api_key")
          .set({ last_used_at: at })
          .where("id", "=", id)
          .where((where) => where.or([where("last_used_at", "is", null), where("last_used_at", "<", at)]))
          .execute();
        used.delete(id);
      }
    } catch (error) {
      for (const [id, at] of used) this.#used.set(id, Math.max(at, this.#used.get(id) ?? 0));
      throw error;
    }
  }

  /** Whether this delivery of a trigger was handled before. */
  async isHandled(workspaceId: string, deliveryId: string): Promise<boolean> {
    const id = handledId(workspaceId, deliveryId);
    const query = this.#db.selectFrom("handled_trigger").select("id").where("id", "=", id);
    return (await query.executeTakeFirst()) !== undefined;
  }

  /** From now on this delivery of a trigger counts as handled. */
  async markHandled(workspaceId: string, deliveryId: string): Promise<void> {
    const insert = this.#db.insertInto("handled_trigger");
    await insert
      .values({ id: handledId(workspaceId, deliveryId), at: this.#clock.now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  /** Forgets triggers that are too old to come again. */
  async prune(): Promise<void> {
    const before = this.#clock.now() - triggersForMs;
    await this.#db.deleteFrom("handled_trigger").where("at", "<", before).execute();
  }

  /** A new encryption key brings a new pepper: keys move to it when they are next used. */
  async #rehash(row: KeyRow, text: string): Promise<void> {
    const before = row.hash;
    row.hash = this.#hash(text);
    const update = this.#db.updateTable("api_key").set({ hash: row.hash });
    await update.where("id", "=", row.id).where("hash", "=", before).execute();
  }

  #load(id: string): Promise<KeyRow | undefined> {
    return this.#db.selectFrom("api_key").selectAll().where("id", "=", id).executeTakeFirst();
  }

  #hash(text: string, keyId: string = this.#cipher.currentKeyId): string {
    let pepper = this.#peppers.get(keyId);
    if (!pepper) {
      pepper = createSecretKey(this.#cipher.derive("api key pepper", keyId));
      this.#peppers.set(keyId, pepper);
    }
    return `${keyId}.${createHmac("sha256", pepper).update(text).digest("hex")}`;
  }

  /** Few different ones exist, and reading them anew for each request would cost. */
  #readScopes(text: string): KeyScopes {
    let scopes = this.#scopes.get(text);
    if (!scopes) {
      scopes = keyScopes.parse(JSON.parse(text));
      if (this.#scopes.size < 1000) this.#scopes.set(text, scopes);
    }
    return scopes;
  }

  #toKey(row: KeyRow): ApiKey {
    return {
      id: row.id,
      workspaceId: row.workspace_id,
      userId: row.user_id,
      name: row.name,
      lastCharacters: row.last_characters,
      scopes: this.#readScopes(row.scopes),
      createdAt: row.created_at,
      lastUsedAt: row.last_used_at,
      expiresAt: row.expires_at,
      parentId: row.parent_id,
      replacedBy: row.replaced_by,
      graceUntil: row.grace_until,
      status: statusOf(row, this.#clock.now()),
    };
  }
}

function idOf(text: string): string {
  const id = apiKeyId(text);
  if (id === null) throw new TypeError("The key that was brought is none");
  return id;
}
