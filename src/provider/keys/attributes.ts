/** What the data source, the ephemeral resource and the resource of API keys have in common. */
import type { ApiKey } from "../../pumble/api-keys/operations";
import { a, t } from "../../terraform";
import { explain, failedAs } from "../call-problem";
import { keyProblems } from "../problems/keys";
import { rfcTime } from "../values/instant";

/** What may be seen of a key: everything but its text. */
export const apiKeyFacts = {
  id: a.string({ computed: true, description: "The public part of the key, twelve hex digits." }),
  name: a.string({ computed: true, description: "What it is called." }),
  last_characters: a.string({ computed: true, description: "Its last four characters, to know it by." }),
  status: a.string({ computed: true, description: "`active`, `expired` or `revoked`." }),
  created_at: a.string({ computed: true, description: "When it was made, RFC 3339 in UTC." }),
  last_used_at: a.string({
    computed: true,
    description:
      "The day on which it was last used, as its first moment, RFC 3339 in UTC; empty when it never was. No moment is told, for each plan that looks would move it.",
  }),
  expires_at: a.string({
    computed: true,
    description: "When it stops working, RFC 3339 in UTC; empty when it does not.",
  }),
  read_only: a.bool({ computed: true, description: "Whether it may only read." }),
  groups: a.set(t.string, {
    computed: true,
    description: "Groups of operations to which it is narrowed; empty when it is not.",
  }),
  channel_ids: a.set(t.string, {
    computed: true,
    description: "Channels to which it is narrowed; empty when it is not.",
  }),
};

const dayMs = 86_400_000;

function startOfDay(ms: number): number {
  return Math.floor(ms / dayMs) * dayMs;
}

/** A key as attributes. */
export function factsOfKey(key: ApiKey) {
  return {
    id: key.id,
    name: key.name,
    last_characters: key.lastCharacters,
    status: key.status,
    created_at: rfcTime(key.createdAt),
    last_used_at: key.lastUsedAt === null ? "" : rfcTime(startOfDay(key.lastUsedAt)),
    expires_at: key.expiresAt === null ? "" : rfcTime(key.expiresAt),
    read_only: key.scopes.readOnly,
    groups: key.scopes.groups ?? [],
    channel_ids: key.scopes.channels ?? [],
  };
}

/**
 * Runs a call of key management.
 * @throws {Problem} that says so when the addon has none
 */
export async function withKeys<T>(baseUrl: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!failedAs(error, "protocol_changed")) throw explain(error);
    throw keyProblems.keys_unsupported({ server: baseUrl });
  }
}
