/** `/page/api/inspector`: what goes on between workspace and apps, for the page's inspector. */
import { Hono } from "hono";
import * as z from "zod";
import { changeClock, clockChange, clockShown } from "../../control/clock";
import { type Faults, faultRule } from "../../control/faults";
import { maskSecret } from "../../control/redact";
import type { RequestLog } from "../../control/request-log";
import { notFound } from "../../core/failure";
import type { Workspace } from "../../core/workspace/workspace";
import { eventStream } from "../../http/event-stream";
import { body, done, query } from "../../http/input";
import type { Triggers } from "../../platform/apps/triggers";
import type { InspectedToken } from "../contract";

export interface InspectorContext {
  workspace: Workspace;
  log: RequestLog;
  faults: Faults;
  triggers: Triggers;
}

const requestQuery = z.object({ limit: z.coerce.number().int().min(1).max(1000).default(200) });

/** Routes under `/page/api/inspector`. Nothing here holds a secret. */
export function inspectorRoutes({ workspace, log, faults, triggers }: InspectorContext): Hono {
  const app = new Hono();

  app.get("/requests", (c) => c.json(log.entries(query(c, requestQuery).limit)));
  app.post("/requests/:id/replay", async (c) => {
    const hook = log.hook(Number(c.req.param("id")));
    if (!hook) throw notFound();
    await triggers.resend(hook);
    return done(c);
  });
  app.get("/requests/events", () => eventStream((send) => log.subscribe(send)));
  app.get("/tokens", (c) => c.json(tokensOf(workspace)));
  app.get("/clock", (c) => c.json(clockShown(workspace.clock)));
  app.post("/clock", async (c) => c.json(changeClock(workspace.clock, await body(c, clockChange))));
  app.get("/faults", (c) => c.json(faults.list()));
  app.post("/faults", async (c) => c.json({ id: faults.add(await body(c, faultRule)) }));
  app.delete("/faults/:id", (c) => {
    if (!faults.remove(Number(c.req.param("id")))) throw notFound();
    return done(c);
  });
  return app;
}

function tokensOf(workspace: Workspace): InspectedToken[] {
  const { installations, authorizations } = workspace.db;
  const bots = [...installations.values()].flatMap(({ id: appId, botId, botToken, botScopes: scopes }) =>
    botId && botToken ? [{ appId, userId: botId, token: maskSecret(botToken), scopes }] : [],
  );
  const people = [...authorizations.values()].flatMap(({ appId, userId, token, scopes }) =>
    token ? [{ appId, userId, token: maskSecret(token), scopes }] : [],
  );
  return [...bots, ...people];
}
