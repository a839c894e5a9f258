/**
 * Pumble's platform as an app sees it that knows only its documentation: OAuth, calls with both tokens, and signatures.
 * Shares no code with the sources.
 */
import { createHmac, timingSafeEqual } from "node:crypto";

/** What the environment of an app holds. */
export interface AppSettings {
  apiUrl: string;
  consentUrl: string;
  id: string;
  appKey: string;
  clientSecret: string;
  signingSecret: string;
}

/** What an app keeps of a workspace that it is installed in. */
export interface Grant {
  accessToken: string;
  botToken: string;
  userId: string;
  botId: string;
  workspaceId: string;
}

/** How far the clocks may differ, milliseconds. */
const skewMs = 300_000;

/** Whether the body was signed with the secret just now: HMAC-SHA256 over `timestamp:body`, in lower-case hex. */
export function isSigned(
  secret: string,
  timestamp: string | undefined,
  signature: string | undefined,
  body: Buffer,
): boolean {
  if (!timestamp || !signature || !/^\d{13}$/.test(timestamp) || !/^[0-9a-f]{64}$/.test(signature))
    return false;
  if (Math.abs(Date.now() - Number(timestamp)) > skewMs) return false;
  const hmac = createHmac("sha256", Buffer.from(secret, "utf8"));
  hmac.update(`${timestamp}:`);
  hmac.update(body);
  return timingSafeEqual(hmac.digest(), Buffer.from(signature, "hex"));
}

/** Where a browser is sent to install the app. */
export function consentAddress(
  settings: AppSettings,
  redirectUrl: string,
  scopes: { user: string[]; bot: string[] },
  state: string,
): string {
  const query = new URLSearchParams({
    redirectUrl,
    clientId: settings.id,
    scopes: [...scopes.user, ...scopes.bot.map((scope) => `bot:${scope}`)].join(","),
    state,
  });
  return `${settings.consentUrl}?${query}`;
}

/** Exchanges the code that came back. */
export async function exchangeCode(settings: AppSettings, code: string): Promise<Grant> {
  const form = new FormData();
  form.set("client-id", settings.id);
  form.set("client-secret", settings.clientSecret);
  form.set("code", code);
  const response = await fetch(`${settings.apiUrl}/oauth2/access`, { method: "POST", body: form });
  if (!response.ok) throw new Error(`oauth2/access: ${response.status} ${await response.text()}`);
  return (await response.json()) as Grant;
}

/** One call with a token. Anything but 2xx throws. */
export async function callPlatform<Answer>(
  settings: AppSettings,
  token: string,
  [method, path]: readonly [method: string, path: string],
  body?: object,
): Promise<Answer> {
  const response = await fetch(settings.apiUrl + path, {
    method,
    headers: { token, "x-app-token": settings.appKey, "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return (text === "" ? undefined : JSON.parse(text)) as Answer;
}

/** The address at which an app in socket mode connects. */
export async function socketAddress(settings: AppSettings): Promise<string> {
  const query = new URLSearchParams({ appKey: settings.appKey });
  const response = await fetch(`${settings.apiUrl}/apps/${settings.id}/websocket-connection?${query}`);
  if (!response.ok) throw new Error(`websocket-connection: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { url: string }).url;
}
