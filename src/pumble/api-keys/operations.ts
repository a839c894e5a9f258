/**
 * The operations on the caller's own API keys, which our addon has and the hosted one has not: the addon's routes and
 * OpenAPI document, and the client, are made from this table.
 */
import * as z from "zod";
import { sendAtMax } from "../recurrence";
import { graceMaxSeconds, keyNameMax } from "./api-key";
import { apiKeyId, notAnApiKey, wholeApiKey } from "./api-key-text";
import { closed } from "./closed";
import { keyScopes, newKeyScopes } from "./scopes";

const epochMs = z.int().min(1).describe("Milliseconds since 1970, UTC.");

/** When a key may end: no later than anything else at Pumble can be. Further on there are moments that no date holds. */
const endMs = epochMs.max(sendAtMax);

/** Most keys on a page. */
export const keysPageMax = 200;

/** A key as it is answered. */
const apiKey = z
  .object({
    id: z.string().describe("The public part of the key, twelve hex digits."),
    name: z.string(),
    lastCharacters: z.string().describe("The last four characters, to recognise the key by."),
    scopes: keyScopes,
    createdAt: epochMs,
    lastUsedAt: epochMs.nullable(),
    expiresAt: epochMs.nullable(),
    parentId: z
      .string()
      .nullish()
      .describe("Id of the key that it was made with. Null when its owner made it in Pumble."),
    replacedBy: z.string().nullish().describe("Id of its successor."),
    graceUntil: epochMs.nullish().describe("How long it works on beside its successor."),
    status: z.enum(["active", "expired", "revoked"]),
  })
  .meta({ id: "ApiKey" });

const newApiKey = z
  .object({
    key: apiKey,
    apiKey: z
      .string()
      .optional()
      .describe("The key itself. It is not shown again, and not at all to who brought it."),
  })
  .meta({ id: "NewApiKey" });

/** A key that the caller brings, so that no answer has to carry it. */
const broughtApiKey = z
  .string()
  .regex(wholeApiKey, notAnApiKey)
  .refine((text) => apiKeyId(text) !== null, notAnApiKey)
  .optional()
  .describe(
    "The key itself, where the caller brings it: of a secure random source, in the form of any other, and never used before. The answer does not repeat it. Default a new one.",
  )
  .meta({ format: "password", writeOnly: true });

/** One operation; `{id}` in its path is a key's id. */
export interface KeyOperation {
  method: "GET" | "POST" | "DELETE";
  path: "/api-keys" | "/api-keys/{id}" | "/api-keys/{id}/rotate";
  summary: string;
  description?: string;
  /**
   * The JSON body of a POST; the query otherwise. All are closed, unlike Pumble's own operations, which ignore what they
   * do not know: what is dropped here is a limit of a key.
   */
  input: z.ZodObject;
  /** Null: the answer is 200 with an empty body. */
  output: z.ZodType | null;
}

const nothing = closed({});

export const keyOperations = {
  listApiKeys: {
    method: "GET",
    path: "/api-keys",
    summary: "List the caller's keys",
    description: "Keys that work, oldest first, a page at a time.",
    input: closed({
      cursor: z.string().optional().describe("Id of the last key received: the page goes on behind it."),
      limit: z.int().min(1).max(keysPageMax).optional().describe(`1 to ${keysPageMax}, default 100.`),
    }),
    output: z.object({ keys: z.array(apiKey), hasMore: z.boolean() }),
  },
  createApiKey: {
    method: "POST",
    path: "/api-keys",
    summary: "Make a key",
    input: closed({
      name: z.string().min(1).max(keyNameMax),
      expiresAt: endMs
        .optional()
        .describe(
          "When it stops working, milliseconds since 1970, UTC; not after the key that it is made with. Default with that one, if ever.",
        ),
      scopes: newKeyScopes.optional().describe("What it may do. Default everything its owner may."),
      apiKey: broughtApiKey,
    }),
    output: newApiKey,
  },
  getApiKey: {
    method: "GET",
    path: "/api-keys/{id}",
    summary: "Get one of the caller's keys",
    description: "Also one that expired or was deleted.",
    input: nothing,
    output: apiKey,
  },
  rotateApiKey: {
    method: "POST",
    path: "/api-keys/{id}/rotate",
    summary: "Replace a key by a new one",
    description:
      "The new key has the same name and scopes. The old one works on for the grace period. A key has one successor: one that was replaced is not rotated again.",
    input: closed({
      graceSeconds: z
        .int()
        .min(0)
        .max(graceMaxSeconds)
        .optional()
        .describe("How long the old key works on, at most 30 days. Default 0."),
      expiresAt: endMs
        .optional()
        .describe(
          "When the new key stops working, milliseconds since 1970, UTC. Default as long after now as the old one had from its start. Never after the key that this is asked with.",
        ),
      apiKey: broughtApiKey,
    }),
    output: newApiKey,
  },
  deleteApiKey: {
    method: "DELETE",
    path: "/api-keys/{id}",
    summary: "Delete a key",
    description: "It stops working at once. What was made with it works on, unless `descendants` is true.",
    input: closed({
      descendants: z
        .boolean()
        .optional()
        .describe(
          "Delete the keys that were made with it as well, those made with these, and those that it replaced. Default false.",
        ),
    }),
    output: null,
  },
} as const satisfies Record<string, KeyOperation>;

export type KeyOperationName = keyof typeof keyOperations;
/** What a caller gives for a new key. */
export type NewApiKeyInput = z.input<(typeof keyOperations.createApiKey)["input"]>;
/** What a caller gives for the successor of a key. */
export type RotateApiKeyInput = z.input<(typeof keyOperations.rotateApiKey)["input"]>;
/** A key without its text. */
export type ApiKey = z.output<typeof apiKey>;
/** A key that was just made; with its text, unless the caller brought it. */
export type NewApiKey = z.output<typeof newApiKey>;
