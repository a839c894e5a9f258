/** What a log may hold: secrets are cut to their kind, so that one can tell them apart and use none. */
import { redactApiKeys } from "../../pumble";

const secretHeaders = new Set([
  "token",
  "x-app-token",
  "authtoken",
  "authorization",
  "apikey",
  "api-key",
  "cookie",
]);
const secretFields =
  /("(?:accessToken|botToken|token|refreshToken|exchangeToken|leadId|clientSecret|signingSecret|appKey|client-secret|code|controlToken|secretSeed)"\s*:\s*")((?:[^"\\]|\\.)*)"/g;
const formSecrets = /((?:client-secret|code|appKey)=)([^&\s]+)/g;
const partSecrets = /(name="(?:client-secret|code)"\r?\n\r?\n)([^\r\n]+)/g;
/** Addresses that let in whoever knows them: webhooks, public files, and sockets. */
const secretPaths = /(incomingWebhooks\/postMessage\/|\/files\/public\/|[?&]ticket=)[^\s"'\\?#&]+/g;
const secretShapes = /\bxp(?:at|cls|ss|ut|bt)-[0-9a-f]+/g;

/** Longest body that a log keeps, in characters. */
const bodyMax = 20_000;

export function redactHeaders(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      secretHeaders.has(name.toLowerCase()) ? maskSecret(value) : redactText(value),
    ]),
  );
}

/** Reaction codes and emoji (`:name:`) are no secrets although their field is called `code`. */
export function redactText(text: string): string {
  const shown = redactApiKeys(text)
    .replace(secretFields, (whole, field: string, value: string) =>
      /^:.*:$/.test(value) ? whole : `${field}${maskSecret(value)}"`,
    )
    .replace(formSecrets, (_, field: string, value: string) => field + maskSecret(value))
    .replace(partSecrets, (_, field: string, value: string) => field + maskSecret(value))
    .replace(secretPaths, "$1…")
    .replace(secretShapes, maskSecret);
  return shown.length > bodyMax ? `${shown.slice(0, bodyMax)}…` : shown;
}

/** The kind that a secret says it is, and nothing of the secret itself. */
export function maskSecret(secret: string): string {
  return `${/^(?:Bearer |xp[a-z]+-)/.exec(secret)?.[0] ?? ""}…`;
}
