/** What happens around every request behind Hono: an id, a log line, an answer for what nobody expected. */
import type { ErrorHandler, MiddlewareHandler } from "hono";
import { DatabaseFailure } from "../store/failure";
import { BodyAborted } from "./body";
import { type Env, requestHeader } from "./env";
import { type RequestLog, requestIdHeader } from "./request-log";

/** Gives each request an id, and logs it when it has ended. */
export function logged(requests: RequestLog): MiddlewareHandler<Env> {
  return async function logRequest(c, next) {
    const trace = requests.begin(requestHeader(c, requestIdHeader));
    c.set("trace", trace);
    await next();
    if (!c.get("hasRequestId")) c.header(requestIdHeader, trace.requestId);
    requests.end(trace, { method: c.req.method, path: c.req.path, status: c.res.status });
  };
}

/** Answers a failure that is nobody's input. What the database's watch has told already is not told again. */
export function unexpected(requests: RequestLog): ErrorHandler<Env> {
  return function answerUnexpected(error, c) {
    if (error instanceof BodyAborted) return c.json({ message: error.message }, 400);
    if (error instanceof DatabaseFailure) {
      const headers = { "retry-after": String(error.retryAfterSeconds) };
      return c.json({ error: error.message }, 503, headers);
    }
    const text = requests.failed(c.get("trace"), error);
    return c.body(text, 500, { "content-type": "application/json" });
  };
}
