/** The routes of a local workspace, put together. */
import { type Context, Hono } from "hono";
import { errorCodes } from "../pumble";
import type { Faults } from "./control/faults";
import { observe } from "./control/observe";
import type { RequestLog } from "./control/request-log";
import { controlRoutes } from "./control/routes";
import { notFound, Refusal } from "./core/failure";
import { tell } from "./core/tell";
import type { Ephemerals } from "./core/workspace/ephemerals";
import { fileMaxBytes } from "./core/workspace/file-limits";
import type { Workspace } from "./core/workspace/workspace";
import { bodyWithin, onlyOwnHost, onlyOwnOrigin } from "./http/guard";
import { pageFiles } from "./page/server/page-files";
import { pageRoutes } from "./page/server/page-routes";
import { platformApi } from "./platform/api";
import type { RateLimits } from "./platform/api/rate-limits";
import { consentRoutes } from "./platform/apps/consent";
import type { Modals } from "./platform/apps/modals";
import type { AppSockets } from "./platform/apps/sockets";
import type { Triggers } from "./platform/apps/triggers";
import { developerAppRoutes } from "./platform/developer/apps";
import { signInRoutes } from "./platform/developer/sign-in";
import { webhookRoutes } from "./platform/developer/webhooks";

export interface AppContext {
  workspace: Workspace;
  ephemerals: Ephemerals;
  triggers: Triggers;
  modals: Modals;
  limits: RateLimits;
  controlToken: string;
  faults: Faults;
  log: RequestLog;
  sockets: AppSockets;
  pageDir: string | undefined;
  /** Where the server listens. */
  host: string;
}

/** What is logged and can be made to fail: everything that an app calls. */
const platformPaths = ["/v1/*", "/oauth2/*", "/upload/*", "/files/*", "/apps/*", "/lead/*", "/workspaces/*"];

/** For a file and what is around it. The control API limits its own, for whom it knows. */
const smallBody = bodyWithin(fileMaxBytes + 1024 * 1024);

/** Everything under one address: platform API, consent screen, control API, page. */
export function localApp(context: AppContext): Hono {
  const app = new Hono();
  app.onError(answerOf);
  app.notFound((c) => answerOf(isOfPlatform(c.req.path) ? notFound() : elsewhere(c.req), c));
  app.use("*", async (c, next) => (c.req.path.startsWith("/control/") ? next() : smallBody(c, next)));
  for (const path of ["/", "/page/*", "/access-request", "/lead", "/lead/*", "/workspaces/*"])
    app.use(path, onlyOwnHost(context.host), onlyOwnOrigin());
  app.route("/control", controlRoutes(context));
  app.route("/page/api", pageRoutes(context));
  app.route("/access-request", consentRoutes(context.workspace));
  for (const path of platformPaths) app.use(path, observe(context));
  app.route("/", context.sockets.routes());
  app.route("/", signInRoutes(context.workspace));
  app.route("/", webhookRoutes(context));
  app.route("/", developerAppRoutes(context.workspace));
  app.route("/", platformApi(context));
  app.route("/", pageFiles(context.workspace, context.pageDir));
  return app;
}

/** The first parts of the paths of the platform. */
const platformParts = platformPaths.map((path) => path.split("/")[1]);

function isOfPlatform(path: string): boolean {
  return platformParts.includes(path.split("/")[1]);
}

/** Who asks for an operation of the public API here has taken the workspace's address for its addon's. */
function elsewhere({ method, path }: { method: string; path: string }): Refusal {
  const message = `This is the local workspace, which has no ${method} ${path}; its API addon has another address`;
  return new Refusal(404, errorCodes.notFound, message);
}

/** A refusal in the platform's words; anything else is a bug of ours and says so without a trace. */
function answerOf(error: Error, c: Context): Response {
  if (error instanceof Refusal) return c.json(error.body, error.status);
  // Nobody reads this answer.
  if (isAborted(error)) return c.body(null, 400);
  tell("A request", error);
  const message = "The local workspace failed; this is a bug in it";
  return c.json({ message, localizedMessage: message, code: 500_000 }, 500);
}

/** Whoever sent the request went away before its body was complete. */
function isAborted(error: Error): boolean {
  return (error as NodeJS.ErrnoException).code === "ECONNRESET" && error.message === "aborted";
}
