/** Who calls the platform API: an app, with the token of a member or of its bot. */

import type { Context, MiddlewareHandler } from "hono";
import { sameSecret } from "../../../platform";
import type { Scope } from "../../../pumble";
import { notAllowed, notAuthenticated } from "../../core/failure";
import type { Actor, Workspace } from "../../core/workspace/workspace";
import type { RateLimits } from "./rate-limits";

export interface Caller {
  actor: Actor;
  appId: string;
  scopes: readonly Scope[];
}

/** What every platform route finds in its context. */
export type ApiEnv = { Variables: { caller: Caller } };

/** Every platform route works on these. */
export interface ApiContext {
  workspace: Workspace;
  limits: RateLimits;
}

/** Whose token this is, or undefined when nobody's. */
export function callerOf(workspace: Workspace, token: string): Caller | undefined {
  const { db } = workspace;
  const authorization = db.authorizations.get(db.authorizationsByToken.first(token) ?? "");
  if (authorization) {
    const { appId, userId, scopes } = authorization;
    return { actor: { userId, appId, isBot: false }, appId, scopes };
  }
  const installation = db.installations.get(db.installationsByToken.first(token) ?? "");
  if (installation?.botId) {
    const appId = installation.id;
    return {
      actor: { userId: installation.botId, appId, isBot: true },
      appId,
      scopes: installation.botScopes,
    };
  }
  return undefined;
}

/**
 * Who calls with both headers: `token`, and `x-app-token` with the key of the app that the token belongs to. Refuses with
 * 401.
 */
export function callerIn(workspace: Workspace, c: Context): Caller {
  const token = c.req.header("token");
  if (!token) throw notAuthenticated("Missing token");
  const caller = callerOf(workspace, token);
  if (!caller) throw notAuthenticated("Invalid token");
  const appKey = workspace.db.apps.get(caller.appId)?.appKey ?? "";
  if (!sameSecret(c.req.header("x-app-token") ?? "", appKey)) throw notAuthenticated("Invalid app token");
  if (workspace.user(caller.actor.userId).status === "DEACTIVATED") {
    throw notAuthenticated("The user is deactivated");
  }
  return caller;
}

/** Refuses a call without a caller, and one beyond the limits. */
export function authenticate({ workspace, limits }: ApiContext): MiddlewareHandler<ApiEnv> {
  return async function authenticate(c, next) {
    const caller = callerIn(workspace, c);
    limits.countCall(caller.appId, caller.actor.userId);
    c.set("caller", caller);
    await next();
  };
}

/** Refuses a caller who was not granted every one of these scopes. */
export function needs(...scopes: Scope[]): MiddlewareHandler<ApiEnv> {
  return async function needs(c, next) {
    const missing = scopes.filter((scope) => !c.var.caller.scopes.includes(scope));
    if (missing.length > 0) throw notAllowed(`Missing scope: ${missing.join(", ")}`);
    await next();
  };
}
