/** The addon as one HTTP application: a table of contents. */
import { Hono } from "hono";
import { redactApiKeys } from "../pumble/api-keys/api-key";
import { answer } from "./api/answer";
import { honoHandler, respond } from "./api/hono";
import type { ApiRoute } from "./api/routes";
import type { Env } from "./http/env";
import { logged, unexpected } from "./http/middleware";
import { apiDocsRoutes } from "./routes/api-docs";
import { apiKeyRoutes } from "./routes/api-keys";
import { healthRoutes } from "./routes/health";
import { hookRoute } from "./routes/hook";
import { installRoutes } from "./routes/install";
import type { Services } from "./services";

export function addonApp(services: Services, api: readonly ApiRoute[]): Hono<Env> {
  const app = new Hono<Env>();
  app.use(logged(services.requests));
  app.onError(unexpected(services.requests));
  app.notFound((c) => {
    const asked = `${c.req.method} ${redactApiKeys(c.req.path)}`;
    const error = `There is no ${asked}; see ${services.publicUrl}/api-docs/`;
    return respond(c, answer(c.get("trace"), JSON.stringify({ error }), { status: 404 }));
  });
  for (const { method, path, pipeline } of api) app.on(method, path, honoHandler(pipeline));
  app.route("/", hookRoute(services));
  app.route("/", installRoutes(services));
  app.route("/", healthRoutes(services));
  app.route("/", apiKeyRoutes(services));
  app.route("/", apiDocsRoutes(services));
  return app;
}
