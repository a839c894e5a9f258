import type { Attributes } from "../schema/attribute";
import { rebuild, type Values } from "../schema/walk";
import { same } from "../values/same";
import { isWhollyKnown } from "../values/unknown";

/**
 * A state that an author returned, as it is stored: write-only values null, and the form of the plan (or of the state
 * before) where `equal` says that the service only wrote the same thing differently.
 */
export function settleState(attributes: Attributes, returned: Values, before: Values | null): Values {
  return rebuild(attributes, { config: null, prior: before, planned: returned }, (place) => {
    const { rules, shape } = place.attribute;
    if (rules.writeOnly) return null;
    const { prior, planned } = place;
    if (!rules.equal || !isSet(prior) || !isSet(planned)) return planned;
    return !same(shape, prior, planned) && rules.equal(prior, planned) ? prior : planned;
  });
}

function isSet(value: unknown): boolean {
  return value !== null && value !== undefined && isWhollyKnown(value);
}

/** A configuration with its defaults, also those of nested attributes. */
export function withDefaults(attributes: Attributes, config: Values): Values {
  return rebuild(attributes, { config, prior: null, planned: config }, ({ attribute, planned }) =>
    planned === null && attribute.mode === "defaulted" ? structuredClone(attribute.rules.default) : planned,
  );
}

/** A partial state with the rest of its keys: defaults where there are any, else null. */
export function completeState(attributes: Attributes, partial: Values): Values {
  const entries = Object.entries(attributes).map(([name, attribute]) => {
    const value = partial[name];
    if (value !== undefined) return [name, value] as const;
    return [name, attribute.mode === "defaulted" ? structuredClone(attribute.rules.default) : null] as const;
  });
  return { ...partial, ...Object.fromEntries(entries) };
}

/** A partial state with null in the rest of its keys. */
export function nullFilled(attributes: Attributes, partial: Values): Values {
  const empty = Object.fromEntries(Object.keys(attributes).map((name) => [name, null] as const));
  const given = Object.entries(partial).filter(([, value]) => value !== undefined);
  return { ...empty, ...Object.fromEntries(given) };
}
