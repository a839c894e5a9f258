/** The way into every route that needs a key: authenticate, count, act, and answer refusals as callers know them. */

import { BodyAborted, BodyTooLarge } from "../http/body";
import type { Services } from "../services";
import type { Allowance } from "../store/rate-limiter";
import { answer, failure } from "./answer";
import { ApiProblem, fromDatabase, fromPlatform } from "./api-problem";
import { authenticate } from "./authenticate";
import type { ApiRequest, HeaderList, Pipeline } from "./exchange";
import type { MemberCall } from "./member-call";

function limitHeaders({ bucket, remaining, resetSeconds }: Allowance): HeaderList {
  const limit = ["ratelimit-limit", String(bucket.limit)];
  return [...limit, "ratelimit-remaining", String(remaining), "ratelimit-reset", String(resetSeconds)];
}

function tooMany(allowance: Allowance): ApiProblem {
  const { bucket, resetSeconds } = allowance;
  const [kind] = bucket.id.split(":");
  const who = kind === "key" ? "this API key" : "this workspace";
  const error = `Too many requests: ${who} may make ${bucket.limit} a minute. Wait ${resetSeconds} seconds.`;
  const headers = ["retry-after", String(resetSeconds), ...limitHeaders(allowance)];
  return new ApiProblem(429, "rate_limited", { error }, headers);
}

/** Counts the request for its key and its workspace. @throws ApiProblem when it is one too many */
async function count(services: Services, { key }: MemberCall): Promise<Allowance> {
  const { perKey, perWorkspace } = services.config.limits;
  const allowance = await services.limiter.take([
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
    return new ApiProblem(413, "invalid", { error: error.message }, ["connection", "close"]);
  }
  if (error instanceof BodyAborted) return new ApiProblem(400, "invalid", { error: error.message });
  return fromDatabase(error) ?? fromPlatform(error);
}

/**
 * A route that acts for a key's owner.
 * @param operation names it in the log
 * @param act gives the answer's JSON, or null for the empty answer
 */
export function guarded(
  services: Services,
  operation: string,
  act: (call: MemberCall, request: ApiRequest) => Promise<string | null>,
): Pipeline {
  return async function answerGuarded(request) {
    const { trace } = request;
    let limits: HeaderList | undefined;
    try {
      const call = await authenticate(services, request.header("apikey") ?? request.header("api-key"));
      trace.operation = operation;
      trace.keyId = call.key.id;
      limits = limitHeaders(await count(services, call));
      return answer(trace, await act(call, request), { limits });
    } catch (error) {
      const problem = problemOf(error);
      if (!problem) return failure(trace, services.requests.failed(trace, error));
      trace.errorKind = problem.kind;
      return problem.answer(trace, limits);
    }
  };
}
