import { describe, expect, it } from "vitest";
import { a, between, lengthBetween, oneOf, sizeBetween, t } from "../../../src/terraform";

const element = { port: a.int({ required: true, description: "" }) };
const object = { kind: "object", fields: { port: element.port.shape } };

describe("who sets an attribute", () => {
  it.each([
    ["required", () => a.string({ required: true, description: "" })],
    ["optional", () => a.string({ optional: true, description: "" })],
    ["optional", () => a.string({ optional: true, writeOnly: true, description: "" })],
    ["required", () => a.string({ required: true, writeOnly: true, description: "" })],
    ["defaulted", () => a.bool({ optional: true, default: false, description: "" })],
    ["optionalComputed", () => a.string({ optional: true, computed: true, description: "" })],
    ["computed", () => a.string({ computed: true, description: "" })],
  ])("is %s", (mode, attribute) => {
    expect(attribute().mode).toBe(mode);
  });
});

describe("an attribute", () => {
  it("hides, keeps and refuses nothing unless it says so", () => {
    expect(a.string({ optional: true, description: "What." }).rules).toEqual({
      description: "What.",
      sensitive: false,
      deprecated: undefined,
      writeOnly: false,
      keepState: false,
      nullable: false,
      default: undefined,
      validate: [],
      replace: false,
      equal: undefined,
    });
  });

  it("keeps what it says", () => {
    const equal = () => true;
    const check = () => undefined;
    const { rules } = a.string({
      ...{ optional: true, computed: true, description: "", sensitive: true, deprecated: "Do not." },
      ...{ keepState: true, nullable: true, replace: true, equal, validate: [check] },
    });
    expect(rules).toMatchObject({ sensitive: true, deprecated: "Do not.", keepState: true, nullable: true });
    expect(rules).toMatchObject({ replace: true, equal, validate: [check] });
  });

  it.each([
    ["string", a.string, t.string],
    ["bool", a.bool, t.bool],
    ["number", a.number, t.number],
    ["int", a.int, t.int],
    ["decimal", a.decimal, t.decimal],
    ["dynamic", a.dynamic, t.dynamic],
  ] as const)("has the shape of its type: %s", (_name, build, { shape }) => {
    expect((build as typeof a.string)({ optional: true, description: "" })).toMatchObject({ shape });
  });

  it("that is a collection has the shape of its elements inside", () => {
    const options = { optional: true, description: "" } as const;
    expect(a.list(t.int, options).shape).toEqual({ kind: "list", element: t.int.shape });
    expect(a.set(t.int, options).shape).toEqual({ kind: "set", element: t.int.shape });
    expect(a.map(t.int, options).shape).toEqual({ kind: "map", element: t.int.shape });
  });

  it("that is nested has the shape of its attributes, and says how it repeats", () => {
    const options = { optional: true, description: "" } as const;
    const nested = { attributes: element };
    expect(a.object(element, options)).toMatchObject({
      shape: object,
      nested: { ...nested, nesting: "single" },
    });
    expect(a.listOf(element, options)).toMatchObject({
      shape: { kind: "list", element: object },
      nested: { ...nested, nesting: "list" },
    });
    expect(a.setOf(element, options)).toMatchObject({
      shape: { kind: "set", element: object },
      nested: { ...nested, nesting: "set" },
    });
    expect(a.mapOf(element, options)).toMatchObject({
      shape: { kind: "map", element: object },
      nested: { ...nested, nesting: "map" },
    });
  });
});

describe("a range", () => {
  it("includes both its ends, and nothing beyond", () => {
    const verdicts = (check: (value: never) => string | undefined, values: readonly unknown[]) =>
      values.map((value) => check(value as never) === undefined);
    expect(verdicts(between(1, 3), [0, 1, 3, 4])).toEqual([false, true, true, false]);
    expect(verdicts(lengthBetween(1, 3), ["", "a", "abc", "abcd"])).toEqual([false, true, true, false]);
    const lists = [[], ["a"], ["a", "b"], ["a", "b", "c"]];
    expect(verdicts(sizeBetween(1, 2), lists)).toEqual([false, true, true, false]);
    expect(verdicts(sizeBetween(1, 2), [{}, { a: 1 }, { a: 1, b: 2, c: 3 }])).toEqual([false, true, false]);
  });
});

describe("a choice", () => {
  it("names all that there is to choose from, and what was chosen", () => {
    expect(oneOf("small", "large")("large")).toBe(undefined);
    expect(oneOf("small", "large")("huge")).toBe('must be one of "small", "large", but is "huge"');
  });
});
