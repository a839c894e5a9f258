import type { Attribute, Attributes } from "../schema/attribute";
import { type Place, rebuild, type Values } from "../schema/walk";
import { same } from "../values/same";
import type { Shape } from "../values/type";
import { isUnknown, isWhollyKnown, Unknown } from "../values/unknown";

/** What the plan of one object is made from. */
export interface PlanInput {
  readonly shape: Shape;
  readonly attributes: Attributes;
  readonly config: Values;
  /** Null for a create. */
  readonly prior: Values | null;
  /** Terraform's own proposal: configuration laid over state. */
  readonly proposed: Values;
}

/**
 * The planned object, in the order that provider authors know from other frameworks: defaults, kept forms, write-only
 * values taken out; then, only when something changes, what the provider will compute becomes unknown; then values
 * that never change are kept from state.
 */
export function planObject(input: PlanInput): Values {
  const { shape, attributes, config, prior, proposed: planned } = input;
  if (!prior) return rebuild(attributes, { config, prior, planned }, settleNew);
  const settled = rebuild(attributes, { config, prior, planned }, settle);
  if (same(shape, settled, prior)) return prior;
  const marked = rebuild(attributes, { config, prior, planned: settled }, markUnknown);
  return rebuild(attributes, { config, prior, planned: marked }, keepState);
}

/** What a value is before anything is unknown. */
function settle({ attribute, config, prior, planned, configured }: Place): unknown {
  const { rules, mode, shape } = attribute;
  if (rules.writeOnly) return null;
  if (mode === "defaulted" && config === null && configured) return structuredClone(rules.default);
  // Terraform proposes null for nested attributes that the provider filled in; everything else it keeps.
  if (mode === "optionalComputed" && config === null && planned === null) return prior;
  return keepsForm(attribute, { config, prior, planned }) && !same(shape, prior, planned) ? prior : planned;
}

/** A new object has changed for sure, so one pass will do. */
function settleNew(place: Place): unknown {
  return setByProvider(place) ? Unknown : settle(place);
}

type Triple = Pick<Place, "config" | "prior" | "planned">;

function keepsForm({ rules: { equal } }: Attribute, { config, prior, planned }: Triple): boolean {
  if (!equal || config === null || prior === null || planned === null) return false;
  return isWhollyKnown(planned) && equal(prior, planned);
}

function setByProvider({ attribute, config }: Place): boolean {
  return config === null && (attribute.mode === "computed" || attribute.mode === "optionalComputed");
}

function markUnknown(place: Place): unknown {
  return setByProvider(place) ? Unknown : place.planned;
}

function keepState(place: Place): unknown {
  const { attribute, prior, planned, existed } = place;
  const { rules } = attribute;
  if (!rules.keepState || !isUnknown(planned) || !setByProvider(place)) return planned;
  // Null of an attribute that is not nullable is a gap: an import or a newer schema left it.
  return prior !== null || (existed && rules.nullable) ? prior : planned;
}
