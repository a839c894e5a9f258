/** Routes over a workspace in memory, asked without a port. */
import { type Env, Hono } from "hono";
import { Refusal } from "../../../../src/local/core/failure";
import { allowApp, exchangeCode, registerApp } from "../../../../src/local/core/workspace/apps";
import type { Workspace } from "../../../../src/local/core/workspace/workspace";
import type { Manifest } from "../../../../src/platform";
import { manifestFor } from "../../support";

/** What refuses is answered as the workspace answers it; anything else fails the test. */
export function served<Given extends Env>(routes: Hono<Given>): Hono {
  const app = new Hono();
  app.onError((error, c) => {
    if (error instanceof Refusal) return c.json(error.body, error.status);
    throw error;
  });
  app.route("/", routes as unknown as Hono);
  return app;
}

/** An app that this member has allowed everything, with its credentials and tokens. */
export function installed(
  workspace: Workspace,
  userId: string,
  change: Partial<Manifest> = {},
  url = "http://app",
) {
  const manifest = manifestFor(url, change);
  const credentials = registerApp(workspace, manifest);
  const { userScopes, botScopes } = manifest.scopes;
  const allow = () =>
    allowApp(workspace, { appId: credentials.id, userId, userScopes, botScopes, isReinstall: false });
  const tokens = exchangeCode(workspace, workspace.db.apps.get(credentials.id)!, allow());
  return { ...credentials, tokens, allow };
}
