/** How the SDK's command line signs a person in: e-mail address, code, workspace. */
import { type Context, Hono } from "hono";
import * as z from "zod";
import { invalid, notAuthenticated, notFound } from "../../core/failure";
import { activePeople } from "../../core/workspace/users";
import type { Workspace } from "../../core/workspace/workspace";
import { body, done } from "../../http/input";
import { issueToken, tokenOwner } from "./session";

const lead = z.object({ email: z.string().min(1) });
const activation = z.object({ email: z.string(), code: z.string().min(1), leadId: z.string() });

/**
 * `/lead` and the exchange of tokens. Nobody is sent a code, and any is taken: whoever reaches a workspace on this machine
 * can look through every member's eyes anyway.
 */
export function signInRoutes(workspace: Workspace): Hono {
  const app = new Hono();
  const owner = (kind: "lead" | "exchange" | "refresh", token: string) => {
    const userId = tokenOwner(workspace, kind, token);
    if (!userId) throw notAuthenticated("Invalid token");
    return userId;
  };

  app.post("/lead", async (c) => {
    const { email } = await body(c, lead);
    const person = activePeople(workspace).find((user) => user.email.toLowerCase() === email.toLowerCase());
    if (!person) throw invalid(`no member of this workspace has the e-mail address ${email}`);
    return c.json({ id: issueToken(workspace, "lead", person.id) });
  });
  app.post("/lead/activate", async (c) => {
    owner("lead", (await body(c, activation)).leadId);
    return done(c);
  });
  app.post("/lead/login", async (c) => {
    const userId = owner("lead", (await body(c, z.object({ leadId: z.string() }))).leadId);
    const { id, name } = workspace.record;
    const exchangeToken = issueToken(workspace, "exchange", userId);
    return c.json({ items: [{ workspace: { id, name }, workspaceUser: { id: userId }, exchangeToken }] });
  });
  app.post("/workspaces/:workspaceId/exchange", async (c) => {
    checkWorkspace(workspace, c);
    const { exchangeToken } = await body(c, z.object({ exchangeToken: z.string() }));
    return c.json(tokensOf(workspace, owner("exchange", exchangeToken)));
  });
  app.post("/workspaces/:workspaceId/refresh", async (c) => {
    checkWorkspace(workspace, c);
    const { refreshToken } = await body(c, z.object({ refreshToken: z.string() }));
    return c.json(tokensOf(workspace, owner("refresh", refreshToken)));
  });
  return app;
}

/** Refuses a path that names another workspace. */
export function checkWorkspace(workspace: Workspace, c: Context): void {
  if (c.req.param("workspaceId") !== workspace.record.id) throw notFound();
}

function tokensOf(workspace: Workspace, userId: string): { token: string; refreshToken: string } {
  return {
    token: issueToken(workspace, "access", userId),
    refreshToken: issueToken(workspace, "refresh", userId),
  };
}
