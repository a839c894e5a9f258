/** `/control`: what no Pumble has, for tests and demonstrations. Everything needs the control token. */

import { Hono, type MiddlewareHandler } from "hono";
import * as z from "zod";
import { sameSecret } from "../../platform";
import { invalid, notAuthenticated, notFound } from "../core/failure";
import { parseSeed } from "../core/seed/file";
import { type Seed, seedSchema } from "../core/seed/schema";
import { defaultSeed, plant } from "../core/seed/seed";
import { registerApp } from "../core/workspace/apps";
import type { Ephemerals } from "../core/workspace/ephemerals";
import { keptApps, putBackApps } from "../core/workspace/kept-apps";
import { activePeople, findUser } from "../core/workspace/users";
import type { Workspace } from "../core/workspace/workspace";
import { eventStream } from "../http/event-stream";
import { bodyWithin } from "../http/guard";
import { body, done, maybe, query } from "../http/input";
import type { RateLimits } from "../platform/api/rate-limits";
import type { Modals } from "../platform/apps/modals";
import type { Triggers } from "../platform/apps/triggers";
import { act } from "./act";
import { action } from "./actions";
import { AppUsers } from "./app-user";
import { changeClock, clockChange, clockShown } from "./clock";
import { controlEvent } from "./control-event";
import { type Faults, faultRule } from "./faults";
import type { RequestLog } from "./request-log";

export interface ControlContext {
  workspace: Workspace;
  triggers: Triggers;
  modals: Modals;
  ephemerals: Ephemerals;
  controlToken: string;
  faults: Faults;
  log: RequestLog;
  limits: RateLimits;
}

const requestQuery = z.object({ limit: z.coerce.number().int().min(1).max(1000).default(200) });
const snapshot = z.object({
  ids: z.object({
    seed: z.string(),
    secretSeed: z.string(),
    count: z.int().min(0),
    secretCount: z.int().min(0),
    lastSecond: z.int().min(0),
  }),
  tables: z
    .record(z.string(), z.array(z.looseObject({ id: z.string() })))
    .refine(({ workspaces }) => workspaces?.length === 1, "workspaces must hold the one workspace"),
});
/** `keep`: the app and its tokens stay when the workspace is reset or seeded anew. */
const registration = z.object({ manifest: z.unknown(), keep: maybe(z.boolean()) });
const seeding = z.object({ seed: maybe(seedSchema), yaml: maybe(z.string()) });

/** Largest state that can be put back, in bytes. */
const stateMaxBytes = 512 * 1024 * 1024;

function authorized(controlToken: string): MiddlewareHandler {
  return async function authorized(c, next) {
    if (!sameSecret(c.req.header("authorization") ?? "", `Bearer ${controlToken}`)) {
      throw notAuthenticated("Send the control token: Authorization: Bearer <token>");
    }
    await next();
  };
}

/** Routes under `/control`. */
export function controlRoutes(context: ControlContext): Hono {
  const { workspace } = context;
  const app = new Hono();
  app.use("*", authorized(context.controlToken), bodyWithin(stateMaxBytes));

  app.get("/members", (c) => c.json(activePeople(workspace)));

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
    const { manifest, keep } = await body(c, registration);
    return c.json(registerApp(workspace, manifest, { kept: keep }));
  });

  const appUsers = new AppUsers(context);
  app.post("/act", async (c) => c.json(await act(workspace, appUsers, await body(c, action))));
  app.get("/views", (c) => {
    const { id } = findUser(workspace, c.req.query("as") ?? "");
    return c.json(appUsers.views(id));
  });

  app.get("/events", () =>
    eventStream((send) => workspace.events.subscribe((event) => send(controlEvent(workspace, event)))),
  );

  app.get("/clock", (c) => c.json(clockShown(workspace.clock)));
  app.post("/clock", async (c) => c.json(changeClock(workspace.clock, await body(c, clockChange))));

  app.route("/", inspectionRoutes(context));
  app.route("/", stateRoutes(context));
  app.all("*", () => {
    throw notFound();
  });
  return app;
}

/** The request log, the faults and the rate limits. */
function inspectionRoutes({ log, faults, limits, triggers }: ControlContext): Hono {
  const app = new Hono();

  app.get("/requests", (c) => c.json(log.entries(query(c, requestQuery).limit)));
  app.delete("/requests", (c) => {
    log.clear();
    return done(c);
  });
  app.post("/requests/:id/replay", async (c) => {
    const hook = log.hook(Number(c.req.param("id")));
    if (!hook) throw notFound();
    await triggers.resend(hook);
    return done(c);
  });
  app.get("/requests/events", () => eventStream((send) => log.subscribe(send)));

  app.get("/faults", (c) => c.json(faults.list()));
  app.post("/faults", async (c) => c.json({ id: faults.add(await body(c, faultRule)) }));
  app.delete("/faults", (c) => {
    faults.clear();
    return done(c);
  });
  app.delete("/faults/:id", (c) => {
    if (!faults.remove(Number(c.req.param("id")))) throw notFound();
    return done(c);
  });

  app.get("/limits", (c) => c.json({ enabled: limits.enabled }));
  app.post("/limits", async (c) => {
    limits.switch((await body(c, z.object({ enabled: z.boolean() }))).enabled);
    return c.json({ enabled: limits.enabled });
  });
  return app;
}

/** The state as a whole: saved, put back, planted anew. */
function stateRoutes({ workspace }: ControlContext): Hono {
  const app = new Hono();
  let seeded = workspace.db.snapshot();

  app.get("/snapshot", (c) => c.json(workspace.db.snapshot()));
  app.post("/restore", async (c) => {
    workspace.restore(await body(c, snapshot));
    return done(c);
  });
  app.post("/seed", async (c) => {
    const { seed, yaml } = await body(c, seeding);
    const wanted = yaml === undefined ? (seed ?? defaultSeed) : await seedOf(yaml);
    const kept = keptApps(workspace);
    workspace.refill(() => plant(workspace, wanted, kept), { idsGoOn: kept !== null });
    seeded = workspace.db.snapshot();
    return done(c);
  });
  app.post("/reset", (c) => {
    const kept = keptApps(workspace);
    const ids = workspace.ids.state;
    workspace.restore(kept ? { ...seeded, ids } : seeded, () => putBackApps(workspace, kept));
    return done(c);
  });
  return app;
}

/** The seed in a YAML text; a 400 with every problem and its line when it is wrong. */
async function seedOf(yaml: string): Promise<Seed> {
  try {
    return await parseSeed(yaml, "body");
  } catch (error) {
    throw invalid((error as Error).message);
  }
}
