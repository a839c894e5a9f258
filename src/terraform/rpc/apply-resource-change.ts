import type { Call } from "../define/call";
import type { Resource } from "../define/resource";
import { ownProblems } from "../own-problems";
import { settleState } from "../plan/settle-state";
import type { Values } from "../schema/walk";
import type {
  ApplyResourceChange_Request,
  ApplyResourceChange_Response,
  Draft,
  WireCall,
} from "../wire/protocol";
import { answerTyped } from "./catalog";
import { identityOf } from "./identity";
import { PrivateBytes } from "./private-state";
import { handed, type Session, type TypedAbout } from "./session";
import { nullValue, readObject, readPresent, writeObject } from "./values";

type Reply = Draft<ApplyResourceChange_Response>;

/** What all three kinds of apply share. */
interface Applying {
  readonly session: Session;
  readonly resource: Resource<unknown>;
  readonly request: ApplyResourceChange_Request;
  readonly call: Call;
  readonly about: TypedAbout;
  readonly privateState: PrivateBytes;
}

export function applyResourceChange(
  session: Session,
  request: ApplyResourceChange_Request,
  wire: WireCall,
): Promise<Reply> {
  const rpc = {
    rpc: "ApplyResourceChange",
    type: request.typeName,
    definitions: session.provider.resources,
    // After a failure the object is as it was; null here would lose it.
    fallback: {
      newState: request.priorState,
      private: request.plannedPrivate,
      newIdentity: request.plannedIdentity,
    } as Reply,
  };
  return answerTyped(session, rpc, wire, async (resource, call, about) => {
    const privateState = new PrivateBytes(request.plannedPrivate);
    const applying: Applying = { session, resource, request, call, about, privateState };
    const prior = readObject(session, resource.attributes, request.priorState, call);
    const planned = readObject(session, resource.attributes, request.plannedState, call);
    return planned ? change(applying, prior, planned) : remove(applying, prior);
  });
}

async function remove(
  { session, resource, call, privateState }: Applying,
  prior: Values | null,
): Promise<Reply> {
  if (prior) await resource.delete(handed(call, { context: session.context, state: prior, privateState }));
  if (call.diagnostics.hasError) return {};
  return { newState: nullValue, private: new Uint8Array(0), newIdentity: undefined };
}

/** Creates or updates. What was saved on the way is kept when the rest fails. */
async function change(applying: Applying, prior: Values | null, planned: Values): Promise<Reply> {
  const { session, resource, request, call, about, privateState } = applying;
  const config = readPresent(session, resource.attributes, request.config, call);
  let reached: Values | undefined;
  const full = handed(call, {
    context: session.context,
    plan: planned,
    config,
    privateState,
    saveState: (state: Values) => {
      session.secrets.learn(resource.attributes, state);
      reached = state;
    },
  });
  try {
    if (!prior) reached = await resource.create(full);
    else if (resource.update) reached = await resource.update({ ...full, state: prior });
    else throw ownProblems.no_update({ type: about.type });
  } catch (error) {
    session.note(error, about, call);
  }
  if (!reached) {
    if (!call.diagnostics.hasError) call.diagnostics.add(ownProblems.returned_nothing({ type: about.type }));
    return { private: privateState.bytes };
  }
  const state = attempt(applying, () => settleState(resource.attributes, reached!, planned)) ?? reached;
  return {
    newState: writeObject(session, resource.attributes, state, { about, call }),
    private: privateState.bytes,
    newIdentity: attempt(applying, () => identityOf(resource, state, about, call)),
  };
}

/** Runs author code that must not cost the object, which exists by now. */
function attempt<T>({ session, about, call }: Applying, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    session.note(error, about, call);
    return undefined;
  }
}
