/**
 * `GET /healthz`: the process lives. `GET /readyz`: it can serve, for the database answers. `GET /metrics` for
 * Prometheus. `GET /manifest` without secrets.
 */
import { Hono } from "hono";
import { version } from "../../pumble/version";
import type { Env } from "../http/env";
import { addonManifest } from "../manifest";
import type { Services } from "../services";
import { DatabaseFailure } from "../store/failure";

export function healthRoutes(services: Services): Hono<Env> {
  const route = new Hono<Env>();
  route.get("/healthz", (c) => c.json({ status: "ok", version }));
  route.get("/readyz", async (c) => {
    if (services.stopping) return c.json({ status: "not ready", reason: "The addon is stopping" }, 503);
    try {
      await services.database.ping();
      return c.json({ status: "ready" });
    } catch (error) {
      if (!(error instanceof DatabaseFailure)) throw error;
      const headers = { "retry-after": String(error.retryAfterSeconds) };
      return c.json({ status: "not ready", reason: error.message }, 503, headers);
    }
  });
  route.get("/metrics", (c) =>
    c.body(services.metrics.toString(), 200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" }),
  );
  route.get("/manifest", (c) => c.json(addonManifest(services.publicUrl, services.config)));
  return route;
}
