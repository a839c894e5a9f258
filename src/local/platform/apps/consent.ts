/** The consent screen: who are you, and do you allow this app. A plain form that needs no script. */
import { type Context, Hono } from "hono";
import { html } from "hono/html";
import type { Scope, User } from "../../../pumble";
import { invalid, Refusal } from "../../core/failure";
import type { AppRecord } from "../../core/state/records";
import { allowApp, appOf, authorizationOf, checkRedirect, requestedScopes } from "../../core/workspace/apps";
import { activePeople } from "../../core/workspace/users";
import type { Workspace } from "../../core/workspace/workspace";
import { form } from "../../http/input";
import { scopeWords } from "./scope-words";

interface Request {
  app: AppRecord;
  redirectUrl: string;
  state: string | undefined;
  userScopes: Scope[];
  botScopes: Scope[];
  isReinstall: boolean;
  fields: Record<string, string>;
}

// Without form-action: it would also hold for where the answer redirects to, which is the app's business.
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

/** `GET` and `POST /access-request`. */
export function consentRoutes(workspace: Workspace): Hono {
  const app = new Hono();

  app.use("*", async (c, next) => {
    await next();
    c.header("content-security-policy", policy);
    // With none at all the form would come back without saying from where.
    c.header("referrer-policy", "same-origin");
  });

  app.get("/", (c) => respond(c, () => c.html(page(workspace, read(workspace, c.req.query())))));

  app.post("/", (c) =>
    respond(c, async () => {
      const given = { ...c.req.query(), ...texts(await form(c)) };
      const request = read(workspace, given);
      const redirect = new URL(request.redirectUrl);
      if (request.state !== undefined) redirect.searchParams.set("state", request.state);
      if (given.decision !== "allow") {
        redirect.searchParams.set("error", "access_denied");
        return c.redirect(redirect.href, 302);
      }
      const person = activePeople(workspace).find((user) => user.id === given.member);
      if (!person) throw invalid("member must be one of the workspace's members");
      const { userScopes, botScopes, isReinstall } = request;
      const appId = request.app.id;
      redirect.searchParams.set(
        "code",
        allowApp(workspace, { appId, userId: person.id, userScopes, botScopes, isReinstall }),
      );
      return c.redirect(redirect.href, 302);
    }),
  );

  return app;
}

/** A refusal is shown as a page, for it is a person who sees it. */
async function respond(c: Context, work: () => Response | Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const body = html`<h1>This link does not work</h1><p>${error.message}</p>`;
    return c.html(document("Access request", body), error.status);
  }
}

function read(workspace: Workspace, fields: Record<string, string>): Request {
  const app = appOf(workspace, fields.clientId ?? "");
  const redirectUrl = fields.redirectUrl || app.manifest.redirectUrls[0]!;
  checkRedirect(app, redirectUrl);
  const workspaceId = fields.defaultWorkspaceId;
  if (workspaceId && workspaceId !== workspace.record.id)
    throw invalid("defaultWorkspaceId is not this workspace");
  return {
    app,
    redirectUrl,
    state: fields.state,
    ...requestedScopes(app, fields.scopes ?? ""),
    isReinstall: fields.isReinstall === "true",
    fields,
  };
}

function texts(form: Record<string, unknown>): Record<string, string> {
  const pairs = Object.entries(form).filter((pair): pair is [string, string] => typeof pair[1] === "string");
  return Object.fromEntries(pairs);
}

function page(workspace: Workspace, request: Request) {
  const { app, userScopes, botScopes, fields } = request;
  const name = app.manifest.displayName;
  const hidden = ["clientId", "redirectUrl", "scopes", "state", "defaultWorkspaceId", "isReinstall"].filter(
    (field) => fields[field] !== undefined,
  );
  const isAuthorized = (user: User) => authorizationOf(workspace, app.id, user.id) !== undefined;
  const scopes = (title: string, list: Scope[]) =>
    list.length === 0
      ? ""
      : html`<h2>${title}</h2><ul>${list.map((scope) => html`<li>${scopeWords[scope]} <code>${scope}</code></li>`)}</ul>`;
  return document(
    `Allow ${name}?`,
    html`<h1>Allow ${name} in ${workspace.record.name}?</h1>
      <form method="post" action="/access-request">
        ${hidden.map((field) => html`<input type="hidden" name="${field}" value="${fields[field]}" />`)}
        <label for="member">You are</label>
        <select id="member" name="member" required>
          ${activePeople(workspace).map(
            (user) =>
              html`<option value="${user.id}" ${user.id === fields.member ? "selected" : ""}>${user.name} (${user.email})${isAuthorized(user) ? ", has allowed it before" : ""}</option>`,
          )}
        </select>
        ${scopes("In your name it may", userScopes)} ${scopes("Its bot may", botScopes)}
        <p>
          <button name="decision" value="allow">Allow</button>
          <button name="decision" value="deny" formnovalidate>Deny</button>
        </p>
      </form>`,
  );
}

function document(title: string, body: ReturnType<typeof html>) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          :root { color-scheme: light dark; background: Canvas; }
          body { font: 1rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 3rem auto; padding: 0 1rem; }
          h1 { font-size: 1.4rem; }
          h2 { font-size: 1rem; margin-bottom: 0; }
          select, button { font: inherit; padding: 0.4rem 0.8rem; max-width: 100%; }
          button[value="allow"] { background: #0f5fd7; border: 1px solid #0f5fd7; border-radius: 0.4rem; color: #fff; font-weight: 600; }
          button[value="deny"] { border: 1px solid currentColor; border-radius: 0.4rem; background: none; color: inherit; }
          code { font: 0.85em ui-monospace, monospace; opacity: 0.8; }
        </style>
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html>`;
}
