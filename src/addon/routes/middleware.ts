/** What happens around every request: an id, a log line, an answer for what nobody expected. */
import { randomUUID } from "node:crypto";
import type { ErrorHandler, MiddlewareHandler } from "hono";
import type { Log } from "../log";
import type { Services } from "../services";
import { type Env, requestHeader, requestIdHeader } from "./env";

/** Gives each request an id and writes one line when it has ended. The query is left out, for it holds content. */
export function requestLog({ log, metrics }: Pick<Services, "log" | "metrics">): MiddlewareHandler<Env> {
  return async function logRequest(c, next) {
    const given = requestHeader(c, requestIdHeader);
    const requestId = given && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
    c.set("requestId", requestId);
    c.set("logFields", {});
    const startedMs = performance.now();
    await next();
    if (!c.get("hasRequestId")) c.header(requestIdHeader, requestId);
    const durationMs = Math.round((performance.now() - startedMs) * 10) / 10;
    const { method, path } = c.req;
    const { status } = c.res;
    const fields = c.get("logFields");
    const route = String(fields["operation"] ?? (status === 404 ? "none" : path.split("/", 2)[1]));
    metrics.requests.add(route, method, String(status));
    metrics.duration.observe(durationMs);
    if (log.writes("info")) log.info("request", { requestId, method, path, status, durationMs, ...fields });
  };
}

/** Answers a failure that is nobody's input: the log says what it was, the caller gets the id to ask about. */
export function unexpected(log: Log): ErrorHandler<Env> {
  return function answerUnexpected(error, c) {
    const requestId = c.get("requestId");
    log.error("Unexpected failure", { error, stack: error.stack, requestId });
    return c.json({ error: `The addon failed. Its log says why, under request ${requestId}.` }, 500);
  };
}
