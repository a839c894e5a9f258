/** The public API: one route an operation, made from the operations table. */
import { Hono } from "hono";
import { PlatformProtocolError } from "../../platform/errors";
import { type Operation, type OperationName, operationNames, operations } from "../../pumble/operations";
import { scopeProblem } from "../keys/scopes";
import { bodyText } from "../routes/body";
import type { Env } from "../routes/env";
import type { Services } from "../services";
import { answer } from "./answer";
import type { Call } from "./call";
import { channelHandlers } from "./channels";
import { guarded } from "./guard";
import type { Handlers, JsonText } from "./handler";
import { inputReader } from "./input";
import { messageHandlers } from "./messages";
import { refused } from "./problem";
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
    const body = operation.method === "POST" ? await bodyText(c, apiBodyMax) : "";
    const input = read({ query: c.req.query(), body });
    const problem = scopeProblem(call.key.scopes, operation);
    if (problem) throw refused("not_allowed", problem);
    const result = await handle(call, input);
    if (result?.text === "") throw new PlatformProtocolError(name, "the answer is empty", 200);
    return answer(c, result?.text ?? null);
  });
}

export function apiRoutes(services: Services): Hono<Env> {
  const routes = new Hono<Env>();
  for (const name of operationNames) {
    routes.on(operations[name].method, `/${name}`, operationHandler(services, name));
  }
  return routes;
}
