/** Installing and authorising an app: the consent link, and the exchange of its code for tokens. */
import { randomBytes } from "node:crypto";
import * as z from "zod";
import type { Scope } from "../pumble/operations/scopes";
import { PlatformProtocolError } from "./errors";
import type { Manifest } from "./manifest";
import type { Transport } from "./transport";

/** Where and for what consent is asked. */
export interface ConsentRequest {
  consentScreenUrl: string;
  /** The app's id. */
  clientId: string;
  redirectUrl: string;
  userScopes: readonly Scope[];
  botScopes: readonly Scope[];
  /** Comes back with the code. */
  state: string;
  defaultWorkspaceId?: string | undefined;
  isReinstall?: boolean;
}

/** The scopes of a manifest as consent asks for them. */
export function consentScopes(manifest: Manifest): Pick<ConsentRequest, "userScopes" | "botScopes"> {
  return { userScopes: manifest.scopes.userScopes, botScopes: manifest.scopes.botScopes };
}

/** The link that a person opens to grant access. User scopes come first, bot scopes carry `bot:`. */
export function consentUrl(request: ConsentRequest): string {
  const url = new URL(request.consentScreenUrl);
  const scopes = [...request.userScopes, ...request.botScopes.map((scope) => `bot:${scope}`)];
  url.searchParams.set("redirectUrl", request.redirectUrl);
  url.searchParams.set("clientId", request.clientId);
  url.searchParams.set("scopes", scopes.join(","));
  if (request.defaultWorkspaceId) url.searchParams.set("defaultWorkspaceId", request.defaultWorkspaceId);
  url.searchParams.set("state", request.state);
  if (request.isReinstall) url.searchParams.set("isReinstall", "true");
  return url.toString();
}

/** What a code is worth. Tokens do not expire; `botToken` and `botId` are absent when the app has no bot. */
export const grant = z.object({
  accessToken: z.string().min(1),
  botToken: z.string().nullish(),
  userId: z.string().min(1),
  botId: z.string().nullish(),
  workspaceId: z.string().min(1),
});
export type Grant = z.infer<typeof grant>;

function multipart(fields: Record<string, string>): { body: string; contentType: string } {
  const boundary = `----pumble${randomBytes(16).toString("hex")}`;
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return {
    body: `${parts.join("")}--${boundary}--\r\n`,
    contentType: `multipart/form-data; boundary=${boundary}`,
  };
}

/**
 * Exchanges a consent code, which works once, for tokens.
 * @throws PlatformRefusal when the code or the app's secret is wrong, PlatformUnavailable when there is no usable answer
 */
export async function exchangeCode(
  transport: Transport,
  app: { clientId: string; clientSecret: string },
  code: string,
): Promise<Grant> {
  const form = multipart({ "client-id": app.clientId, "client-secret": app.clientSecret, code });
  const answer = await transport.send<unknown>({
    method: "POST",
    path: "/oauth2/access",
    headers: ["content-type", form.contentType],
    body: form.body,
  });
  const read = grant.safeParse(answer.value);
  if (!read.success) {
    const fields = read.error.issues.map((issue) => issue.path.join(".")).join(", ");
    throw new PlatformProtocolError("POST /oauth2/access", `the answer lacks ${fields || "its fields"}`, 200);
  }
  return read.data;
}
