/** Where incoming webhooks arrive. */
import { type Context, Hono } from "hono";
import * as z from "zod";
import { tooManyRequests } from "../../core/failure";
import { postByWebhook } from "../../core/workspace/webhooks";
import type { Workspace } from "../../core/workspace/workspace";
import { done, maybe, parse } from "../../http/input";
import type { RateLimits } from "../api/rate-limits";
import { checkWorkspace } from "./sign-in";

const message = z.object({ text: z.string().min(1), username: maybe(z.string().max(80)) });

/** One message a second for each webhook. */
const pauseMs = 1000;

/** `POST /workspaces/:id/incomingWebhooks/postMessage/:code`, and the older form with one more part before the code. */
export function webhookRoutes({ workspace, limits }: { workspace: Workspace; limits: RateLimits }): Hono {
  const app = new Hono();
  const lastAt = new Map<string, number>();
  const post = async (c: Context) => {
    checkWorkspace(workspace, c);
    const code = c.req.param("code") ?? "";
    const given = parse(message, await fields(c));
    const now = workspace.clock.now();
    const passedMs = now - (lastAt.get(code) ?? Number.NEGATIVE_INFINITY);
    // The clock may have been moved back.
    if (limits.enabled && passedMs >= 0 && passedMs < pauseMs) throw tooManyRequests("webhook, 1 per second");
    postByWebhook(workspace, code, given);
    lastAt.set(code, now);
    return done(c);
  };
  const base = `/workspaces/:workspaceId/incomingWebhooks/postMessage`;
  app.post(`${base}/:code`, post);
  app.post(`${base}/:part/:code`, post);
  return app;
}

/** JSON, or a form whose `payload` is JSON. */
async function fields(c: Context): Promise<unknown> {
  const isForm = /urlencoded|multipart/.test(c.req.header("content-type") ?? "");
  const text = isForm ? String((await c.req.parseBody()).payload ?? "") : await c.req.text();
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
