/** What the SDK's command line does with a developer's apps. */
import { Hono, type MiddlewareHandler } from "hono";
import * as z from "zod";
import { notAuthenticated, notFound } from "../../core/failure";
import type { AppRecord } from "../../core/state/records";
import {
  allowApp,
  appOf,
  checkRedirect,
  registerApp,
  removeApp,
  requestedScopes,
  rotateSecrets,
} from "../../core/workspace/apps";
import type { Workspace } from "../../core/workspace/workspace";
import { json, query } from "../../http/input";
import { tokenOwner } from "./session";
import { checkWorkspace } from "./sign-in";

const grant = z.object({
  clientId: z.string(),
  scopes: z.string().default(""),
  redirectUrl: z.string(),
  isReinstall: z.string().optional(),
});

/** Where a developer's apps are: `/workspaces/:workspaceId/workspaceUsers/:userId`. */
const base = "/workspaces/:workspaceId";
const mine = `${base}/workspaceUsers/:userId`;

/** Refuses a call without the `Authtoken` of the member whom the path names. */
function signedIn(workspace: Workspace): MiddlewareHandler {
  return async function signedIn(c, next) {
    checkWorkspace(workspace, c);
    const userId = tokenOwner(workspace, "access", c.req.header("authtoken") ?? "");
    if (!userId || userId !== c.req.param("userId")) throw notAuthenticated("Invalid token");
    await next();
  };
}

/** Registering, changing, listing and authorising apps, and who one is. */
export function developerAppRoutes(workspace: Workspace): Hono {
  const app = new Hono();

  app.get(`${base}/info`, (c) => {
    checkWorkspace(workspace, c);
    const { id, name } = workspace.record;
    return c.json({ id, name });
  });
  app.get(mine, (c) => {
    checkWorkspace(workspace, c);
    const { id, name, email } = workspace.user(c.req.param("userId"));
    return c.json({ id, name, email });
  });

  app.use(`${mine}/*`, signedIn(workspace));
  app.post(`${mine}/apps`, async (c) =>
    c.json(withSecrets(appOf(workspace, registered(workspace, await json(c))))),
  );
  app.get(`${mine}/apps/mine`, (c) => c.json([...workspace.db.apps.values()].map(withoutSecrets)));
  app.get(`${mine}/apps/mine/:id`, (c) => c.json(withSecrets(appOf(workspace, c.req.param("id")))));
  app.get(`${mine}/apps/authorizations`, (c) => {
    const userId = c.req.param("userId");
    const entries = [...workspace.db.authorizations.values()].filter((entry) => entry.userId === userId);
    return c.json(
      entries.map(({ id, appId, scopes }) => ({ id, app: { id: appId }, grantedScopes: scopes })),
    );
  });
  app.put(`${mine}/apps/:id`, async (c) => {
    const { id } = appOf(workspace, c.req.param("id"));
    return c.json(withSecrets(appOf(workspace, registered(workspace, await json(c), id))));
  });
  app.put(`${mine}/apps/:id/secrets/rotate`, (c) => c.json(rotateSecrets(workspace, c.req.param("id"))));
  app.delete(`${mine}/apps/:id`, (c) => {
    removeApp(workspace, c.req.param("id"));
    return c.body(null, 200);
  });
  app.get(`${mine}/oauth2/grant`, (c) => {
    const { clientId, scopes, redirectUrl, isReinstall } = query(c, grant);
    const client = appOf(workspace, clientId);
    checkRedirect(client, redirectUrl);
    const wanted = requestedScopes(client, scopes);
    const userId = c.req.param("userId");
    const consent = { appId: client.id, userId, ...wanted, isReinstall: isReinstall === "true" };
    const code = allowApp(workspace, consent);
    const to = new URL(redirectUrl);
    to.searchParams.set("code", code);
    return c.json({ code, redirectUrl: to.href });
  });
  app.all(`${mine}/*`, () => {
    throw notFound();
  });
  return app;
}

function registered(workspace: Workspace, manifest: unknown, id?: string): string {
  return registerApp(workspace, manifest, id === undefined ? {} : { knownId: id }).id;
}

function withoutSecrets({ id, manifest }: AppRecord): object {
  // The command line walks these lists without asking whether they are there.
  return { dynamicMenus: [], ...manifest, id, published: false };
}

function withSecrets(app: AppRecord): object {
  const { appKey, clientSecret, signingSecret } = app;
  return { ...withoutSecrets(app), appKey, clientSecret, signingSecret };
}
