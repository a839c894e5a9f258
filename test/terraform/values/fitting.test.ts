import { decode, encode } from "@msgpack/msgpack";
import { describe, expect, it } from "vitest";
import { t } from "../../../src/terraform";
import type { ValueIssue } from "../../../src/terraform/values/issue";
import { pathText } from "../../../src/terraform/values/issue";
import { pack, unpack } from "../../../src/terraform/values/msgpack";
import { fromWireNumber, toWireNumber } from "../../../src/terraform/values/number";
import { same } from "../../../src/terraform/values/same";
import { readPlainState, readState } from "../../../src/terraform/values/state-json";
import type { Shape } from "../../../src/terraform/values/type";
import { shapeOf, typeJson } from "../../../src/terraform/values/type-json";
import { isWhollyKnown, Unknown } from "../../../src/terraform/values/unknown";

const string: Shape = { kind: "string" };
const number: Shape = { kind: "number" };
const tuple: Shape = { kind: "tuple", elements: [string, number] };
const nested: Shape = {
  kind: "object",
  fields: { a: { kind: "list", element: { kind: "map", element: string } } },
};
const bytes = (text: string) => new TextEncoder().encode(text);

function said(issues: readonly ValueIssue[]): string[] {
  return issues.map(({ path, text }) => [pathText(path), text].filter(Boolean).join(" "));
}

/** What reading finds wrong with a value as Terraform sends it, and what is read in its place. */
function reading(shape: Shape, wire: unknown) {
  const issues: ValueIssue[] = [];
  const value = unpack(shape, encode(wire, { useBigInt64: true }), issues);
  return { value, said: said(issues) };
}

/** What writing finds wrong with a value, and what would be sent. */
function writing(shape: Shape, value: unknown) {
  const issues: ValueIssue[] = [];
  const wire = decode(pack(shape, value, { issues, unknown: "refused" }));
  return { wire, said: said(issues) };
}

describe("a value from Terraform that does not fit", () => {
  const cases: [shape: Shape, wire: unknown, said: string][] = [
    [string, 1, "must be a text"],
    [{ kind: "bool" }, "true", "must be true or false"],
    [number, true, "must be a number"],
    [number, "ten", "is not a number"],
    [{ kind: "int" }, 1.5, "must be a whole number, but is 1.5"],
    [{ kind: "int" }, 2n ** 60n, "is 1152921504606846976, which is beyond ±9007199254740991"],
    [{ kind: "list", element: string }, { a: "x" }, "must be a list"],
    [{ kind: "set", element: string }, "x", "must be a set"],
    [tuple, "x", "must be a tuple"],
    [{ kind: "map", element: string }, ["x"], "must be a map"],
    [{ kind: "map", element: string }, "x", "must be a map"],
    [nested, ["x"], "must be an object"],
    [nested, bytes("x"), "must be an object"],
    [{ kind: "dynamic" }, "x", "is not a value with a type"],
    [{ kind: "dynamic" }, [bytes('"string"')], "is not a value with a type"],
    [{ kind: "dynamic" }, [bytes('"text"'), "x"], "is not a value with a type"],
    [{ kind: "dynamic" }, [1, "x"], "is not a value with a type"],
  ];
  it.each(cases)("is null, and said to be so: %j", (shape, wire, text) => {
    expect(reading(shape, wire)).toEqual({ value: null, said: [text] });
  });

  it("is named by its place, and what lies beside it is read all the same", () => {
    expect(reading(nested, { a: [{ x: "ok" }, { y: 1 }, 2] })).toEqual({
      value: { a: [{ x: "ok" }, { y: null }, null] },
      said: ["a[1].y must be a text", "a[2] must be a map"],
    });
    expect(reading(tuple, [1, "x"])).toEqual({
      value: [null, null],
      said: ["[0] must be a text", "[1] is not a number"],
    });
  });
});

describe("a value from Terraform", () => {
  it.each([
    [{ kind: "bool" } as Shape, false],
    [tuple, ["x", 1]],
    [tuple, [null, Unknown]],
    [{ kind: "int" } as Shape, -(2 ** 53 - 1)],
  ])("is read as it is: %j", (shape, value) => {
    const issues: ValueIssue[] = [];
    expect(unpack(shape, pack(shape, value, { issues, unknown: "allowed" }), issues)).toEqual(value);
    expect(issues).toEqual([]);
  });

  it("has null for what is missing, and loses what its type does not have, also inherited names", () => {
    const shape: Shape = { kind: "object", fields: { toString: string, a: string } };
    expect(reading(shape, { b: 1 })).toEqual({ value: { toString: null, a: null }, said: [] });
    expect(reading(tuple, ["x"])).toEqual({ value: ["x", null], said: [] });
  });

  it("keeps a key called __proto__ as data", () => {
    const issues: ValueIssue[] = [];
    const json = bytes('{"__proto__":"x","b":"y"}');
    const map = readState({ kind: "map", element: string }, json, issues) as object;
    expect(Object.entries(map)).toEqual([
      ["__proto__", "x"],
      ["b", "y"],
    ]);
    expect(Object.getPrototypeOf(map)).toBe(Object.prototype);
  });
});

