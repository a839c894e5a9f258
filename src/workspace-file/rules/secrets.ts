/** Finds what looks like a key in a file, whatever it stands under. The value itself is never repeated. */
import { apiKeyPattern } from "../../pumble/api-keys/api-key";
import type { Problems } from "../files/problems";
import type { Mark, Written } from "../files/written";

const pumbleKey = "an API key of Pumble";

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

/** Names under which a value is a secret, whatever it looks like. */
const telling =
  /^(?:.*[_-])?(?:password|passwd|secret(?:_?key)?|token|api[_-]?key|x[_-]?api[_-]?key|access[_-]?key)$/i;

/** The kind of secret that a text looks like, or null. */
export function secretIn(text: string): string | null {
  return looks.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

/** Reports every value of a file that looks like a key. */
export function findSecrets({ data, mark }: Written, problems: Problems): void {
  walk(data, mark, [], problems);
}

function walk(value: unknown, mark: Mark, path: readonly string[], problems: Problems): void {
  if (typeof value === "string") checkText(value, mark, path, problems);
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of mark.entries) {
    const kind = secretIn(name);
    if (kind !== null) problems.secret(inner.key, `A key holds ${kind}`, nextStep(path, kind));
    walk((value as Record<string, unknown>)[name], inner, [...path, name], problems);
  }
}

function checkText(text: string, mark: Mark, path: readonly string[], problems: Problems): void {
  const kind = secretIn(text) ?? settingKind(text, path);
  if (kind === null) return;
  problems.secret(mark.value, `${JSON.stringify(path.at(-1) ?? "")} holds ${kind}`, nextStep(path, kind));
}

/** Settings of a backend or inputs of a script whose very name says that they are secret. */
function settingKind(text: string, path: readonly string[]): string | null {
  const isFree = path.includes("backend") || path.includes("input");
  return isFree && text !== "" && telling.test(path.at(-1)!) ? "a secret" : null;
}

function nextStep(path: readonly string[], kind: string): string {
  if (path.includes("backend")) {
    return "Whoever reads the file could use it. Revoke it, and give the backend its key by its environment variable, such as AWS_SECRET_ACCESS_KEY.";
  }
  if (kind !== pumbleKey && path[0] !== "environments") {
    return "Whoever reads the file could use it. Revoke it, and take it out of the file.";
  }
  const isEnvironment = path[0] === "environments";
  const name = isEnvironment ? `PUMBLE_${path[1]!.replace(/\W/g, "_").toUpperCase()}_KEY` : "PUMBLE_API_KEY";
  const how = isEnvironment
    ? `write the variable's name here: api_key: ${name}`
    : `keep it in the variable ${name}`;
  return `Whoever reads the file could use it. Revoke it, and ${how}.`;
}
