import type { Call } from "../define/call";
import type { PlanCall, Resource } from "../define/resource";
import { planObject } from "../plan/propose";
import { addressable, distinct, replacements } from "../plan/replacement";
import type { AttributePath } from "../problem";
import type { Attributes } from "../schema/attribute";
import { validateConfig } from "../schema/check-config";
import { objectShape } from "../schema/object-shape";
import type { AnyViews } from "../schema/views";
import type { Values } from "../schema/walk";
import { type Path, pathText } from "../values/issue";
import type {
  Draft,
  PlanResourceChange_Request,
  PlanResourceChange_Response,
  WireCall,
} from "../wire/protocol";
import { answerTyped } from "./catalog";
import { toAttributePath } from "./diagnostics";
import { PrivateBytes } from "./private-state";
import { handed, type Session } from "./session";
import { nullValue, readObject, readPresent, writeObject } from "./values";

type Reply = Draft<PlanResourceChange_Response>;

/** The three objects that Terraform sends; what is null says whether this is a create, an update or a destroy. */
interface Given {
  readonly prior: Values | null;
  readonly proposed: Values | null;
  readonly config: Values;
}

export function planResourceChange(
  session: Session,
  request: PlanResourceChange_Request,
  wire: WireCall,
): Promise<Reply> {
  const fallback: Reply = { plannedState: request.priorState, plannedPrivate: request.priorPrivate };
  const rpc = {
    rpc: "PlanResourceChange",
    type: request.typeName,
    definitions: session.provider.resources,
    fallback,
  };
  return answerTyped(session, rpc, wire, async (resource, call, about): Promise<Reply | undefined> => {
    const { attributes } = resource;
    const given: Given = {
      prior: readObject(session, attributes, request.priorState, call),
      proposed: readObject(session, attributes, request.proposedNewState, call),
      config: readPresent(session, attributes, request.config, call),
    };
    // Of a destroy nothing is configured.
    validateConfig(attributes, given.config, { diagnostics: call.diagnostics, phase: "plan" });
    if (call.diagnostics.hasError) return undefined;
    const privateState = new PrivateBytes(request.priorPrivate);
    const { planned, replace } = await plan(session, resource, given, { call, privateState });
    if (!planned) return { plannedState: nullValue, plannedPrivate: privateState.bytes };
    return {
      plannedState: writeObject(session, attributes, planned, { about, call, unknown: "allowed" }),
      requiresReplace: replace.map((path) => toAttributePath(attributes, path)),
      plannedPrivate: privateState.bytes,
      ...(replace.length === 0 && given.prior ? { plannedIdentity: request.priorIdentity } : {}),
    };
  });
}

async function plan(
  session: Session,
  resource: Resource<unknown>,
  { prior, proposed, config }: Given,
  { call, privateState }: { call: Call; privateState: PrivateBytes },
): Promise<{ planned: Values | null; replace: Path[] }> {
  const { attributes } = resource;
  const first =
    proposed && planObject({ shape: objectShape(attributes), attributes, config, prior, proposed });
  const asked: Path[] = [];
  const more = {
    context: session.context,
    privateState,
    requireReplace: (path: AttributePath) => asked.push(knownPath(attributes, path)),
    action: !first ? "destroy" : prior ? "update" : "create",
    config: first && config,
    state: prior,
    plan: first,
  };
  const modified = await resource.modifyPlan?.(handed(call, more) as PlanCall<unknown, AnyViews>);
  if (!first) return { planned: null, replace: [] };
  const planned = modified ?? first;
  if (!prior) return { planned, replace: [] };
  const bySchema = replacements(attributes, prior, planned, resource.update !== undefined);
  return { planned, replace: distinct([...bySchema, ...asked.map((path) => addressable(attributes, path))]) };
}

/** @throws TypeError for a path that leads nowhere, which Terraform would take for the whole object */
function knownPath(attributes: Attributes, path: AttributePath): Path {
  const steps = typeof path === "string" ? [path] : path;
  if (steps.length > 0 && Object.hasOwn(attributes, steps[0]!)) return steps;
  throw new TypeError(
    `requireReplace was called for ${pathText(steps) || "no attribute"}, which is not in the schema.`,
  );
}
