import { type Context, Hono } from "hono";
import * as z from "zod";
import { sameSecret } from "../../../platform";
import { notAuthenticated } from "../../core/failure";
import { exchangeCode } from "../../core/workspace/apps";
import { parse } from "../../http/input";
import { type ApiContext, type ApiEnv, authenticate, needs } from "./caller";

const exchange = z.object({ "client-id": z.string(), "client-secret": z.string(), code: z.string() });

/** `/oauth2`: turning a code into tokens, and who a token is. */
export function oauthRoutes(context: ApiContext): Hono<ApiEnv> {
  const { workspace } = context;
  const app = new Hono<ApiEnv>();

  app.post("/access", async (c) => {
    const given = parse(exchange, await fields(c));
    const client = workspace.db.apps.get(given["client-id"]);
    if (!client || !sameSecret(client.clientSecret, given["client-secret"])) {
      throw notAuthenticated("Invalid client");
    }
    return c.json(exchangeCode(workspace, client, given.code));
  });

  app.get("/me", authenticate(context), needs("user:read"), (c) => {
    const user = workspace.user(c.var.caller.actor.userId);
    const { id, name } = workspace.record;
    return c.json({
      workspaceId: id,
      workspaceName: name,
      workspaceUserId: user.id,
      workspaceUserName: user.name,
    });
  });

  return app;
}

/** The official SDK sends multipart, other clients a URL-encoded form or JSON. */
async function fields(c: Context): Promise<unknown> {
  if (c.req.header("content-type")?.includes("application/json")) return c.req.json().catch(() => ({}));
  return c.req.parseBody().catch(() => ({}));
}
