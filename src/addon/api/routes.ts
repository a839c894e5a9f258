/** The public API: one route an operation, made from the operations table. */
import { Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { type Operation, type OperationName, operationNames, operations } from "../../pumble/operations";
import { scopeProblem } from "../keys/scopes";
import type { Env } from "../routes/env";
import type { Services } from "../services";
import { answer } from "./answer";
import type { Call } from "./call";
import { channelHandlers } from "./channels";
import { guarded } from "./guard";
import type { Handlers, JsonText } from "./handler";
import { inputReader } from "./input";
import { messageHandlers } from "./messages";
import { ApiProblem, refused } from "./problem";
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

/** Authenticate (the guard), validate, authorize, act, respond. */
function operationHandler(services: Services, name: OperationName) {
  const operation: Operation = operations[name];
  const read = inputReader(operation);
  const handle = handlers[name] as AnyHandler;
  return guarded(services, name, async (call, c) => {
    const body = operation.method === "POST" ? await c.req.text() : "";
    const input = read({ query: c.req.query(), body });
    const problem = scopeProblem(call.key.scopes, operation);
    if (problem) throw refused("not_allowed", problem);
    const result = await handle(call, input);
    return answer(c, result?.text ?? null);
  });
}

/** Refuses bodies that are larger than any message. */
export function limitBody(): MiddlewareHandler<Env> {
  return bodyLimit({
    maxSize: apiBodyMax,
    onError: (c) => {
      const body = { error: `The body is larger than ${apiBodyMax} bytes` };
      // What is left of the body is not read, so the connection cannot be used again.
      return new ApiProblem(413, "invalid", body, { connection: "close" }).answer(c);
    },
  });
}

export function apiRoutes(services: Services): Hono<Env> {
  const routes = new Hono<Env>();
  for (const name of operationNames) {
    const { method } = operations[name];
    const handle = operationHandler(services, name);
    if (method === "POST") routes.post(`/${name}`, limitBody(), handle);
    else routes.on(method, `/${name}`, handle);
  }
  return routes;
}
