/** `GET /install` sends a browser to Pumble's consent screen; `GET /redirect` takes the code that comes back. */
import { type Context, Hono } from "hono";
import { html } from "hono/html";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { PlatformError, PlatformRefusal } from "../../platform/errors";
import { exchangeCode, type Grant } from "../../platform/oauth";
import type { Env } from "../http/env";
import { type Paragraph, page, pageHeaders } from "../http/page";
import { consentLink } from "../inside-pumble/consent-link";
import { refreshHome } from "../inside-pumble/home";
import { slashCommandName } from "../manifest";
import type { Services } from "../services";
import { DatabaseFailure } from "../store/failure";
import type { StateSubject } from "../store/oauth-states";

function answer(c: Context<Env>, status: ContentfulStatusCode, title: string, ...paragraphs: Paragraph[]) {
  return c.html(page(title, paragraphs), status, pageHeaders);
}

/** Keeps what was granted. */
async function save(services: Services, grant: Grant): Promise<void> {
  const { workspaceId, userId, botId, botToken } = grant;
  const act = { workspaceId, actor: userId, source: "consent" } as const;
  await services.grants.saveUserToken(workspaceId, userId, grant.accessToken);
  await services.audit.record({ ...act, action: "app.authorized", target: userId });
  if (!botId || !botToken) return;
  await services.grants.saveInstallation({ workspaceId, botId, botToken }, userId);
  await services.audit.record({ ...act, action: "app.installed", target: workspaceId });
}

function isFor(subject: StateSubject, grant: Grant): boolean {
  const { workspaceId = grant.workspaceId, userId = grant.userId } = subject;
  return workspaceId === grant.workspaceId && userId === grant.userId;
}

async function redirect(services: Services, c: Context<Env>) {
  const again = html`<a class="button" href="${services.publicUrl}/install">Try again</a>`;
  const { code, state, error } = c.req.query();
  const subject = services.states.check(state ?? "");
  if (subject === "forged") {
    return answer(c, 400, "This link was not made here", "Its state is missing or was changed.", again);
  }
  if (subject === "expired") {
    return answer(c, 400, "This link is too old", "It was good for 15 minutes.", again);
  }
  if (!code) {
    const why = error
      ? `Pumble says: ${error}.`
      : "Pumble sent no code back, as it does when access is denied.";
    return answer(c, 400, "Access was not granted", why, again);
  }
  const { appId: clientId, clientSecret } = services.config.platform;
  try {
    const grant = await exchangeCode(services.platform.transport, { clientId, clientSecret }, code);
    if (!isFor(subject, grant)) {
      const why =
        "The link was made for another member. Sign in to Pumble as that member, then open it again.";
      return answer(c, 403, "Another member is signed in", why);
    }
    await save(services, grant);
    refreshHome(services, grant.workspaceId, grant.userId);
  } catch (failure) {
    if (failure instanceof DatabaseFailure) {
      const why = `${failure.message}. The code is spent, so ask for access again in a moment.`;
      return answer(c, 503, "Access could not be set up", why, again);
    }
    if (!(failure instanceof PlatformError)) throw failure;
    services.log.warn("A consent code was not exchanged", {
      error: failure,
      requestId: c.get("trace").requestId,
    });
    const refused = failure instanceof PlatformRefusal;
    const why = refused
      ? "Pumble refused the code. A code works once, and for a short time."
      : "Pumble did not answer.";
    return answer(c, refused ? 400 : 502, "Access could not be set up", why, again);
  }
  return answer(
    c,
    200,
    "The API app may now act for you",
    `Go back to Pumble and type ${slashCommandName} generate to make a key. You can close this page.`,
  );
}

export function installRoutes(services: Services): Hono<Env> {
  const route = new Hono<Env>();
  route.get("/install", (c) => c.redirect(consentLink(services), 302));
  route.get("/redirect", (c) => redirect(services, c));
  return route;
}
