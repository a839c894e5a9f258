/** The addon's configuration: one schema over the environment, all problems reported at once. */
import * as z from "zod";
import { parseEncryptionKeys } from "./store/cipher";
import { postgresUrl } from "./store/postgres-url";

const httpUrl = z
  .string()
  .refine((text) => /^https?:\/\/[^\s/]/.test(text) && URL.canParse(text), "an http:// or https:// URL")
  .transform((text) => text.replace(/\/+$/, ""));
/** One to which paths are added. */
const ownUrl = httpUrl.refine(
  (text) => !/[?#]/.test(text),
  "an address without ? and #, for paths are added to it",
);
const secret = z.string().min(1, "the value Pumble showed when the app was registered");
const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, `a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((number) => number >= min && number <= max, `a whole number from ${min} to ${max}`);

/** Every variable the addon reads. The first six names are those of Pumble's own SDK. */
const environment = z.object({
  PUMBLE_API_URL: ownUrl.default("https://api-ga.pumble.com"),
  PUMBLE_CONSENT_SCREEN_URL: httpUrl.default("https://app.pumble.com/access-request"),
  PUMBLE_APP_ID: secret,
  PUMBLE_APP_KEY: secret,
  PUMBLE_APP_CLIENT_SECRET: secret,
  PUMBLE_APP_SIGNING_SECRET: secret,
  DATABASE_URL: z
    .string()
    .regex(
      /^(postgres(ql)?:\/\/.|file:.|sqlite:.|[^:]+$)/,
      "a postgres:// URL, or the path of an SQLite file",
    )
    .refine(
      (text) => !/^postgres(ql)?:/.test(text) || postgresUrl(text) !== null,
      "a postgres:// URL that can be read: postgres://USER:PASSWORD@HOST:PORT/NAME, special characters as %XX",
    )
    .default("pumble-addon.sqlite"),
  PUMBLE_ENCRYPTION_KEY: z.string().transform((text, context) => {
    const keys = parseEncryptionKeys(text);
    if (keys) return keys;
    context.addIssue({
      code: "custom",
      message: "32 random bytes as 64 hex digits or base64 (make one with: openssl rand -hex 32)",
    });
    return z.NEVER;
  }),
  PUMBLE_ADDON_URL: ownUrl.optional(),
  PUMBLE_ADDON_HOST: z.string().min(1).default("0.0.0.0"),
  PUMBLE_ADDON_PORT: whole(0, 65_535).default(5000),
  PUMBLE_ADDON_TIMEOUT_MS: whole(100, 120_000).default(10_000),
  PUMBLE_ADDON_DRAIN_MS: whole(0, 60_000).default(3_000),
  PUMBLE_ADDON_POOL_SIZE: whole(1, 1000).default(10),
  PUMBLE_ADDON_LIMIT_PER_KEY: whole(1, 1_000_000).default(1000),
  PUMBLE_ADDON_LIMIT_PER_WORKSPACE: whole(1, 1_000_000).default(3000),
  PUMBLE_ADDON_SOCKET_MODE: z
    .enum(["true", "false"], "true or false")
    .default("false")
    .transform((text) => text === "true"),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"], "debug, info, warn, error or silent")
    .default("info"),
});

/** Names of all variables. */
export const environmentNames = Object.keys(environment.shape);

/** A variable whose value is a secret is never repeated in a message. */
const secrets = /_(APP|ENCRYPTION)_KEY$|SECRET|DATABASE_URL/;

/** The addon's configuration. */
export interface AddonConfig {
  platform: {
    /** Base URL of the platform's API. */
    apiUrl: string;
    consentScreenUrl: string;
    appId: string;
    appKey: string;
    clientSecret: string;
    signingSecret: string;
    /** Longest wait for an answer of the platform. */
    timeoutMs: number;
  };
  /** A `postgres://` URL, or the path of an SQLite file. */
  databaseUrl: string;
  /** How long after SIGTERM requests are still taken, while `/readyz` says to send none. */
  drainMs: number;
  /** Connections to PostgreSQL that this process opens at most. */
  poolSize: number;
  /** Newest first: the first one encrypts, the others still decrypt. 32 bytes each. */
  encryptionKeys: Uint8Array[];
  /** Where Pumble and people reach the addon; null: where it listens. */
  publicUrl: string | null;
  host: string;
  port: number;
  /** Public API requests a minute. */
  limits: { perKey: number; perWorkspace: number };
  /** Take triggers over a WebSocket instead of the hook; for development. */
  socketMode: boolean;
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
}

/** The environment does not make a configuration. One line a problem. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The addon's configuration is not complete:\n${problems.map((line) => `  ${line}`).join("\n")}`);
    this.name = "ConfigError";
  }
}

function problemOf(issue: z.core.$ZodIssue, env: Record<string, string | undefined>): string {
  const name = String(issue.path[0]);
  const value = env[name];
  const wanted = issue.code === "invalid_type" ? "a value" : issue.message;
  if (value === undefined) return `${name} is not set; it wants ${wantedOf(name, wanted)}`;
  const got = secrets.test(name) ? `${value.length} characters` : JSON.stringify(value);
  return `${name} is ${got}; it wants ${wanted}`;
}

/** What a required variable wants, for when it is missing and the schema had no value to judge. */
function wantedOf(name: string, otherwise: string): string {
  const field = environment.shape[name as keyof typeof environment.shape];
  const probe = field.safeParse("");
  return probe.success ? otherwise : (probe.error.issues[0]?.message ?? otherwise);
}

/**
 * Reads the configuration from environment variables; an empty variable counts as not set.
 * @throws ConfigError naming each variable, what it got (never a secret) and what it wants
 */
export function configFromEnvironment(env: Record<string, string | undefined>): AddonConfig {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const read = environment.safeParse(set);
  if (!read.success) throw new ConfigError(read.error.issues.map((issue) => problemOf(issue, set)));
  const values = read.data;
  return {
    platform: {
      apiUrl: values.PUMBLE_API_URL,
      consentScreenUrl: values.PUMBLE_CONSENT_SCREEN_URL,
      appId: values.PUMBLE_APP_ID,
      appKey: values.PUMBLE_APP_KEY,
      clientSecret: values.PUMBLE_APP_CLIENT_SECRET,
      signingSecret: values.PUMBLE_APP_SIGNING_SECRET,
      timeoutMs: values.PUMBLE_ADDON_TIMEOUT_MS,
    },
    databaseUrl: values.DATABASE_URL,
    drainMs: values.PUMBLE_ADDON_DRAIN_MS,
    poolSize: values.PUMBLE_ADDON_POOL_SIZE,
    encryptionKeys: values.PUMBLE_ENCRYPTION_KEY,
    publicUrl: values.PUMBLE_ADDON_URL ?? null,
    host: values.PUMBLE_ADDON_HOST,
    port: values.PUMBLE_ADDON_PORT,
    limits: {
      perKey: values.PUMBLE_ADDON_LIMIT_PER_KEY,
      perWorkspace: values.PUMBLE_ADDON_LIMIT_PER_WORKSPACE,
    },
    socketMode: values.PUMBLE_ADDON_SOCKET_MODE,
    logLevel: values.LOG_LEVEL,
  };
}
