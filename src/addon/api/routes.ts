/** The public API: one route an operation, made from the operations table. */
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { type Operation, type OperationName, operationNames, operations } from "../../pumble/operations";
import { scopeProblem } from "../keys/scopes";
import type { Env } from "../routes/env";
import type { Services } from "../services";
import { authenticate } from "./authenticate";
import type { Call } from "./call";
import { channelHandlers } from "./channels";
import type { Handlers, JsonText } from "./handler";
import { inputReader } from "./input";
import { messageHandlers } from "./messages";
import { ApiProblem, fromPlatform, refused } from "./problem";
import { scheduledHandlers } from "./scheduled";
import { userHandlers } from "./users";

/** An operation of the table without a handler does not compile. */
const handlers: Handlers = {
  ...channelHandlers,
  ...messageHandlers,
  ...scheduledHandlers,
  ...userHandlers,
};

/** Longest request body, in bytes: a message of the greatest length, with blocks. */
export const apiBodyMax = 1024 * 1024;

type AnyHandler = (call: Call, input: unknown) => Promise<JsonText<unknown> | null>;

function respond(answer: JsonText<unknown> | null): Response {
  if (answer === null) return new Response(null, { headers: { "content-length": "0" } });
  return new Response(answer.text, { headers: { "content-type": "application/json; charset=utf-8" } });
}

/** Authenticate, validate, authorize, act, respond. */
function operationHandler(services: Services, name: OperationName) {
  const operation: Operation = operations[name];
  const read = inputReader(operation);
  const handle = handlers[name] as AnyHandler;
  return async function handleOperation(c: Context<Env>): Promise<Response> {
    try {
      const call = await authenticate(services, c.req.header("apikey") ?? c.req.header("api-key"));
      Object.assign(c.var.logFields, { operation: name, keyId: call.key.id });
      const body = operation.method === "POST" ? await c.req.text() : "";
      const input = read({ query: c.req.query(), body });
      const problem = scopeProblem(call.key.scopes, operation);
      if (problem) throw refused("not_allowed", problem);
      return respond(await handle(call, input));
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : fromPlatform(error);
      if (!problem) throw error;
      Object.assign(c.var.logFields, { errorKind: problem.kind });
      return problem.toResponse();
    }
  };
}

export function apiRoutes(services: Services): Hono<Env> {
  const routes = new Hono<Env>();
  const limit = bodyLimit({
    maxSize: apiBodyMax,
    onError: () => {
      const body = { error: `The body is larger than ${apiBodyMax} bytes` };
      // What is left of the body is not read, so the connection cannot be used again.
      return new ApiProblem(413, "invalid", body, { connection: "close" }).toResponse();
    },
  });
  for (const name of operationNames) {
    const { method } = operations[name];
    const handle = operationHandler(services, name);
    if (method === "POST") routes.post(`/${name}`, limit, handle);
    else routes.on(method, `/${name}`, handle);
  }
  return routes;
}