describe("a value that an author gives and that does not fit", () => {
  class Box {
    a = "x";
  }
  const cases: [shape: Shape, value: unknown, said: string][] = [
    [string, 1, "must be a text, but is another number"],
    [string, ["x"], "must be a text, but is an array"],
    [string, undefined, "must be a text, but is undefined"],
    [string, true, "must be a text, but is a boolean"],
    [{ kind: "bool" }, "true", "must be true or false, but is a string"],
    [number, "1", "must be a number, but is a string"],
    [{ kind: "int" }, Number.NaN, "must be a whole number, but is NaN"],
    [{ kind: "decimal" }, 1, "must be a number as decimal text, but is another number"],
    [{ kind: "decimal" }, "ten", "must be a number as decimal text, but is a string"],
    [{ kind: "list", element: string }, "x", "must be an array, but is a string"],
    [{ kind: "set", element: string }, { a: "x" }, "must be an array, but is an object (Object)"],
    [tuple, ["x"], "must be an array of 2, but is an array"],
    [tuple, "xy", "must be an array of 2, but is a string"],
    [{ kind: "map", element: string }, ["x"], "must be an object by key, but is an array"],
    [{ kind: "map", element: string }, new Map(), "must be an object by key, but is an object (Map)"],
    [nested, "x", "must be an object, but is a string"],
    [nested, new Box(), "must be an object, but is an object (Box)"],
    [{ kind: "dynamic" }, { a: [undefined] }, "must be what JSON can hold, but is an object (Object)"],
    [{ kind: "dynamic" }, [1n], "must be what JSON can hold, but is an array"],
  ];
  it.each(cases)("leaves as null: %j", (shape, value, text) => {
    expect(writing(shape, value)).toEqual({ wire: null, said: [text] });
  });

  it("is named by its place, as often as there are faults", () => {
    expect(writing(nested, { a: [{ x: 1 }, 2], b: 3 })).toEqual({
      wire: { a: [{ x: null }, null] },
      said: [
        "b is not in the schema",
        "a[0].x must be a text, but is another number",
        "a[1] must be an object by key, but is another number",
      ],
    });
    expect(writing(tuple, [1, Unknown])).toEqual({
      wire: [null, null],
      said: ["[0] must be a text, but is another number", "[1] is still unknown"],
    });
  });
});

describe("a value that an author gives", () => {
  it("may have no prototype, and an array may have holes, which are said", () => {
    const bare = Object.assign(Object.create(null), { a: [] }) as object;
    expect(writing(nested, bare)).toEqual({ wire: { a: [] }, said: [] });
    const holes: unknown[] = [];
    holes[1] = "x";
    expect(writing({ kind: "list", element: string }, holes).said).toEqual([
      "[0] must be a text, but is undefined",
    ]);
  });

  it("that is dynamic carries the type that a literal of it would have", () => {
    const type = (value: unknown) => {
      const [sent] = writing({ kind: "dynamic" }, value).wire as [Uint8Array];
      return JSON.parse(new TextDecoder().decode(sent)) as unknown;
    };
    expect(type("x")).toBe("string");
    expect(type(1)).toBe("number");
    expect(type(false)).toBe("bool");
    expect(type([1, null])).toEqual(["tuple", ["number", "dynamic"]]);
    expect(JSON.stringify(type({ b: 1, a: "x" }))).toBe('["object",{"a":"string","b":"number"}]');
  });

  it("that is dynamic and changed below has the type that it has now, and its other faults", () => {
    const wire = encode([bytes('["object",{"a":["list","string"]}]'), { a: ["x"] }]);
    const value = unpack({ kind: "dynamic" }, wire, []) as { a: unknown };
    value.a = 5;
    const sent = writing({ kind: "dynamic" }, value);
    expect(sent.said).toEqual([]);
    expect(new TextDecoder().decode((sent.wire as [Uint8Array])[0])).toBe('["object",{"a":"number"}]');
    value.a = () => 1;
    expect(writing({ kind: "dynamic" }, value).said).toEqual(["a must be an array, but is a function"]);
  });
});

describe("two values", () => {
  const cases: [shape: Shape, one: unknown, other: unknown, alike: boolean][] = [
    [{ kind: "bool" }, true, false, false],
    [{ kind: "list", element: string }, ["a"], ["a", "a"], false],
    [{ kind: "list", element: string }, ["a", "b"], ["a", "b"], true],
    [{ kind: "set", element: string }, ["a", "b"], ["a", "c"], false],
    [tuple, ["a", 1], ["a", 1], true],
    [tuple, ["a", 1], ["a", 2], false],
    [{ kind: "map", element: string }, { a: "1" }, { b: "1" }, false],
    [{ kind: "map", element: string }, { "e\u0301": "1" }, { "\u00e9": "1" }, true],
    [{ kind: "object", fields: { a: string } }, { a: "1", stray: 1 }, { a: "1" }, true],
    [{ kind: "object", fields: { a: string } }, { a: "1" }, { a: "2" }, false],
    [{ kind: "object", fields: { a: string } }, { a: null }, {}, true],
    [{ kind: "dynamic" }, "1", 1, false],
    [{ kind: "dynamic" }, [], {}, false],
    [{ kind: "decimal" }, "1.5", "1.6", false],
    [number, null, Unknown, false],
    [number, Unknown, 1, false],
    [number, null, null, true],
  ];
  it.each(cases)("of %j: %j and %j are the same: %s", (shape, one, other, alike) => {
    expect(same(shape, one, other)).toBe(alike);
    expect(same(shape, other, one)).toBe(alike);
  });
});

