import { ownProblems } from "../own-problems";
import { completeState } from "../plan/settle-state";
import type {
  Draft,
  ImportResourceState_Request,
  ImportResourceState_Response,
  WireCall,
} from "../wire/protocol";
import { answerTyped } from "./catalog";
import { readIdentity } from "./identity";
import { PrivateBytes } from "./private-state";
import { handed, type Session } from "./session";
import { writeObject } from "./values";

export function importResourceState(
  session: Session,
  request: ImportResourceState_Request,
  wire: WireCall,
): Promise<Draft<ImportResourceState_Response>> {
  const rpc = {
    rpc: "ImportResourceState",
    type: request.typeName,
    definitions: session.provider.resources,
    fallback: {} as Draft<ImportResourceState_Response>,
  };
  return answerTyped(session, rpc, wire, async (resource, call, about) => {
    if (!resource.importState) {
      throw ownProblems.import_unsupported({ type: request.typeName });
    }
    const { id } = request;
    const identity = readIdentity(resource, request.identity, call);
    const privateState = new PrivateBytes(new Uint8Array(0));
    const context = session.context;
    const partial = await resource.importState(handed(call, { context, id, identity, privateState }));
    const state = completeState(resource.attributes, partial);
    return {
      importedResources: [
        {
          typeName: request.typeName,
          state: writeObject(session, resource.attributes, state, { about, call }),
          private: privateState.bytes,
          identity: request.identity,
        },
      ],
    };
  });
}
