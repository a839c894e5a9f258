/** `/control`: what no Pumble has, for tests and demonstrations. Everything needs the control token. */
import { createHash, timingSafeEqual } from "node:crypto";
import { Hono, type MiddlewareHandler } from "hono";
import { z } from "zod";
import { body, maybe } from "../api/input";
import type { Triggers } from "../apps/triggers";
import { invalid, notAuthenticated, notFound } from "../failure";
import { eventStream } from "../web/event-stream";
import { registerApp } from "../workspace/apps";
import type { Workspace } from "../workspace/workspace";
import { act, action } from "./act";
import { controlEvent } from "./events";

export interface ControlContext {
  workspace: Workspace;
  triggers: Triggers;
  controlToken: string;
}

const clockChange = z.object({
  /** Stand still from now on. */
  freeze: maybe(z.boolean()),
  /** Stand still at this time, epoch milliseconds. */
  freezeAt: maybe(z.int().min(0)),
  /** Go forward by this much, firing what becomes due. */
  advanceMs: maybe(z.int().min(0)),
  /** Run again. */
  resume: maybe(z.boolean()),
});

function authorized(controlToken: string): MiddlewareHandler {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  const wanted = digest(`Bearer ${controlToken}`);
  return async function authorized(c, next) {
    if (!timingSafeEqual(digest(c.req.header("authorization") ?? ""), wanted)) {
      throw notAuthenticated("Send the control token: Authorization: Bearer <token>");
    }
    await next();
  };
}

/** Routes under `/control`. */
export function controlRoutes(context: ControlContext): Hono {
  const { workspace, triggers } = context;
  const app = new Hono();
  app.use("*", authorized(context.controlToken));

  app.get("/members", (c) =>
    c.json(
      [...workspace.db.users.values()].filter(
        (user) => user.status === "ACTIVATED" && !user.isAddonBot && !user.isPumbleBot,
      ),
    ),
  );

  app.get("/apps", (c) =>
    c.json(
      [...workspace.db.apps.values()].map(({ id, manifest }) => ({
        id,
        manifest,
        installed: workspace.db.installations.has(id),
      })),
    ),
  );
  app.post("/apps", async (c) => {
    const { manifest } = await body(c, z.object({ manifest: z.unknown() }));
    return c.json(registerApp(workspace, manifest));
  });

  app.post("/act", async (c) => c.json(await act(workspace, triggers, await body(c, action))));

  app.get("/events", () =>
    eventStream((send) => workspace.events.subscribe((event) => send(controlEvent(workspace, event)))),
  );

  app.get("/clock", (c) => c.json({ now: workspace.clock.now(), ...workspace.clock.state }));
  app.post("/clock", async (c) => {
    const { freeze, freezeAt, advanceMs, resume } = await body(c, clockChange);
    const { clock } = workspace;
    if (resume && (freeze || freezeAt !== undefined)) throw invalid("freeze and resume exclude each other");
    if (freezeAt !== undefined) clock.freeze(freezeAt);
    else if (freeze) clock.freeze();
    if (advanceMs !== undefined) clock.advance(advanceMs);
    if (resume) clock.resume();
    return c.json({ now: clock.now(), ...clock.state });
  });

  app.all("*", () => {
    throw notFound();
  });
  return app;
}
