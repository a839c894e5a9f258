/** The tables. Times are epoch milliseconds; what is sealed is encrypted at rest. */

export interface InstallationTable {
  workspace_id: string;
  bot_id: string;
  bot_token_sealed: string;
  installed_by: string;
  installed_at: number;
}

export interface AuthorizationTable {
  workspace_id: string;
  user_id: string;
  token_sealed: string;
  authorized_at: number;
}

export interface ApiKeyTable {
  /** The public id within the key. */
  id: string;
  workspace_id: string;
  user_id: string;
  name: string;
  /** `<encryption key id>.<hex>`: HMAC-SHA256 of the whole key. */
  hash: string;
  /** The last four characters, to recognise a key by. */
  last_characters: string;
  /** JSON of `KeyScopes`. */
  scopes: string;
  created_at: number;
  last_used_at: number | null;
  expires_at: number | null;
  revoked_at: number | null;
  /** Id of the key that it was made with; null when its owner or an operator made it. */
  parent_id: string | null;
  /** Id of its successor, and how long it works on beside it. */
  replaced_by: string | null;
  grace_until: number | null;
}

/** Triggers that made a key, so that one makes one. */
export interface HandledTriggerTable {
  /** Workspace and trigger. */
  id: string;
  at: number;
}

/** Who sent what through the bot. */
export interface BotMessageTable {
  workspace_id: string;
  message_id: string;
  channel_id: string;
  user_id: string;
  /** The key that it was sent with. */
  key_id: string;
  at: number;
}

export interface AuditTable {
  /** Sorts by time. */
  id: string;
  at: number;
  workspace_id: string;
  /** The member who acted, or `operator`, or `platform`. */
  actor: string;
  action: string;
  /** What it was done to, most often the id of a key. */
  target: string;
  /** Where it came from: `slash command`, `modal`, `api`, `cli`, `event`, `consent`. */
  source: string;
  detail: string;
  /** Id of the key that it was done with, if it was with one. */
  key_id: string | null;
}

export interface RateWindowTable {
  /** `key:<id>` or `workspace:<id>`. */
  bucket: string;
  /** Start of the minute. */
  started_at: number;
  requests: number;
}

export interface MigrationTable {
  name: string;
  applied_at: number;
}

/** All tables by name. */
export interface Schema {
  installation: InstallationTable;
  authorization: AuthorizationTable;
  api_key: ApiKeyTable;
  audit: AuditTable;
  rate_window: RateWindowTable;
  handled_trigger: HandledTriggerTable;
  bot_message: BotMessageTable;
  addon_migration: MigrationTable;
}
