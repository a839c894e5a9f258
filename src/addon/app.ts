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
import { frontPageRoute } from "./routes/front-page";
import { healthRoutes } from "./routes/health";
import { hookRoute } from "./routes/hook";
import { installRoutes } from "./routes/install";
import type { Services } from "./services";

/** Methods that this path takes, if it is one of ours. */
function methodsAt(app: Hono<Env>, path: string): string[] {
  const fits = (pattern: string) =>
    new RegExp(`^${pattern.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/:\w+/g, "[^/]+")}$`).test(path);
  const found = app.routes.filter((route) => route.method !== "ALL" && fits(route.path));
  const methods = new Set(found.map((route) => route.method));
  if (methods.has("GET")) methods.add("HEAD");
  return [...methods].sort();
}

export function addonApp(services: Services, api: readonly ApiRoute[]): Hono<Env> {
  const app = new Hono<Env>();
  app.use(logged(services.requests));
  app.onError(unexpected(services.requests));
  app.notFound((c) => {
    const allowed = methodsAt(app, c.req.path);
    if (allowed.length > 0 && !allowed.includes(c.req.method)) {
      const error = `${c.req.path} takes ${allowed.join(" and ")}, not ${c.req.method}`;
      const refused = answer(c.get("trace"), JSON.stringify({ error: redactApiKeys(error) }), {
        status: 405,
      });
      return respond(c, { ...refused, headers: [...refused.headers, "allow", allowed.join(", ")] });
    }
    const asked = `${c.req.method} ${redactApiKeys(c.req.path)}`;
    const error = `There is no ${asked}; see ${services.publicUrl}/api-docs/`;
    return respond(c, answer(c.get("trace"), JSON.stringify({ error }), { status: 404 }));
  });
  for (const { method, path, pipeline } of api) app.on(method, path, honoHandler(pipeline));
  app.route("/", frontPageRoute(services));
  app.route("/", hookRoute(services));
  app.route("/", installRoutes(services));
  app.route("/", healthRoutes(services));
  app.route("/", apiKeyRoutes(services));
  app.route("/", apiDocsRoutes(services));
  return app;
}
