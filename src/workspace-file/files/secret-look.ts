/** What a key looks like, in values and in lines that are shown. */
import { apiKeyPattern } from "../../pumble/api-keys/api-key";

export const pumbleKey = "an API key of Pumble";

/** Kinds of keys by their look. */
const looks: readonly (readonly [string, RegExp])[] = [
  [pumbleKey, apiKeyPattern],
  ["an access key of AWS", /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/],
  ["a token of GitHub", /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,})\b/],
  ["a token of GitLab", /\bglpat-[A-Za-z0-9_-]{20,}/],
  ["a token of Slack", /\bxox[abeprs]-[A-Za-z0-9-]{10,}/],
  ["a key of Google", /\bAIza[0-9A-Za-z_-]{35}\b/],
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ["a signed token", /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/],
];

const tellingWords =
  "password|passwd|secret(?:_?key)?|token|api[_-]?key|access[_-]?key|sse_customer_key|(?<!kms_)encryption_key|http_auth";

/** Names under which a value is a secret, whatever it looks like. */
const telling = new RegExp(`^(?:.*[_-])?(?:${tellingWords})$`, "i");

const tellingLine = new RegExp(`(?:${tellingWords})["']?\\s*:\\s*\\S`, "i");

/** `postgres://user:password@host` */
const addressWithPassword = /^[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@]+@/i;

/** `host=db password=…`, as PostgreSQL takes it too. */
const keywordPassword = /(?:^|\s)password\s*=\s*\S/i;

const everyLook = looks.map(([, { source }]) => new RegExp(source, "g"));

/** The kind of secret that a text looks like, or null. */
export function secretIn(text: string): string | null {
  return looks.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

/** Whether a setting's value is a secret for its name, or an address that holds a password. */
export function isSecretSetting(name: string, value: string): boolean {
  if (value === "") return false;
  return (
    telling.test(name) ||
    addressWithPassword.test(value) ||
    (name === "conn_str" && keywordPassword.test(value))
  );
}

/** Whether a line, which may be no YAML, gives a value to a name that tells of a secret. */
export function tellsSecret(line: string): boolean {
  return tellingLine.test(line);
}

/** The text with `…` in the place of whatever looks like a key. */
export function withoutSecrets(text: string): string {
  return everyLook.reduce((left, look) => left.replace(look, "…"), text);
}

/** Which lines hold a key, those of a private key's body among them. */
export function linesWithSecrets(lines: readonly string[]): Set<number> {
  const found = new Set<number>();
  let isInKey = false;
  for (const [index, line] of lines.entries()) {
    isInKey ||= /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(line);
    if (isInKey || secretIn(line) !== null) found.add(index);
    if (/-----END [A-Z ]*PRIVATE KEY-----/.test(line)) isInKey = false;
  }
  return found;
}