describe("a type", () => {
  const shapes: Shape[] = [
    string,
    number,
    { kind: "bool" },
    { kind: "dynamic" },
    tuple,
    nested,
    { kind: "set", element: { kind: "object", fields: { b: string, a: number } } },
  ];
  it.each(shapes)("is the same after it was written and read: %j", (shape) => {
    expect(shapeOf(JSON.parse(JSON.stringify(typeJson(shape))))).toEqual(shape);
  });

  it("of every kind of number is the one that Terraform has", () => {
    expect((["number", "int", "decimal"] as const).map((kind) => typeJson({ kind }))).toEqual(
      Array.from({ length: 3 }, () => "number"),
    );
  });

  const none = ["int", "text", 5, null, {}, [], ["list"], ["list", "text"], ["tuple"], ["tuple", "string"]];
  it.each([
    ...none,
    ["tuple", ["string", "text"]],
    ["object"],
    ["object", null],
    ["object", { a: "text" }],
    ["bag", "string"],
  ])("is none: %j", (json) => {
    expect(shapeOf(json)).toBe(undefined);
  });

  it("that an author names has the shape that it says", () => {
    expect(t.object({ a: t.string, b: t.list(t.bool) }).shape).toEqual({
      kind: "object",
      fields: { a: string, b: { kind: "list", element: { kind: "bool" } } },
    });
    expect(t.set(t.decimal).shape).toEqual({ kind: "set", element: { kind: "decimal" } });
    expect(t.map(t.int).shape).toEqual({ kind: "map", element: { kind: "int" } });
  });
});

describe("what is wholly known", () => {
  it("holds nothing unknown, however deep", () => {
    for (const value of [null, 1, "x", [], [1, { a: null }]]) expect(isWhollyKnown(value)).toBe(true);
    for (const value of [Unknown, [1, Unknown], { a: [{ b: Unknown }] }])
      expect(isWhollyKnown(value)).toBe(false);
  });
});

describe("a number", () => {
  it("travels as text, so that Terraform gives it the precision that it has in stored state", () => {
    expect([0, -1, 2 ** 53, 0.5, 1e21].map(toWireNumber)).toEqual([
      ...["0", "-1", "9007199254740992", "0.5", "1000000000000000000000"],
    ]);
    expect(["1.50", `${2n ** 63n}`].map(toWireNumber)).toEqual(["1.5", "9223372036854775808"]);
  });

  it("has an exponent up to a limit, in both directions", () => {
    expect(fromWireNumber("decimal", "1e10000")).toHaveProperty("value");
    expect(fromWireNumber("decimal", "1e-10000")).toHaveProperty("value");
    for (const text of ["1e10001", "1e-10001"]) {
      expect(fromWireNumber("decimal", text)).toEqual({ refused: "is not a number" });
    }
  });

  it("is refused with what it is where it would be rounded", () => {
    expect(fromWireNumber("number", "0.12345678901234567891")).toEqual({
      refused:
        "is 0.12345678901234567891, which this provider cannot hold exactly (numbers here have about 15 digits)",
    });
  });
});

describe("stored state", () => {
  it("keeps escapes, and numbers with exponents", () => {
    const json = bytes('{"a":"quote \\" 1234567890123456","b":1e3,"c":-1.5E-7,"d":1234567890123456789}');
    expect(readPlainState(json)).toEqual({
      a: 'quote " 1234567890123456',
      b: "1e3",
      c: "-1.5E-7",
      d: "1234567890123456789",
    });
  });

  it("of an older schema keeps a number that a double holds, beside one that it does not", () => {
    expect(readPlainState(bytes('{"a":[3],"b":{"c":0.5},"big":12345678901234567}'))).toEqual({
      a: [3],
      b: { c: 0.5 },
      big: "12345678901234567",
    });
  });

  it.each(["[]", "null", '"x"', "5"])("that is no object is refused: %s", (json) => {
    expect(() => readPlainState(bytes(json))).toThrow("The stored state is not an object.");
  });

  it("says which dynamic value has no type", () => {
    const shape: Shape = { kind: "object", fields: { a: { kind: "dynamic" } } };
    for (const json of ['{"a":"x"}', '{"a":{"type":"string"}}', '{"a":{"value":"x"}}']) {
      const issues: ValueIssue[] = [];
      readState(shape, bytes(json), issues);
      expect(said(issues)).toEqual(["a is not a value with a type"]);
    }
  });
});
