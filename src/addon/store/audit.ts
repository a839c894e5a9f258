/** Who did what to which key, when and from where. Rows are only ever added. */
import { randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import type { TimeSource } from "../clock";
import type { Schema } from "./schema";

/** Where an act came from. */
export type AuditSource = "slash command" | "modal" | "api" | "cli" | "event" | "consent";

/** One act. */
export interface AuditEntry {
  workspaceId: string;
  /** The member who acted, or `operator`, or `platform`. */
  actor: string;
  action:
    | "app.installed"
    | "app.uninstalled"
    | "app.authorized"
    | "app.unauthorized"
    | "key.created"
    | "key.rotated"
    | "key.revoked"
    | "bot.edited"
    | "bot.deleted";
  /** Id of the key, member or workspace it was done to. */
  target: string;
  source: AuditSource;
  /** A short text for people; never a secret. */
  detail?: string;
  /** Id of the key that it was done with, if it was with one. */
  keyId?: string | null;
}

/** An entry as it is stored. `at` is epoch milliseconds. */
export type RecordedAuditEntry = Required<AuditEntry> & { id: string; at: number };

/** Keeps entries of one millisecond in order. */
let sequence = 0;

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, "0");
}

export class AuditLog {
  readonly #db: Kysely<Schema>;
  readonly #clock: TimeSource;

  constructor(db: Kysely<Schema>, clock: TimeSource) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Adds an entry; inside a transaction when one is given. */
  async record(entry: AuditEntry, db: Kysely<Schema> = this.#db): Promise<void> {
    const at = this.#clock.now();
    const id = hex(at, 12) + hex(sequence++ % 0x1000000, 6) + randomBytes(4).toString("hex");
    const { workspaceId, detail = "", keyId = null, ...rest } = entry;
    await db
      .insertInto("audit")
      .values({ id, at, workspace_id: workspaceId, detail, key_id: keyId, ...rest })
      .execute();
  }

  /** The newest entries of a workspace, or of all when it is null; newest first. */
  async list(workspaceId: string | null, limit = 100): Promise<RecordedAuditEntry[]> {
    const query = this.#db.selectFrom("audit").selectAll().orderBy("id", "desc").limit(limit);
    const rows = await (workspaceId ? query.where("workspace_id", "=", workspaceId) : query).execute();
    return rows.map(
      ({ workspace_id, key_id, ...row }) =>
        ({ ...row, workspaceId: workspace_id, keyId: key_id }) as RecordedAuditEntry,
    );
  }
}
