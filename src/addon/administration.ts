/** The operator's view of the store: keys of all workspaces and the audit log, without the service running. */
import { systemClock, type TimeSource } from "./clock";
import type { AddonConfig } from "./config";
import { type ApiKey, KeyStore, type PepperState } from "./keys/key-store";
import { cleanKeyName, keyNameProblem } from "./keys/name";
import { AuditLog, type RecordedAuditEntry } from "./store/audit";
import { Cipher } from "./store/cipher";
import { openDatabase } from "./store/database";
import { GrantStore } from "./store/grants";

/** A member who has authorised the app. */
export interface AuthorizedMember {
  workspaceId: string;
  userId: string;
}

/** A key as an operator sees it. */
export interface ListedApiKey extends ApiKey {
  /** `old`: still to be used once before the older encryption key goes; `missing`: cannot work, its key is gone. */
  encryptionKey: PepperState;
}

/** What an operator can do with the keys of an addon. A running addon sees changes within seconds. */
export interface KeyAdministration {
  /** Members in whose name a key can be made. */
  members(): Promise<AuthorizedMember[]>;
  /** Keys that work, of one workspace or of all. */
  list(workspaceId?: string): Promise<ListedApiKey[]>;
  /**
   * Makes a key for a member who has authorised the app. `text` is the key itself, shown this once.
   * @throws Error in words when there is no such member or the name cannot be used
   */
  create(
    member: AuthorizedMember,
    name: string,
    expiresAt?: number | null,
  ): Promise<{ key: ApiKey; text: string }>;
  /** Revokes a key; false when there is no such key that works. */
  revoke(id: string): Promise<boolean>;
  /** Revokes a key and all that were made with it. Gives those that worked until now. */
  revokeTree(id: string): Promise<ApiKey[]>;
  /** The newest acts first, of one workspace or of all. */
  audit(workspaceId?: string, limit?: number): Promise<RecordedAuditEntry[]>;
  close(): Promise<void>;
}

const act = { actor: "operator", source: "cli" } as const;

/**
 * Opens the addon's store for administration.
 * @throws DatabaseUnavailable, DatabaseTooNew
 */
export async function openKeyAdministration(
  config: Pick<AddonConfig, "databaseUrl" | "encryptionKeys">,
  clock: TimeSource = systemClock,
): Promise<KeyAdministration> {
  const database = await openDatabase(config.databaseUrl, { clock, poolSize: 2 });
  const { db, close } = database;
  const cipher = new Cipher(config.encryptionKeys);
  const audit = new AuditLog(db, clock);
  const keys = new KeyStore(database, cipher, audit, clock);
  const grants = new GrantStore(db, cipher, clock);
  return {
    members: () => grants.members(),
    list: async (workspaceId) => {
      const [listed, peppers] = await Promise.all([keys.list(workspaceId ?? null, null), keys.peppers()]);
      return listed.map((key) => ({ ...key, encryptionKey: peppers.get(key.id) ?? "missing" }));
    },
    create: async ({ workspaceId, userId }, wanted, expiresAt = null) => {
      if (!(await grants.userToken(workspaceId, userId))) {
        throw new Error(`Member ${userId} of workspace ${workspaceId} has not authorised the API app.`);
      }
      const name = cleanKeyName(wanted);
      const problem = keyNameProblem(name);
      if (problem) throw new Error(problem);
      return keys.create({ workspaceId, userId, name, expiresAt }, act);
    },
    revoke: (id) => keys.revoke({ id }, act),
    revokeTree: (id) => keys.revokeTree({ id }, act),
    audit: (workspaceId, limit) => audit.list(workspaceId ?? null, limit),
    close,
  };
}
