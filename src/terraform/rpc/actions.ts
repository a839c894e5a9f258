import type {
  Draft,
  InvokeAction_Event,
  InvokeAction_Request,
  PlanAction_Request,
  PlanAction_Response,
  WireCall,
} from "../wire/protocol";
import { answerTyped } from "./catalog";
import { Queue } from "./queue";
import { handed, type Session } from "./session";
import { checkKnown } from "./validate";
import { readConfig } from "./values";

export function planAction(
  session: Session,
  request: PlanAction_Request,
  wire: WireCall,
): Promise<Draft<PlanAction_Response>> {
  const rpc = {
    rpc: "PlanAction",
    type: request.actionType,
    definitions: session.provider.actions,
    fallback: {},
  };
  return answerTyped(session, rpc, wire, async (action, call) => {
    const config = readConfig(session, action.attributes, request.config, call);
    await checkKnown(action, config, call);
    await action.plan?.(handed(call, { context: session.context, config }));
    return undefined;
  });
}

/** Streams progress while the action runs; the last event says how it ended. */
export async function* invokeAction(
  session: Session,
  request: InvokeAction_Request,
  wire: WireCall,
): AsyncGenerator<Draft<InvokeAction_Event>> {
  const events = new Queue<Draft<InvokeAction_Event>>();
  const rpc = {
    rpc: "InvokeAction",
    type: request.actionType,
    definitions: session.provider.actions,
    fallback: {},
  };
  const done = answerTyped(session, rpc, wire, async (action, call) => {
    const config = readConfig(session, action.attributes, request.config, call);
    await checkKnown(action, config, call);
    // Terraform that was asked to stop does not listen any more: an event would crash it (1.15.9).
    const progress = (message: string) => {
      if (!call.signal.aborted) events.push({ progress: { message: session.secrets.hide(message) } });
    };
    await action.invoke(handed(call, { context: session.context, config, progress }));
    return undefined;
  });
  done.then(
    ({ diagnostics }) => events.end({ completed: { diagnostics } }),
    (error: unknown) => events.fail(error),
  );
  yield* events;
}
