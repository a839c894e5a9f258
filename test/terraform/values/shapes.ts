import fc from "fast-check";
import { canonicalDecimal } from "../../../src/terraform/values/number";
import type { Shape } from "../../../src/terraform/values/type";
import { Unknown } from "../../../src/terraform/values/unknown";

/** Whether dynamic values are in it, which Terraform does not allow in collections. */
export const isDynamic = (shape: Shape): boolean => JSON.stringify(shape).includes('"dynamic"');

/** Any shape, a few levels deep. */
export const anyShape: fc.Arbitrary<Shape> = fc.letrec<{ shape: Shape; scalar: Shape }>((tie) => ({
  scalar: fc.constantFrom<Shape[]>(
    { kind: "string" },
    { kind: "bool" },
    { kind: "number" },
    { kind: "int" },
    { kind: "decimal" },
  ),
  shape: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("scalar"),
    fc.constant<Shape>({ kind: "dynamic" }),
    fc.record({ kind: fc.constant("set" as const), element: tie("scalar") }),
    fc.record({
      kind: fc.constantFrom("list" as const, "map" as const),
      element: tie("shape").filter((shape) => !isDynamic(shape)),
    }),
    fc.record({
      kind: fc.constant("object" as const),
      fields: fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), tie("shape"), {
        maxKeys: 3,
        noNullPrototype: true,
      }),
    }),
  ),
})).shape;

const text = fc.string({ unit: "grapheme", maxLength: 8 }).map((value) => value.normalize("NFC"));
const key = text.filter((value) => value !== "__proto__");
const double = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));

/** A value of a shape, with nulls and, if wanted, unknown parts. */
export function anyValue(shape: Shape, unknown: boolean): fc.Arbitrary<unknown> {
  const maybe = <T>(value: fc.Arbitrary<T>) =>
    fc.oneof(
      { weight: 8, arbitrary: value },
      { weight: 1, arbitrary: fc.constantFrom(...(unknown ? [null, Unknown] : [null])) },
    );
  switch (shape.kind) {
    case "string":
      return maybe(text);
    case "bool":
      return maybe(fc.boolean());
    case "number":
      return maybe(double);
    case "int":
      return maybe(fc.maxSafeInteger().map((value) => (value === 0 ? 0 : value)));
    case "decimal":
      return maybe(
        fc
          .tuple(fc.bigInt(), fc.nat(20))
          .map(([digits, places]) => canonicalDecimal(`${digits}e-${places}`)!),
      );
    case "list":
    case "set":
      return maybe(fc.array(anyValue(shape.element, unknown), { maxLength: 3 }));
    case "map":
      return maybe(
        fc.dictionary(key, anyValue(shape.element, unknown), { maxKeys: 3, noNullPrototype: true }),
      );
    case "object":
      return maybe(
        fc.record(
          Object.fromEntries(
            Object.entries(shape.fields).map(([name, field]) => [name, anyValue(field, unknown)]),
          ),
          { noNullPrototype: true },
        ),
      );
    case "dynamic":
      return maybe(fc.jsonValue({ maxDepth: 2, noUnicodeString: true } as never).map(withoutNegativeZero));
    case "tuple":
      return fc.tuple(...shape.elements.map((element) => anyValue(element, unknown)));
  }
}

function withoutNegativeZero(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (name, item: unknown) => (name === "__proto__" ? undefined : item)),
  );
}

/** A shape together with one or more of its values. */
export function shapeAndValue(unknown: boolean): fc.Arbitrary<{ shape: Shape; value: unknown }> {
  return anyShape.chain((shape) => anyValue(shape, unknown).map((value) => ({ shape, value })));
}
