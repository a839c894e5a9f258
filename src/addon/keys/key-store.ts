/** API keys as records: made, listed, found, checked, rotated and revoked. Only a hash of the key itself is kept. */
import { createHmac, createSecretKey, hash, type KeyObject, randomBytes, timingSafeEqual } from "node:crypto";
import type { Kysely, Selectable } from "kysely";
import { apiKeyId, generateApiKey } from "../../pumble/api-keys/api-key-text";
import type { Clock } from "../clock";
import type { AuditLog, AuditSource } from "../store/audit";
import type { Cipher } from "../store/cipher";
import type { ApiKeyTable, Schema } from "../store/schema";
import { TtlCache } from "../ttl-cache";
import { type KeyScopes, keyScopes, unrestricted } from "./scopes";

/** A key without its secret. Times are epoch milliseconds. */
export interface ApiKey {
  /** The public part, twelve hex digits. */
  id: string;
  workspaceId: string;
  userId: string;
  name: string;
  lastCharacters: string;
  scopes: KeyScopes;
  createdAt: number;
  lastUsedAt: number | null;
  expiresAt: number | null;
  status: "active" | "expired" | "revoked";
}

/** What a new key is made of. */
export interface NewApiKey {
  workspaceId: string;
  userId: string;
  name: string;
  scopes?: KeyScopes;
  expiresAt?: number | null;
  /** The key itself, where its owner brings it. Default a new one. */
  text?: string | undefined;
}

/** How a key is replaced. */
export interface Rotation {
  /** How long the old key works on. */
  graceMs: number;
  /** When the successor stops working. Default as long after now as the old key had from its start. */
  expiresAt?: number | undefined;
  /** The successor itself, where its owner brings it. Default a new one. */
  text?: string | undefined;
}

/** A key that was brought has the public id of one that exists already, or once did. */
export class ApiKeyTaken extends Error {
  override name = "ApiKeyTaken";

  constructor() {
    super("The public id of the key is already taken");
  }
}

/** Who asks for a change, for the audit log. */
export interface Act {
  actor: string;
  source: AuditSource;
}

/** The outcome of showing a key. `unknown` also covers a wrong secret, so that ids cannot be probed. */
export type Verdict =
  | { accepted: true; key: ApiKey }
  | { accepted: false; reason: "unknown" | "expired" | "revoked" };

/**
 * Which encryption key the hash of an API key hangs on: the newest, an older one that is still configured, or one that
 * is configured no more, without which the API key cannot be checked.
 */
export type PepperState = "current" | "old" | "missing";

/** A revoked key is refused everywhere after at most this long. */
export const revocationDelayMs = 2_000;

type Row = Selectable<ApiKeyTable>;

export class KeyStore {
  readonly #db: Kysely<Schema>;
  readonly #cipher: Cipher;
  readonly #audit: AuditLog;
  readonly #clock: Clock;
  /** Outcomes of checks by the SHA-256 of what was shown, so that a key in use is not checked anew each time. */
  readonly #checked: TtlCache<Row | null>;
  readonly #peppers = new Map<string, KeyObject>();
  readonly #used = new Map<string, number>();
  readonly #scopes = new Map<string, KeyScopes>();

  constructor(db: Kysely<Schema>, cipher: Cipher, audit: AuditLog, clock: Clock) {
    this.#db = db;
    this.#cipher = cipher;
    this.#audit = audit;
    this.#clock = clock;
    this.#checked = new TtlCache({ ttlMs: revocationDelayMs, clock });
  }

  /**
   * Makes a key. `text` is the key itself: this is the only time that it exists outside its owner's hands.
   * @throws ApiKeyTaken
   */
  async create(draft: NewApiKey, act: Act): Promise<{ key: ApiKey; text: string }> {
    const made = await this.#db.transaction().execute((transaction) => this.#insert(draft, act, transaction));
    // Who brought the key may have tried it before it was there.
    this.#checked.forget(hash("sha256", made.text));
    return made;
  }

  async #insert(draft: NewApiKey, act: Act, db: Kysely<Schema>): Promise<{ key: ApiKey; text: string }> {
    const text = draft.text ?? generateApiKey(randomBytes).text;
    const id = apiKeyId(text);
    if (id === null) throw new TypeError("The key that was brought is none");
    const row: Row = {
      id,
      workspace_id: draft.workspaceId,
      user_id: draft.userId,
      name: draft.name,
      hash: this.#hash(text),
      last_characters: text.slice(-4),
      scopes: JSON.stringify(draft.scopes ?? unrestricted),
      created_at: this.#clock.now(),
      last_used_at: null,
      expires_at: draft.expiresAt ?? null,
      revoked_at: null,
    };
    const insert = db.insertInto("api_key").values(row);
    const inserted = await insert
      .onConflict((conflict) => conflict.column("id").doNothing())
      .returning("id")
      .executeTakeFirst();
    if (!inserted) throw new ApiKeyTaken();
    await this.#record("key.created", row, act, db);
    return { key: this.#toKey(row), text };
  }

