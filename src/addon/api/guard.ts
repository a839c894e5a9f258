/** The way into every route that needs a key: authenticate, count, act, and answer refusals as callers know them. */
import type { Context } from "hono";
import type { Allowance } from "../limits/rate-limiter";
import { BodyTooLarge } from "../routes/body";
import { type Env, requestHeader } from "../routes/env";
import type { Services } from "../services";
import { authenticate } from "./authenticate";
import type { Call } from "./call";
import { ApiProblem, fromPlatform } from "./problem";

function limitHeaders({ bucket, remaining, resetSeconds }: Allowance): Record<string, string> {
  return {
    "ratelimit-limit": String(bucket.limit),
    "ratelimit-remaining": String(remaining),
    "ratelimit-reset": String(resetSeconds),
  };
}

function tooMany(allowance: Allowance): ApiProblem {
  const { bucket, resetSeconds } = allowance;
  const [kind] = bucket.id.split(":");
  const who = kind === "key" ? "this API key" : "this workspace";
  const error = `Too many requests: ${who} may make ${bucket.limit} a minute. Wait ${resetSeconds} seconds.`;
  const headers = { "retry-after": String(resetSeconds), ...limitHeaders(allowance) };
  return new ApiProblem(429, "rate_limited", { error }, headers);
}

/** Counts the request for its key and its workspace. @throws ApiProblem when it is one too many */
function count(services: Services, { key }: Call): Allowance {
  const { perKey, perWorkspace } = services.config.limits;
  const allowance = services.limiter.take([
    { id: `key:${key.id}`, limit: perKey },
    { id: `workspace:${key.workspaceId}`, limit: perWorkspace },
  ]);
  if (allowance.allowed) return allowance;
  services.metrics.rateLimited.add(allowance.bucket.id.split(":", 1)[0]!);
  throw tooMany(allowance);
}

/** The refusal that an error stands for; null when nobody expected it. */
function problemOf(error: unknown): ApiProblem | null {
  if (error instanceof ApiProblem) return error;
  if (error instanceof BodyTooLarge) {
    return new ApiProblem(413, "invalid", { error: error.message }, { connection: "close" });
  }
  return fromPlatform(error);
}

/** A handler that acts for a key's owner. @param operation names it in the log */
export function guarded(
  services: Services,
  operation: string,
  act: (call: Call, c: Context<Env>) => Promise<Response>,
) {
  return async function handleGuarded(c: Context<Env>): Promise<Response> {
    try {
      const call = await authenticate(services, requestHeader(c, "apikey") ?? requestHeader(c, "api-key"));
      const fields = c.get("logFields");
      fields["operation"] = operation;
      fields["keyId"] = call.key.id;
      c.set("limitHeaders", limitHeaders(count(services, call)));
      return await act(call, c);
    } catch (error) {
      const problem = problemOf(error);
      if (!problem) throw error;
      c.get("logFields")["errorKind"] = problem.kind;
      return problem.answer(c);
    }
  };
}
