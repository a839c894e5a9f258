import { rebuild, type Values } from "../schema/walk";
import { same } from "../values/same";
import type {
  Draft,
  GenerateResourceConfig_Request,
  GenerateResourceConfig_Response,
  WireCall,
} from "../wire/protocol";
import { answerTyped } from "./catalog";
import type { Session } from "./session";
import { readPresent, writeObject } from "./values";

/**
 * What a person would write for an object that was imported or found by a list (Terraform 1.14 and later): nothing that
 * the provider sets, nothing that a default says, and of what says the same twice one only.
 */
export function generateResourceConfig(
  session: Session,
  request: GenerateResourceConfig_Request,
  wire: WireCall,
): Promise<Draft<GenerateResourceConfig_Response>> {
  const rpc = {
    rpc: "GenerateResourceConfig",
    type: request.typeName,
    definitions: session.provider.resources,
    fallback: { config: request.state } as Draft<GenerateResourceConfig_Response>,
  };
  return answerTyped(session, rpc, wire, async (resource, call, about) => {
    const { attributes } = resource;
    const state = readPresent(session, attributes, request.state, call);
    const planned: Values = { ...state, ...resource.generateConfig?.(state) };
    const config = rebuild(attributes, { config: null, prior: null, planned }, (place) => {
      const { mode, rules, shape } = place.attribute;
      const isSet = mode !== "computed" && !rules.writeOnly && place.planned !== undefined;
      const isDefault = mode === "defaulted" && same(shape, place.planned, rules.default);
      return isSet && !isDefault ? place.planned : null;
    });
    return { config: writeObject(session, attributes, config, { about, call }) };
  });
}
