import { constants, createPublicKey, type KeyObject, publicEncrypt } from "node:crypto";
import { keyNameMax } from "../pumble/api-key";
import type { ApiKey } from "../pumble/key-operations";
import { type OperationGroup, operationGroups } from "../pumble/operation-groups";
import { a, isUnknown, lengthBetween, oneOf, Problem, sizeBetween, t } from "../terraform";
import { factsOfKey, withKeys } from "./api-key-attributes";
import { defineResource, type PumbleContext } from "./context";
import { epochMs, instant, sameInstant } from "./instant";
import { each } from "./people";
import { failedAs } from "./problem";
import { pumbleId } from "./validators";

/** RSA keys with fewer bits are no protection. */
const modulusBitsMin = 2048;

export const apiKey = defineResource({
  name: "api_key",
  description: [
    "An API key of the key's owner. The key itself is never in plan or state: it is there only encrypted for the holder",
    "of a private key, who decrypts it with:",
    "",
    "    terraform output -raw KEY | base64 -d | openssl pkeyutl -decrypt -inkey private.pem \\\\",
    "      -pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256",
    "",
    "Every change makes a new key and deletes the old one; with `lifecycle { create_before_destroy = true }` the old one",
    "works until the new one is there. A key that somebody deleted is made again. For a key that only this run of",
    "Terraform needs, use the ephemeral resource of the same name. It needs an addon that manages keys: the one of",
    "pumble-iac does, the one that Pumble hosts does not.",
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
      validate: [lengthBetween(1, keyNameMax)],
      description: `What it is called in the list of keys, 1 to ${keyNameMax} characters.`,
    }),
    public_key: a.string({
      required: true,
      replace: ({ prior }) => prior !== null,
      validate: [rsaPublicKey],
      description: `RSA public key in PEM form, of ${modulusBitsMin} bits or more, for which the key is encrypted.`,
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
    rotate_when: a.map(t.string, {
      optional: true,
      replace: true,
      description: "Any values. When one of them changes, a new key takes the place of the old one.",
    }),
    encrypted_api_key: a.string({
      computed: true,
      keepState: true,
      description:
        "The key, encrypted for `public_key` (RSA-OAEP with SHA-256) and base64-encoded. Empty after an import.",
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

  async create({ plan, context: { client } }) {
    const { name, public_key, expires_at, read_only, groups, channel_ids } = plan;
    const scopes = { readOnly: read_only, groups: groups as OperationGroup[] | null, channels: channel_ids };
    const expires = expires_at === null ? {} : { expiresAt: epochMs(expires_at) };
    const made = await withKeys(client.baseUrl, () => client.apiKeys.create({ name, ...expires, scopes }));
    const { id, last_characters, status, created_at } = factsOfKey(made.key);
    const encrypted_api_key = sealed(made.apiKey, public_key);
    return { ...plan, id, encrypted_api_key, last_characters, status, created_at };
  },

  async read({ state, context }) {
    const key = await keyOf(state.id, context);
    if (!key || key.status === "revoked") return null;
    const { last_characters, status, created_at, expires_at } = factsOfKey(key);
    const { readOnly, groups, channels } = key.scopes;
    return {
      ...{ ...state, name: key.name, last_characters, status, created_at },
      ...{ read_only: readOnly, groups, channel_ids: channels, expires_at: expires_at || null },
      encrypted_api_key: state.encrypted_api_key ?? "",
    };
  },

  // Only the public key gets here, and only after an import.
  update: ({ plan, state }) => ({ ...state, public_key: plan.public_key }),

  async delete({ state, context: { client } }) {
    await withKeys(client.baseUrl, () => client.apiKeys.delete(state.id));
  },

  async importState({ id, identity, context: { client } }) {
    if (identity) return { id: identity.id as string };
    const keys = await withKeys(client.baseUrl, () => client.apiKeys.list());
    const found = keys.filter((key) => key.id === id || key.name === id);
    if (found.length === 1) return { id: found[0]!.id };
    throw new Problem({
      title: `Cannot import API key ${JSON.stringify(id)}`,
      cause: `The key's owner has ${found.length === 0 ? "no working key" : `${found.length} keys`} of this id or name.`,
      nextStep: "Give the id of one of them: the twelve hex digits that /api-keys list shows.",
    });
  },

  modifyPlan({ action, plan, state }) {
    if (action === "destroy" || plan.expires_at === null || isUnknown(plan.expires_at)) return;
    const isNew =
      state === null || state.expires_at === null || !sameInstant(plan.expires_at, state.expires_at);
    if (!isNew || epochMs(plan.expires_at) > Date.now()) return;
    throw new Problem({
      title: `API key ${JSON.stringify(plan.name)} would have expired already`,
      cause: `expires_at is ${plan.expires_at}.`,
      nextStep: "Give a time in the future.",
      attribute: "expires_at",
    });
  },

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

function parsedKey(pem: string): KeyObject | null {
  try {
    return createPublicKey(pem);
  } catch {
    return null;
  }
}

/** Accepts a public key that is fit to encrypt for. A private one is refused: it would stand in state. */
function rsaPublicKey(pem: string): string | undefined {
  const key = pem.includes("PRIVATE KEY") ? null : parsedKey(pem);
  const bits = key?.asymmetricKeyDetails?.modulusLength ?? 0;
  return key?.asymmetricKeyType === "rsa" && bits >= modulusBitsMin
    ? undefined
    : `must be an RSA public key of at least ${modulusBitsMin} bits in PEM form (openssl rsa -in private.pem -pubout)`;
}

function sealed(text: string, pem: string): string {
  const settings = { key: pem, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" };
  return publicEncrypt(settings, Buffer.from(text)).toString("base64");
}
