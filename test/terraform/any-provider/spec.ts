import fc from "fast-check";
import type { Shape } from "../../../src/terraform/schema/type";
import { anyShape, anyValue, isDynamic } from "../values/shapes";

/** One attribute of a made-up schema, as JSON that a plugin process can read. */
export interface Spec {
  readonly mode: "required" | "optional" | "optionalComputed" | "computed";
  readonly sensitive: boolean;
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
  const flat = fc.record({ mode: inSet ? configurable : mode, sensitive: fc.boolean(), shape });
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

/** Whole doubles beyond 2^53 are not what their shortest text says; Terraform reads the text. */
function tame(value: unknown): unknown {
  if (typeof value === "number") return Math.abs(value) > 2 ** 53 ? value / 2 ** 1000 : value;
  if (Array.isArray(value)) return value.map(tame);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, tame(item)]));
}
