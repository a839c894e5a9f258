/** What workspaces and members have granted the app: bot tokens and member tokens, encrypted at rest. */
import type { Kysely } from "kysely";
import type { TimeSource } from "../clock";
import { TtlCache } from "../ttl-cache";
import type { Cipher } from "./cipher";
import type { Schema } from "./schema";

/** The app's bot in one workspace. */
export interface Installation {
  workspaceId: string;
  botId: string;
  botToken: string;
}

/** A value that is to be encrypted anew; it is saved only in the place of what was read. */
interface Move {
  sealed: string;
  context: string;
  save(resealed: string): Promise<unknown>;
}

const botContext = (workspaceId: string) => `bot ${workspaceId}`;
const userContext = (workspaceId: string, userId: string) => `user ${workspaceId} ${userId}`;

/** Another replica's change is seen here after at most this long. */
const rememberMs = 2_000;

export class GrantStore {
  readonly #db: Kysely<Schema>;
  readonly #cipher: Cipher;
  readonly #clock: TimeSource;
  readonly #bots: TtlCache<Installation | null>;
  readonly #tokens: TtlCache<string | null>;

  constructor(db: Kysely<Schema>, cipher: Cipher, clock: TimeSource) {
    this.#db = db;
    this.#cipher = cipher;
    this.#clock = clock;
    this.#bots = new TtlCache({ ttlMs: rememberMs, clock });
    this.#tokens = new TtlCache({ ttlMs: rememberMs, clock });
  }

  /** Remembers the bot of a workspace; a reinstall replaces its token. */
  async saveInstallation(installation: Installation, installedBy: string): Promise<void> {
    const values = {
      workspace_id: installation.workspaceId,
      bot_id: installation.botId,
      bot_token_sealed: this.#cipher.seal(installation.botToken, botContext(installation.workspaceId)),
      installed_by: installedBy,
      installed_at: this.#clock.now(),
    };
    await this.#db
      .insertInto("installation")
      .values(values)
      .onConflict((conflict) => conflict.column("workspace_id").doUpdateSet(values))
      .execute();
    this.#bots.forget(installation.workspaceId);
  }

  /** The bot of a workspace, or null when the app is not installed there. */
  installation(workspaceId: string): Promise<Installation | null> {
    return this.#bots.get(workspaceId, () => this.#loadInstallation(workspaceId));
  }

  async #loadInstallation(workspaceId: string): Promise<Installation | null> {
    const row = await this.#db
      .selectFrom("installation")
      .selectAll()
      .where("workspace_id", "=", workspaceId)
      .executeTakeFirst();
    if (!row) return null;
    const botToken = this.#cipher.open(row.bot_token_sealed, botContext(workspaceId));
    return { workspaceId, botId: row.bot_id, botToken };
  }

  /** Remembers a member's access token. */
  async saveUserToken(workspaceId: string, userId: string, token: string): Promise<void> {
    const values = {
      workspace_id: workspaceId,
      user_id: userId,
      token_sealed: this.#cipher.seal(token, userContext(workspaceId, userId)),
      authorized_at: this.#clock.now(),
    };
    await this.#db
      .insertInto("authorization")
      .values(values)
      .onConflict((conflict) => conflict.columns(["workspace_id", "user_id"]).doUpdateSet(values))
      .execute();
    this.#tokens.forget(userContext(workspaceId, userId));
  }

  /** A member's access token, or null when the member has not authorised the app. */
  userToken(workspaceId: string, userId: string): Promise<string | null> {
    return this.#tokens.get(userContext(workspaceId, userId), () => this.#loadUserToken(workspaceId, userId));
  }

  async #loadUserToken(workspaceId: string, userId: string): Promise<string | null> {
    const row = await this.#db
      .selectFrom("authorization")
      .select("token_sealed")
      .where("workspace_id", "=", workspaceId)
      .where("user_id", "=", userId)
      .executeTakeFirst();
    return row ? this.#cipher.open(row.token_sealed, userContext(workspaceId, userId)) : null;
  }

  /** Everybody who has authorised the app. */
  async members(): Promise<{ workspaceId: string; userId: string }[]> {
    const rows = await this.#db
      .selectFrom("authorization")
      .select(["workspace_id", "user_id"])
      .orderBy("authorized_at")
      .execute();
    return rows.map((row) => ({ workspaceId: row.workspace_id, userId: row.user_id }));
  }

  /**
   * Encrypts anew, with the newest key, what an older one still protects. After that the older key can go. A value that
   * cannot be opened keeps no other one from that.
   * @returns how many values were moved
   * @throws what is wrong with the first that cannot be opened, when all others were moved
   */
  async reseal(): Promise<number> {
    const moves = [...(await this.#botMoves()), ...(await this.#userMoves())];
    const failures: unknown[] = [];
    for (const { sealed, context, save } of moves) {
      let resealed: string;
      try {
        resealed = this.#cipher.reseal(sealed, context);
      } catch (error) {
        failures.push(error);
        continue;
      }
      await save(resealed);
    }
    if (failures.length > 0) throw failures[0];
    return moves.length;
  }

  #isOld(sealed: string): boolean {
    return !sealed.startsWith(`${this.#cipher.currentKeyId}.`);
  }

  async #botMoves(): Promise<Move[]> {
    const rows = await this.#db.selectFrom("installation").selectAll().execute();
    return rows
      .filter((row) => this.#isOld(row.bot_token_sealed))
      .map(({ workspace_id, bot_token_sealed: sealed }) => ({
        sealed,
        context: botContext(workspace_id),
        save: (resealed) =>
          this.#db
            .updateTable("installation")
            .set({ bot_token_sealed: resealed })
            .where("workspace_id", "=", workspace_id)
            .where("bot_token_sealed", "=", sealed)
            .execute(),
      }));
  }

  async #userMoves(): Promise<Move[]> {
    const rows = await this.#db.selectFrom("authorization").selectAll().execute();
    return rows
      .filter((row) => this.#isOld(row.token_sealed))
      .map(({ workspace_id, user_id, token_sealed: sealed }) => ({
        sealed,
        context: userContext(workspace_id, user_id),
        save: (resealed) =>
          this.#db
            .updateTable("authorization")
            .set({ token_sealed: resealed })
            .where("workspace_id", "=", workspace_id)
            .where("user_id", "=", user_id)
            .where("token_sealed", "=", sealed)
            .execute(),
      }));
  }

  /** Forgets a member's token. */
  async removeUser(workspaceId: string, userId: string): Promise<void> {
    await this.#db
      .deleteFrom("authorization")
      .where("workspace_id", "=", workspaceId)
      .where("user_id", "=", userId)
      .execute();
    this.#tokens.forget(userContext(workspaceId, userId));
  }

  /** Forgets the bot and every member's token of a workspace. */
  async removeWorkspace(workspaceId: string): Promise<void> {
    await this.#db.deleteFrom("authorization").where("workspace_id", "=", workspaceId).execute();
    await this.#db.deleteFrom("installation").where("workspace_id", "=", workspaceId).execute();
    this.#bots.forget(workspaceId);
    this.#tokens.clear();
  }
}
