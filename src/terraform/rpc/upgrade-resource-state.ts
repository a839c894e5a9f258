import type { Call } from "../define/call";
import type { Resource } from "../define/resource";
import { ownProblems } from "../own-problems";
import { nullFilled } from "../plan/settle-state";
import { objectShape } from "../schema/object-shape";
import type { Values } from "../schema/walk";
import { pathText, type ValueIssue } from "../values/issue";
import { readPlainState, readState } from "../values/state-json";
import type {
  Draft,
  UpgradeResourceState_Request,
  UpgradeResourceState_Response,
  WireCall,
} from "../wire/protocol";
import { answerTyped } from "./catalog";
import { handed, type Session, type TypedAbout } from "./session";
import { writeObject } from "./values";

export function upgradeResourceState(
  session: Session,
  request: UpgradeResourceState_Request,
  wire: WireCall,
): Promise<Draft<UpgradeResourceState_Response>> {
  const rpc = {
    rpc: "UpgradeResourceState",
    type: request.typeName,
    definitions: session.provider.resources,
    fallback: {} as Draft<UpgradeResourceState_Response>,
  };
  return answerTyped(session, rpc, wire, async (resource, call, about) => {
    const json = request.rawState?.json ?? new Uint8Array(0);
    if (json.length === 0) throw ownProblems.state_too_old({ type: about.type });
    const version = Number(request.version);
    const current = version === (resource.version ?? 0);
    const state = current
      ? stored(resource, json, about)
      : await upgraded(resource, { version, json }, about, call);
    return {
      upgradedState: writeObject(session, resource.attributes, state, { about, call }),
    };
  });
}

/** State of the current version. Attributes added since are null, attributes removed since are dropped. */
function stored(resource: Resource<unknown>, json: Uint8Array, about: TypedAbout): Values {
  const issues: ValueIssue[] = [];
  const state = readState(objectShape(resource.attributes), json, issues) as Values;
  if (issues.length === 0) return state;
  const list = issues.map(({ path, text }) => `${pathText(path)} ${text}`).join("; ");
  throw ownProblems.state_unreadable({ type: about.type, faults: list });
}

async function upgraded(
  resource: Resource<unknown>,
  { version, json }: { version: number; json: Uint8Array },
  about: TypedAbout,
  call: Call,
): Promise<Values> {
  const upgrade = resource.upgrade?.[version];
  if (!upgrade) {
    const current = resource.version ?? 0;
    throw ownProblems.state_version_unknown({ type: about.type, version, current });
  }
  const known = await upgrade(handed(call, { version, state: readPlainState(json) }));
  return nullFilled(resource.attributes, known);
}
