/** The public API: one route an operation, made from the operations table. */
import { PlatformProtocolError } from "../../platform/errors";
import {
  type Operation,
  type OperationName,
  operationNames,
  operations,
} from "../../pumble/operations/operations";
import { scopeProblem } from "../keys/scopes";
import type { Services } from "../services";
import { refused } from "./api-problem";
import { channelHandlers } from "./channels";
import type { Pipeline } from "./exchange";
import { guarded } from "./guard";
import type { Handlers, JsonText } from "./handler";
import { inputReader } from "./input";
import type { MemberCall } from "./member-call";
import { messageHandlers } from "./messages";
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

type AnyHandler = (call: MemberCall, input: unknown) => Promise<JsonText<unknown> | null>;

/** Authenticate (the guard), validate, authorize, act, respond. */
function operationPipeline(services: Services, name: OperationName): Pipeline {
  const operation: Operation = operations[name];
  const read = inputReader(operation);
  const handle = handlers[name] as AnyHandler;
  const hasBody = operation.method === "POST";
  return guarded(services, name, async (call, request) => {
    const raw = hasBody
      ? { query: {}, body: await request.text(apiBodyMax) }
      : { query: request.query(), body: "" };
    const input = read(raw);
    const problem = scopeProblem(call.key.scopes, operation);
    if (problem) throw refused("not_allowed", problem);
    const result = await handle(call, input);
    if (result?.text === "") throw new PlatformProtocolError(name, "the answer is empty", 200);
    return result?.text ?? null;
  });
}

/** What answers one operation, and where. */
export interface ApiRoute {
  readonly method: Operation["method"];
  readonly path: string;
  readonly pipeline: Pipeline;
}

export function apiRoutes(services: Services): ApiRoute[] {
  return operationNames.map((name) => {
    const { method } = operations[name];
    return { method, path: `/${name}`, pipeline: operationPipeline(services, name) };
  });
}