  /** Keys that still work, oldest first; of every member, or of every workspace, where that is null. */
  async list(workspaceId: string | null, userId: string | null): Promise<ApiKey[]> {
    await this.flush();
    const now = this.#clock.now();
    let query = this.#db
      .selectFrom("api_key")
      .selectAll()
      .where("revoked_at", "is", null)
      .where((where) => where.or([where("expires_at", "is", null), where("expires_at", ">", now)]))
      .orderBy("created_at")
      .orderBy("id");
    if (workspaceId) query = query.where("workspace_id", "=", workspaceId);
    if (userId) query = query.where("user_id", "=", userId);
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

  /** Revokes a key. Here at once, on other replicas within `revocationDelayMs`. */
  async revoke(key: Pick<ApiKey, "id">, act: Act): Promise<boolean> {
    const revoked = await this.#db.transaction().execute(async (transaction) => {
      const row = await transaction
        .updateTable("api_key")
        .set({ revoked_at: this.#clock.now() })
        .where("id", "=", key.id)
        .where("revoked_at", "is", null)
        .returningAll()
        .executeTakeFirst();
      if (row) await this.#record("key.revoked", row, act, transaction);
      return row !== undefined;
    });
    this.#checked.clear();
    return revoked;
  }

  /** Revokes all keys of a member, or of the whole workspace when `userId` is null. Returns how many. */
  async revokeAll(workspaceId: string, userId: string | null, act: Act): Promise<number> {
    const count = await this.#db.transaction().execute(async (transaction) => {
      const update = transaction
        .updateTable("api_key")
        .set({ revoked_at: this.#clock.now() })
        .where("workspace_id", "=", workspaceId)
        .where("revoked_at", "is", null);
      const rows = await (userId ? update.where("user_id", "=", userId) : update).returningAll().execute();
      for (const row of rows) await this.#record("key.revoked", row, act, transaction);
      return rows.length;
    });
    this.#checked.clear();
    return count;
  }

  /**
   * Makes a successor with the same owner, name and scopes, in one step with the old key's end.
   * @throws ApiKeyTaken
   */
  async rotate(key: ApiKey, rotation: Rotation, act: Act): Promise<{ key: ApiKey; text: string }> {
    const now = this.#clock.now();
    const lifetimeMs = key.expiresAt === null ? null : key.expiresAt - key.createdAt;
    const { workspaceId, userId, name, scopes } = key;
    const expiresAt = rotation.expiresAt ?? (lifetimeMs === null ? null : now + lifetimeMs);
    const draft = { workspaceId, userId, name, scopes, expiresAt, text: rotation.text };
    const oldExpiresAt = Math.min(now + rotation.graceMs, key.expiresAt ?? Number.POSITIVE_INFINITY);
    const successor = await this.#db.transaction().execute(async (transaction) => {
      const made = await this.#insert(draft, act, transaction);
      await transaction
        .updateTable("api_key")
        .set({ expires_at: oldExpiresAt })
        .where("id", "=", key.id)
        .execute();
      const detail = `replaced by ${made.key.id}`;
      await this.#audit.record(
        { ...act, action: "key.rotated", workspaceId, target: key.id, detail },
        transaction,
      );
      return made;
    });
    this.#checked.clear();
    return successor;
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
  async #check(text: string): Promise<Row | null> {
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

  /** Writes down when keys were last used; called now and then, since a write for each request would cost too much. */
  async flush(): Promise<void> {
    const used = [...this.#used];
    this.#used.clear();
    for (const [id, at] of used) {
      await this.#db.updateTable("api_key").set({ last_used_at: at }).where("id", "=", id).execute();
    }
  }

  /** A new encryption key brings a new pepper: keys move to it when they are next used. */
  async #rehash(row: Row, text: string): Promise<void> {
    row.hash = this.#hash(text);
    await this.#db.updateTable("api_key").set({ hash: row.hash }).where("id", "=", row.id).execute();
  }

  #load(id: string): Promise<Row | undefined> {
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

  #record(action: "key.created" | "key.revoked", row: Row, act: Act, db: Kysely<Schema>): Promise<void> {
    return this.#audit.record(
      { ...act, action, workspaceId: row.workspace_id, target: row.id, detail: row.name },
      db,
    );
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

  #toKey(row: Row): ApiKey {
    const expired = row.expires_at !== null && row.expires_at <= this.#clock.now();
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
      status: row.revoked_at !== null ? "revoked" : expired ? "expired" : "active",
    };
  }
}
