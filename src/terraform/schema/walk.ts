import type { Path } from "../values/issue";
import { fingerprint } from "../values/same";
import { isUnknown } from "../values/unknown";
import type { Attribute, Attributes } from "./attribute";

/** Values by attribute name. */
export type Values = { [name: string]: unknown };

/** An attribute in an object. Its path is put together when somebody asks, which is rare. */
class Spot {
  constructor(
    readonly attribute: Attribute,
    readonly name: string,
    private readonly around: Path,
  ) {}

  get path(): Path {
    return [...this.around, this.name];
  }
}

/** One attribute's value in several versions of the same object; null where that version has none. */
export class Place extends Spot {
  readonly config: unknown;
  readonly prior: unknown;
  planned: unknown;
  /** Whether the object around it is configured at all; else `config` is null for want of it. */
  readonly configured: boolean;
  /** Whether the object around it was there before; else `prior` is null for want of it. */
  readonly existed: boolean;

  constructor(attribute: Attribute, name: string, around: Path, { config, prior, planned }: Versions) {
    super(attribute, name, around);
    this.config = config?.[name] ?? null;
    this.prior = prior?.[name] ?? null;
    this.planned = planned[name];
    this.configured = config !== null;
    this.existed = prior !== null;
  }
}

/** Three versions of one object. `planned` leads: the others are followed where they match it. */
export interface Versions {
  config: Values | null;
  prior: Values | null;
  planned: Values;
}

/**
 * Rebuilds the planned object bottom-up: `change` gets each attribute after its nested attributes were rebuilt, and
 * returns its new planned value. Nothing is changed in place; missing and foreign keys stay as they are.
 */
export function rebuild(
  attributes: Attributes,
  versions: Versions,
  change: (place: Place) => unknown,
  path: Path = [],
): Values {
  const result: Values = { ...versions.planned };
  for (const name of Object.keys(attributes)) {
    const place = new Place(attributes[name]!, name, path, versions);
    place.planned = rebuildNested(place, change);
    result[name] = change(place);
  }
  return result;
}

function rebuildNested(place: Place, change: (place: Place) => unknown): unknown {
  const { attribute, planned } = place;
  if (!attribute.nested || typeof planned !== "object" || planned === null) return planned;
  const { path } = place;
  const { attributes, nesting } = attribute.nested;
  const descend = (value: unknown, config: unknown, prior: unknown, at: Path): unknown =>
    isObject(value)
      ? rebuild(attributes, { planned: value, config: asObject(config), prior: asObject(prior) }, change, at)
      : value;
  if (nesting === "single") return descend(planned, place.config, place.prior, path);
  if (nesting === "map") {
    const entries = Object.entries(planned as Values).map(
      ([key, item]) =>
        [
          key,
          descend(item, asObject(place.config)?.[key], asObject(place.prior)?.[key], [...path, key]),
        ] as const,
    );
    return Object.fromEntries(entries);
  }
  if (!Array.isArray(planned)) return planned;
  const items: readonly unknown[] = planned;
  const configs = asArray(place.config);
  const priors = asArray(place.prior);
  if (nesting === "list") {
    return items.map((item, index) => descend(item, configs[index], priors[index], [...path, index]));
  }
  const configOf = matcher(attributes, configs);
  const priorOf = matcher(attributes, priors);
  return items.map((item, index) => descend(item, configOf(item), priorOf(item), [...path, index]));
}

/** Set elements have no index: the partner of an element is the first unused one with the same configured leaves. */
function matcher(attributes: Attributes, candidates: readonly unknown[]): (item: unknown) => unknown {
  const keys = candidates.map((candidate) => configuredLeaves(attributes, candidate));
  const used = new Set<number>();
  return (item) => {
    const key = configuredLeaves(attributes, item);
    const index = keys.findIndex((other, at) => other === key && !used.has(at));
    if (index < 0) return undefined;
    used.add(index);
    return candidates[index];
  };
}

/** The values that only a person sets, as one text. */
function configuredLeaves(attributes: Attributes, value: unknown): string {
  if (!isObject(value)) return String(value);
  return Object.entries(attributes)
    .filter(([, attribute]) => attribute.mode === "required" || attribute.mode === "optional")
    .map(([name, attribute]) => `${name}=${nestedLeaves(attribute, value[name])}`)
    .join();
}

function nestedLeaves(attribute: Attribute, value: unknown): string {
  if (!attribute.nested || value === null || isUnknown(value)) return fingerprint(attribute.shape, value);
  const { attributes, nesting } = attribute.nested;
  if (nesting === "single") return configuredLeaves(attributes, value);
  if (nesting === "map") {
    const entries = Object.entries(value as Values).map(
      ([key, item]) => `${key}:${configuredLeaves(attributes, item)}`,
    );
    return entries.sort().join();
  }
  const items = (value as unknown[]).map((item) => configuredLeaves(attributes, item));
  return (nesting === "set" ? items.sort() : items).join();
}

/** One attribute of one object or element, with its value. */
export class Leaf extends Spot {
  constructor(
    attribute: Attribute,
    name: string,
    around: Path,
    readonly value: unknown,
  ) {
    super(attribute, name, around);
  }
}

/** Visits every attribute of an object and of the nested objects in it, outermost first. */
export function eachLeaf(
  attributes: Attributes,
  values: Values,
  visit: (leaf: Leaf) => void,
  path: Path = [],
): void {
  for (const name of Object.keys(attributes)) {
    const attribute = attributes[name]!;
    const leaf = new Leaf(attribute, name, path, values[name] ?? null);
    visit(leaf);
    for (const [step, item] of nestedItems(attribute, leaf.value)) {
      const at = step === undefined ? leaf.path : [...leaf.path, step];
      eachLeaf(attribute.nested!.attributes, item, visit, at);
    }
  }
}

/** The nested objects in a value, each with its index or key (none for a single one). */
function nestedItems(
  attribute: Attribute,
  value: unknown,
): [step: string | number | undefined, item: Values][] {
  if (!attribute.nested || typeof value !== "object" || value === null) return [];
  if (attribute.nested.nesting === "single") return [[undefined, value as Values]];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return entries.filter((entry): entry is [string | number, Values] => isObject(entry[1]));
}

function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function asObject(value: unknown): Values | null {
  return isObject(value) ? value : null;
}
function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
