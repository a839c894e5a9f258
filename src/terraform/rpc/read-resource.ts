import { settleState } from "../plan/settle-state";
import type { Draft, ReadResource_Request, ReadResource_Response, WireCall } from "../wire/protocol";
import { answerTyped } from "./catalog";
import { identityOf } from "./identity";
import { PrivateBytes } from "./private-state";
import { handed, type Session } from "./session";
import { nullValue, readObject, writeObject } from "./values";

export function readResource(
  session: Session,
  request: ReadResource_Request,
  wire: WireCall,
): Promise<Draft<ReadResource_Response>> {
  // Without new_state Terraform would take the object for gone; without private it would forget that.
  const fallback: Draft<ReadResource_Response> = {
    newState: request.currentState,
    private: request.private,
    newIdentity: request.currentIdentity,
  };
  const rpc = {
    rpc: "ReadResource",
    type: request.typeName,
    definitions: session.provider.resources,
    fallback,
  };
  return answerTyped(session, rpc, wire, async (resource, call, about) => {
    const { attributes } = resource;
    const state = readObject(session, attributes, request.currentState, call);
    if (!state) return undefined;
    const privateState = new PrivateBytes(request.private);
    const found = await resource.read(handed(call, { context: session.context, state, privateState }));
    if (call.diagnostics.hasError) return undefined;
    if (found === null) return { newState: nullValue, newIdentity: undefined };
    const settled = settleState(attributes, found, state);
    const newState = writeObject(session, attributes, settled, { about, call });
    if (call.diagnostics.hasError) return undefined;
    return { newState, private: privateState.bytes, newIdentity: identityOf(resource, settled, about, call) };
  });
}
