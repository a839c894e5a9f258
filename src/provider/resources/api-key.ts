import { graceMaxSeconds, keyNameMax } from "../../pumble/api-keys/api-key";
import type { ApiKey } from "../../pumble/api-keys/operations";
import { type OperationGroup, operationGroups } from "../../pumble/operations/groups";
import { a, between, isWhollyKnown, lengthBetween, oneOf, sizeBetween, t, Unknown } from "../../terraform";
import { failedAs } from "../call-problem";
import { identityParts } from "../content/import-ids";
import { defineResource, type PumbleContext } from "../context";
import { factsOfKey, withKeys } from "../keys/attributes";
import { apiKeyText, called, handingOver, predecessors } from "../keys/hand-over";
import { notYours, notYoursToChange, otherOwner, rememberOwner, warnOfOther } from "../people/owner";
import { each } from "../people/people";
import { importProblems } from "../problems/imports";
import { keyProblems } from "../problems/keys";
import { epochMs, instant, sameInstant } from "../values/instant";
import { notBlank, pumbleId } from "../values/validators";

export const apiKey = defineResource({
  name: "api_key",
  description: [
    "An API key of the key's owner. Its text is in no plan, state or log: the configuration hands it over as the",
    "write-only `api_key_wo`, and nothing ever gives it back. The ephemeral resource `pumble_generated_api_key` makes such",
    "a text; give it in the same apply to the write-only argument of a secret store, and let the key depend on the store,",
    "so that the text is kept before it opens anything. The guide *API keys in a secret store* has the whole pattern, and",
    "what to do after an apply that failed halfway.",
    "",
    "A new `api_key_wo_version` rotates the key in place; the old one works on for `rotation_grace_seconds`. Any other",
    "change makes a new key and deletes the old one; with `lifecycle { create_before_destroy = true }` the old one works",
    "until the new one is there. A key that somebody deleted is made again. Each of these needs another text, so raise",
    "the version here and at the store. For a key that only this run of Terraform needs, use the ephemeral resource of",
    "the same name.",
    "",
    "It needs an addon that manages keys: the one of pumble-iac does, the one that Pumble hosts does not. Making and",
    "rotating keys needs write-only attributes, so Terraform or OpenTofu 1.11.",
  ].join("\n"),
  attributes: {
    id: a.string({
      computed: true,
      keepState: true,
      description: "The public part of the key, twelve hex digits.",
    }),
    name: a.string({
      required: true,
      replace: true,
      validate: [lengthBetween(1, keyNameMax), notBlank],
      description: `What it is called in the list of keys, 1 to ${keyNameMax} characters.`,
    }),
    api_key_wo: a.string({
      optional: true,
      writeOnly: true,
      sensitive: true,
      validate: [apiKeyText],
      description:
        "The text of the key, such as `ephemeral.pumble_generated_api_key.NAME.api_key`. Needed whenever a key is made or rotated; each text makes one key only.",
    }),
    api_key_wo_version: a.int({
      optional: true,
      default: 1,
      description:
        "Another number hands `api_key_wo` over again, which rotates the key. Use the same number for what stores the text. An imported key has 1. Default 1.",
    }),
    rotation_grace_seconds: a.int({
      optional: true,
      default: 0,
      validate: [between(0, graceMaxSeconds)],
      description: `How long the old key works on after a rotation, in seconds, 0 to ${graceMaxSeconds} (30 days). Destroying the key ends that too. Default 0.`,
    }),
    expires_at: a.string({
      optional: true,
      replace: true,
      validate: [instant],
      equal: sameInstant,
      description: "When it stops working, RFC 3339. Default: never.",
    }),
    read_only: a.bool({
      optional: true,
      default: false,
      replace: true,
      description: "Whether it may only read. Default `false`.",
    }),
    groups: a.set(t.string, {
      optional: true,
      replace: true,
      validate: [each(oneOf(...operationGroups)), sizeBetween(1, operationGroups.length)],
      description: `Groups of operations to which it is narrowed: ${operationGroups.map((group) => `\`${group}\``).join(", ")}. Default: all.`,
    }),
    channel_ids: a.set(t.string, {
      optional: true,
      replace: true,
      validate: [each(pumbleId), sizeBetween(1, 100)],
      description: "Ids of the channels to which it is narrowed, at most 100. Default: all.",
    }),
    last_characters: a.string({
      computed: true,
      keepState: true,
      description: "Its last four characters, to know it by.",
    }),
    status: a.string({ computed: true, keepState: true, description: "`active` or `expired`." }),
    created_at: a.string({
      computed: true,
      keepState: true,
      description: "When it was made, RFC 3339 in UTC.",
    }),
  },

  async create({ plan, config, context, privateState }) {
    const { client } = context;
    const { name, expires_at, read_only, groups, channel_ids } = plan;
    const scopes = { readOnly: read_only, groups: groups as OperationGroup[] | null, channels: channel_ids };
    const apiKey = config.api_key_wo;
    if (apiKey === null) throw keyProblems.key_text_missing({ key: called(name), why: isMade });
    const input = { name, apiKey, scopes, ...end(expires_at) };
    const { key } = await handingOver(name, client.baseUrl, () => client.apiKeys.create(input));
    rememberOwner(privateState, context);
    return { ...plan, ...setByPumble(key) };
  },

  async read({ state, context, privateState, diagnostics }) {
    // Pumble shows nobody's keys to another member.
    if (otherOwner(privateState, context)) {
      warnOfOther(called(state.name), { privateState, context, diagnostics });
      return state;
    }
    const key = await keyOf(state.id, context);
    if (!key || key.status === "revoked") {
      // Right after an import there is no name yet: Terraform itself says that nothing was found.
      if (state.name !== null) diagnostics.add(keyProblems.key_gone({ key: called(state.name) }));
      return null;
    }
    rememberOwner(privateState, context);
    const { readOnly, groups, channels } = key.scopes;
    return {
      ...{ ...state, ...setByPumble(key), name: key.name },
      ...{ read_only: readOnly, groups, channel_ids: channels },
      expires_at: factsOfKey(key).expires_at || null,
    };
  },

  /** Rotates for another version; the grace period is only for the next time. */
  async update({ plan, state, config, privateState, context }) {
    const { client } = context;
    const { name, expires_at, rotation_grace_seconds: graceSeconds } = plan;
    const { id, last_characters, status, created_at } = state;
    if (plan.api_key_wo_version === state.api_key_wo_version) {
      return { ...plan, id, last_characters, status, created_at };
    }
    const other = otherOwner(privateState, context);
    if (other) throw notYoursToChange(called(name), other, context.workspace);
    const apiKey = config.api_key_wo;
    if (apiKey === null) throw keyProblems.key_text_missing({ key: called(name), why: isRotated });
    const input = { apiKey, graceSeconds, ...end(expires_at) };
    const { key } = await handingOver(name, client.baseUrl, () => client.apiKeys.rotate(id, input));
    predecessors.add(privateState, id, graceSeconds);
    return { ...plan, ...setByPumble(key) };
  },

  async delete({ state, privateState, context }) {
    const { client } = context;
    const other = otherOwner(privateState, context);
    if (other) throw notYours(called(state.name), other, context.workspace);
    const ids = [state.id, ...predecessors.of(privateState).map(({ id }) => id)];
    for (const id of ids) await withKeys(client.baseUrl, () => client.apiKeys.delete(id));
  },

  async importState({ id, identity, context: { client } }) {
    if (identity) return identityParts(identity, "API key", ["id"]);
    const keys = await withKeys(client.baseUrl, () => client.apiKeys.list());
    const found = keys.filter((key) => key.id === id || key.name === id);
    if (found.length === 1) return { id: found[0]!.id };
    const count = found.length === 0 ? "no working key" : `${found.length} keys`;
    throw importProblems.import_key_missing({ id, found: count });
  },

  modifyPlan({ action, config, plan, state, diagnostics }) {
    if (action === "destroy") return;
    const isNew = state === null;
    const rotates = !isNew && plan.api_key_wo_version !== state.api_key_wo_version;
    const isReplaced = !isNew && unchangeable.some((name) => !isSame(plan[name], state[name]));
    if (config.api_key_wo === null && (isNew || rotates)) {
      const why = isNew ? isMade : isRotated;
      diagnostics.add(keyProblems.key_text_missing({ key: called(plan.name), why }));
    }
    const { expires_at } = plan;
    if ((isNew || rotates || isReplaced) && isPast(expires_at)) {
      diagnostics.add(keyProblems.key_expired_already({ key: called(plan.name), expires_at }));
    }
    if (isReplaced && !rotates) diagnostics.add(keyProblems.key_replaced({ key: called(plan.name) }));
    if (!rotates || isReplaced) return;
    return { ...plan, ...ofTheNextKey };
  },

  // A rotation gives the object another identity, which Terraform takes from the new state.
  identity: {
    attributes: { id: { type: t.string, description: "The public part of the key." } },
    of: ({ id }) => ({ id }),
  },
});

async function keyOf(id: string, { client }: PumbleContext): Promise<ApiKey | null> {
  return withKeys(client.baseUrl, () =>
    client.apiKeys.get(id).catch((error: unknown) => {
      if (failedAs(error, "not_found")) return null;
      throw error;
    }),
  );
}

/** What a text is needed for. */
const isMade = "A new key is to be made.";
const isRotated = "Another api_key_wo_version rotates the key.";

/** What a change of makes a new key. */
const unchangeable = ["name", "expires_at", "read_only", "groups", "channel_ids"] as const;

/** What a rotation changes. */
const ofTheNextKey = { id: Unknown, last_characters: Unknown, created_at: Unknown } as const;

function isSame(one: unknown, other: unknown): boolean {
  return isWhollyKnown(one) && JSON.stringify(one) === JSON.stringify(other);
}

function isPast(time: string | null | Unknown): time is string {
  return typeof time === "string" && epochMs(time) <= Date.now();
}

function end(expiresAt: string | null): { expiresAt?: number } {
  return expiresAt === null ? {} : { expiresAt: epochMs(expiresAt) };
}

function setByPumble(key: ApiKey) {
  const { id, last_characters, status, created_at } = factsOfKey(key);
  return { id, last_characters, status, created_at };
}
