/** What a key is, what is done to it, and why that may be refused. */
import type { Selectable } from "kysely";
import type { AuditSource } from "../store/audit";
import type { ApiKeyTable } from "../store/schema";
import type { KeyScopes } from "./scopes";

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
  /** Its own end. */
  expiresAt: number | null;
  /** Id of the key that it was made with; null when its owner or an operator made it. */
  parentId: string | null;
  /** Id of its successor. */
  replacedBy: string | null;
  /** How long it works on beside its successor. */
  graceUntil: number | null;
  status: "active" | "expired" | "revoked";
}

/** What a new key is made of. */
export interface ApiKeyDraft {
  workspaceId: string;
  userId: string;
  name: string;
  scopes?: KeyScopes;
  /** Default that of the key that it is made with; otherwise never. */
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

/** Who asks for a change, for the audit log. */
export interface Act {
  actor: string;
  source: AuditSource;
  /** Id of the key that the change is made with, where it is made with one. It must still work then. */
  keyId?: string;
  /** Of the trigger that asks. It makes or revokes once, however often it comes. */
  triggerId?: string;
}

/** The outcome of showing a key. `unknown` also covers a wrong secret, so that ids cannot be probed. */
export type Verdict =
  | { accepted: true; key: ApiKey }
  | { accepted: false; reason: "unknown" | "expired" | "revoked" };

/** A change of a key that is refused. `message` is for who asked. */
export class KeyRefusal extends Error {
  override name = "KeyRefusal";

  constructor(
    readonly kind: "invalid" | "not_allowed" | "not_authenticated" | "taken",
    message: string,
  ) {
    super(message);
  }
}

/** A key that was brought has the public id of one that exists already, or once did. */
export class ApiKeyTaken extends KeyRefusal {
  override name = "ApiKeyTaken";

  constructor() {
    super("taken", "The public id of the key is already taken");
  }
}

/** This trigger has made or revoked a key before: it is sent again, by whoever. */
export class TriggerRepeated extends Error {
  override name = "TriggerRepeated";
}

export type KeyRow = Selectable<ApiKeyTable>;

/** When the row's key stops working; infinite when it does not. */
export function endOf({ expires_at, grace_until, revoked_at }: Omit<KeyRow, "hash">): number {
  if (revoked_at !== null) return Number.NEGATIVE_INFINITY;
  return Math.min(expires_at ?? Number.POSITIVE_INFINITY, grace_until ?? Number.POSITIVE_INFINITY);
}

/** A key that its successor ended has run out; `revoked` is one that somebody took back. */
export function statusOf(row: KeyRow, now: number): ApiKey["status"] {
  const { revoked_at, grace_until } = row;
  if (revoked_at !== null && revoked_at !== grace_until) return "revoked";
  return endOf(row) <= now ? "expired" : "active";
}
