import { keyNameMax } from "../../pumble/api-keys/api-key";
import { type OperationGroup, operationGroups } from "../../pumble/operations/groups";
import { a, between, lengthBetween, oneOf, sizeBetween, t } from "../../terraform";
import { defineEphemeralResource } from "../context";
import { withKeys } from "../keys/attributes";
import { each } from "../people/people";
import { rfcTime } from "../values/instant";
import { notBlank, pumbleId } from "../values/validators";

const defaultLifetimeSeconds = 3600;

export const ephemeralApiKey = defineEphemeralResource({
  name: "api_key",
  description: [
    "An API key that lives only while Terraform runs: made when it is needed, deleted at the end, never in plan or state.",
    "Each plan and each apply makes one of its own. Should Terraform be killed, the key stops by itself after",
    "`lifetime_seconds`. It needs an addon that manages keys: the one of pumble-iac does, the one that Pumble hosts does",
    "not.",
  ].join("\n"),
  attributes: {
    name: a.string({
      optional: true,
      validate: [lengthBetween(1, keyNameMax), notBlank],
      description: `What it is called in the list of keys, 1 to ${keyNameMax} characters. Default \`terraform\`.`,
    }),
    lifetime_seconds: a.int({
      optional: true,
      validate: [between(60, 86_400)],
      description: `How long it works at most, in seconds, 60 to 86400. Default ${defaultLifetimeSeconds}.`,
    }),
    read_only: a.bool({ optional: true, description: "Whether it may only read. Default `false`." }),
    groups: a.set(t.string, {
      optional: true,
      validate: [each(oneOf(...operationGroups)), sizeBetween(1, operationGroups.length)],
      description: `Groups of operations to which it is narrowed: ${operationGroups.map((group) => `\`${group}\``).join(", ")}. Default: all.`,
    }),
    channel_ids: a.set(t.string, {
      optional: true,
      validate: [each(pumbleId), sizeBetween(1, 100)],
      description: "Ids of the channels to which it is narrowed, at most 100. Default: all.",
    }),
    id: a.string({ computed: true, description: "The public part of the key, twelve hex digits." }),
    api_key: a.string({ computed: true, sensitive: true, description: "The key itself." }),
    expires_at: a.string({ computed: true, description: "When it stops working, RFC 3339 in UTC." }),
  },

  async open({ config, context: { client }, signal }) {
    const expiresAt = Date.now() + (config.lifetime_seconds ?? defaultLifetimeSeconds) * 1000;
    const input = {
      name: config.name ?? "terraform",
      expiresAt,
      scopes: {
        readOnly: config.read_only ?? false,
        groups: config.groups as OperationGroup[] | null,
        channels: config.channel_ids,
      },
    };
    const { key, apiKey } = await withKeys(client.baseUrl, () => client.apiKeys.create(input, { signal }));
    const result = { ...config, id: key.id, api_key: apiKey, expires_at: rfcTime(expiresAt) };
    return { result, private: { id: key.id } };
  },

  async close({ context: { client }, private: own }) {
    const { id } = own as { id: string };
    await withKeys(client.baseUrl, () => client.apiKeys.delete(id));
  },
});
