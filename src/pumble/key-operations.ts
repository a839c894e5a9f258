/**
 * The operations on the caller's own API keys, which our addon has and the hosted one has not: the addon's routes and
 * OpenAPI document, and the client, are made from this table.
 */
import * as z from "zod";
import { keyNameMax } from "./api-key";
import { keyScopes } from "./key-scopes";

const epochMs = z.int().min(1).describe("Milliseconds since 1970, UTC.");

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
    status: z.enum(["active", "expired", "revoked"]),
  })
  .meta({ id: "ApiKey" });

const newApiKey = z
  .object({ key: apiKey, apiKey: z.string().describe("The key itself. It is not shown again.") })
  .meta({ id: "NewApiKey" });

/** Longest time that a rotated key still works, in seconds. */
export const graceMaxSeconds = 30 * 86_400;

/** One operation; `{id}` in its path is a key's id. */
export interface KeyOperation {
  method: "GET" | "POST" | "DELETE";
  path: "/api-keys" | "/api-keys/{id}" | "/api-keys/{id}/rotate";
  summary: string;
  description?: string;
  /** The JSON body of a POST; nothing otherwise. */
  input: z.ZodObject;
  /** Null: the answer is 200 with an empty body. */
  output: z.ZodType | null;
}

const nothing = z.object({});

export const keyOperations = {
  listApiKeys: {
    method: "GET",
    path: "/api-keys",
    summary: "List the caller's keys",
    description: "Keys that work, oldest first.",
    input: nothing,
    output: z.object({ keys: z.array(apiKey) }),
  },
  createApiKey: {
    method: "POST",
    path: "/api-keys",
    summary: "Make a key",
    input: z.object({
      name: z.string().min(1).max(keyNameMax),
      expiresAt: epochMs
        .optional()
        .describe("When it stops working, milliseconds since 1970, UTC. Default never."),
      scopes: keyScopes.optional().describe("What it may do. Default everything its owner may."),
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
    description: "The new key has the same name and scopes. The old one works on for the grace period.",
    input: z.object({
      graceSeconds: z
        .int()
        .min(0)
        .max(graceMaxSeconds)
        .optional()
        .describe("How long the old key works on, at most 30 days. Default 0."),
    }),
    output: newApiKey,
  },
  deleteApiKey: {
    method: "DELETE",
    path: "/api-keys/{id}",
    summary: "Delete a key",
    description: "It stops working at once.",
    input: nothing,
    output: null,
  },
} as const satisfies Record<string, KeyOperation>;

export type KeyOperationName = keyof typeof keyOperations;
/** What a caller gives for a new key. */
export type NewApiKeyInput = z.input<(typeof keyOperations.createApiKey)["input"]>;
/** A key without its text. */
export type ApiKey = z.output<typeof apiKey>;
/** A key that was just made, with its text. */
export type NewApiKey = z.output<typeof newApiKey>;
