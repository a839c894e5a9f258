import { ownProblems } from "../own-problems";
import { nullFilled } from "../plan/settle-state";
import { readPlainState } from "../values/state-json";
import type {
  Draft,
  MoveResourceState_Request,
  MoveResourceState_Response,
  WireCall,
} from "../wire/protocol";
import { answerTyped } from "./catalog";
import { identityOf } from "./identity";
import { PrivateBytes } from "./private-state";
import { handed, type Session } from "./session";
import { writeObject } from "./values";

export function moveResourceState(
  session: Session,
  request: MoveResourceState_Request,
  wire: WireCall,
): Promise<Draft<MoveResourceState_Response>> {
  const rpc = {
    rpc: "MoveResourceState",
    type: request.targetTypeName,
    definitions: session.provider.resources,
    fallback: {} as Draft<MoveResourceState_Response>,
  };
  return answerTyped(session, rpc, wire, async (resource, call, about) => {
    const privateState = new PrivateBytes(
      isOwn(session, request) ? request.sourcePrivate : new Uint8Array(0),
    );
    const moved = await resource.move?.(
      handed(call, {
        privateState,
        sourceProvider: request.sourceProviderAddress,
        sourceType: request.sourceTypeName,
        sourceVersion: Number(request.sourceSchemaVersion),
        sourceState: readPlainState(request.sourceState?.json ?? new Uint8Array(0)),
      }),
    );
    if (!moved) {
      const { sourceTypeName: source, sourceProviderAddress: provider, targetTypeName: type } = request;
      throw ownProblems.move_unsupported({ type, source, provider });
    }
    const state = nullFilled(resource.attributes, moved);
    return {
      targetState: writeObject(session, resource.attributes, state, { about, call }),
      targetPrivate: privateState.bytes,
      targetIdentity: identityOf(resource, state, about, call),
    };
  });
}

/** Hosts differ: OpenTofu has a registry of its own. */
function isOwn({ provider }: Session, { sourceProviderAddress }: MoveResourceState_Request): boolean {
  const name = (address: string) => address.split("/").slice(-2).join("/");
  return name(sourceProviderAddress) === name(provider.address);
}
