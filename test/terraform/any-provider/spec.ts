import fc from "fast-check";
import type { Shape } from "../../../src/terraform/values/type";
import { anyShape, anyValue, isDynamic } from "../values/shapes";

/** One attribute of a made-up schema, as JSON that a plugin process can read. */
export interface Spec {
  readonly mode: "required" | "optional" | "defaulted" | "optionalComputed" | "computed";
  readonly sensitive: boolean;
  readonly writeOnly?: boolean;
  readonly deprecated?: string;
  /** Of a `defaulted` one. */
  readonly default?: unknown;
  readonly shape?: Shape;
  readonly nested?: { readonly nesting: "single" | "list" | "set" | "map"; readonly attributes: Specs };
}
export interface Specs {
  readonly [name: string]: Spec;
}

const mode = fc.constantFrom<Spec["mode"][]>("required", "optional", "optionalComputed", "computed");
const configurable = fc.constantFrom<Spec["mode"][]>("required", "optional");

/** What surrounds an attribute: in a set only people set things, in a collection nothing is dynamic. */
interface Around {
  readonly inSet: boolean;
  readonly inCollection: boolean;
}

function specs(depth: number, { inSet, inCollection }: Around): fc.Arbitrary<Specs> {
  const shape = inCollection ? anyShape.filter((each) => !isDynamic(each)) : anyShape;
  const plain = fc.record({ mode: inSet ? configurable : mode, sensitive: fc.boolean(), shape });
  const flat = inSet ? plain : fc.oneof({ weight: 4, arbitrary: plain }, writeOnly(shape), defaulted(shape));
  const nested = fc
    .constantFrom("single" as const, "list" as const, "set" as const, "map" as const)
    .chain((nesting) =>
      fc.record({
        mode: configurable,
        sensitive: fc.constant(false),
        nested: fc.record({
          nesting: fc.constant(nesting),
          attributes: specs(depth - 1, {
            inSet: inSet || nesting === "set",
            inCollection: inCollection || nesting !== "single",
          }),
        }),
      }),
    );
  const spec: fc.Arbitrary<Spec> =
    depth > 0 ? fc.oneof({ weight: 3, arbitrary: flat }, { weight: 1, arbitrary: nested }) : flat;
  return fc
    .array(spec, { minLength: 1, maxLength: depth > 1 ? 12 : 3 })
    .map((list) => Object.fromEntries(list.map((each, index) => [`a${index}`, each])));
}

function writeOnly(shape: fc.Arbitrary<Shape>): fc.Arbitrary<Spec> {
  return fc.record({
    ...{ mode: configurable, shape, sensitive: fc.boolean() },
    writeOnly: fc.constant(true),
    deprecated: fc.constant("Use another."),
  });
}

function defaulted(shape: fc.Arbitrary<Shape>): fc.Arbitrary<Spec> {
  return shape.chain((each) =>
    fc.record({
      ...{ mode: fc.constant("defaulted" as const), sensitive: fc.boolean(), shape: fc.constant(each) },
      default: anyValue(each, false)
        .map(tame)
        .filter((value) => value !== null),
    }),
  );
}

/** Any schema, two levels of nested objects deep. */
export const anySchema = specs(2, { inSet: false, inCollection: false });

/** A configuration for a schema: null where nothing is set. */
export function anyConfig(schema: Specs): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.entries(schema).map(([name, spec]) => [name, configOf(spec)] as const);
  return fc.record(Object.fromEntries(fields), { noNullPrototype: true });
}

function configOf(spec: Spec): fc.Arbitrary<unknown> {
  if (spec.mode === "computed") return fc.constant(null);
  const value = spec.nested ? nestedConfig(spec.nested) : anyValue(spec.shape!, false).map(tame);
  return spec.mode === "required" ? value.filter((each) => each !== null) : fc.option(value);
}

function nestedConfig({ nesting, attributes }: NonNullable<Spec["nested"]>): fc.Arbitrary<unknown> {
  const object = anyConfig(attributes);
  if (nesting === "single") return object;
  if (nesting === "map")
    return fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), object, { maxKeys: 2, noNullPrototype: true });
  return fc.array(object, { maxLength: 2 });
}

/** What state holds of a configuration: defaults where nothing is set, and nothing of what is only written. */
export function kept(schema: Specs, config: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(schema).map(
    ([name, spec]) => [name, keptValue(spec, config[name])] as const,
  );
  return Object.fromEntries(entries);
}

function keptValue({ writeOnly, nested, ...spec }: Spec, value: unknown): unknown {
  if (writeOnly) return null;
  if (value === null) return spec.default ?? null;
  if (!nested) return value;
  const inner = (item: unknown) => kept(nested.attributes, item as Record<string, unknown>);
  if (nested.nesting === "single") return inner(value);
  if (Array.isArray(value)) return value.map(inner);
  return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, inner(item)]));
}

/** Whole doubles beyond 2^53 are not what their shortest text says; Terraform reads the text. */
function tame(value: unknown): unknown {
  if (typeof value === "number") return Math.abs(value) > 2 ** 53 ? value / 2 ** 1000 : value;
  if (Array.isArray(value)) return value.map(tame);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, tame(item)]));
}
