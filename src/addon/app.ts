/** The addon as one HTTP application: a table of contents. */
import { Hono } from "hono";
import { redactApiKeys } from "../pumble/api-key";
import { answer } from "./api/answer";
import { apiRoutes } from "./api/routes";
import { apiDocsRoutes } from "./routes/api-docs";
import { apiKeyRoutes } from "./routes/api-keys";
import type { Env } from "./routes/env";
import { healthRoutes } from "./routes/health";
import { hookRoute } from "./routes/hook";
import { installRoutes } from "./routes/install";
import { requestLog, unexpected } from "./routes/middleware";
import type { Services } from "./services";

export function addonApp(services: Services): Hono<Env> {
  const app = new Hono<Env>();
  app.use(requestLog(services));
  app.onError(unexpected(services.log));
  app.notFound((c) => {
    const asked = `${c.req.method} ${redactApiKeys(c.req.path)}`;
    const error = `There is no ${asked}; see ${services.publicUrl}/api-docs/`;
    return answer(c, JSON.stringify({ error }), 404);
  });
  app.route("/", apiRoutes(services));
  app.route("/", hookRoute(services));
  app.route("/", installRoutes(services));
  app.route("/", healthRoutes(services));
  app.route("/", apiKeyRoutes(services));
  app.route("/", apiDocsRoutes(services));
  return app;
}
