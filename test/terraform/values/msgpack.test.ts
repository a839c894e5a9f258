import { decode, ExtData, encode } from "@msgpack/msgpack";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ValueIssue } from "../../../src/terraform/values/issue";
import { pack, unpack } from "../../../src/terraform/values/msgpack";
import { same } from "../../../src/terraform/values/same";
import type { Shape } from "../../../src/terraform/values/type";
import { Unknown } from "../../../src/terraform/values/unknown";
import { shapeAndValue } from "./shapes";

function roundTrip(shape: Shape, value: unknown): unknown {
  const issues: ValueIssue[] = [];
  const bytes = pack(shape, value, { issues, unknown: "allowed" });
  const back = unpack(shape, bytes, issues);
  expect(issues).toEqual([]);
  return back;
}

/** What is wrong with a value, as `path text`. */
function complaints(shape: Shape, value: unknown, unknown: "allowed" | "refused" = "allowed"): string[] {
  const issues: ValueIssue[] = [];
  pack(shape, value, { issues, unknown });
  return issues.map(({ path, text }) => `${path.join(".")} ${text}`);
}

const string: Shape = { kind: "string" };
const object: Shape = { kind: "object", fields: { a: string, b: { kind: "number" } } };

describe("a value to and from Terraform", () => {
  it("survives, whatever its type", () => {
    fc.assert(
      fc.property(shapeAndValue(true), ({ shape, value }) => {
        const back = roundTrip(shape, value);
        expect(same(shape, back, value)).toBe(true);
        expect(roundTrip(shape, back)).toEqual(back);
      }),
      { numRuns: 500 },
    );
  });

  it("is unknown for every extension, refined or not, and bare when it goes back", () => {
    for (const extension of [
      new ExtData(0, Uint8Array.of(0)),
      new ExtData(12, encode({ 1: false, 2: "n-" })),
      new ExtData(99, new Uint8Array(0)),
    ]) {
      expect(unpack(string, encode(extension), [])).toBe(Unknown);
    }
    expect([...pack(string, Unknown, { issues: [], unknown: "allowed" })]).toEqual([0xd4, 0, 0]);
  });

  it.each([9007199254740993n, -9007199254740993n, 2n ** 63n - 1n, -(2n ** 63n)])(
    "keeps an integer beyond 2^53 exactly in both directions: %s",
    (exact) => {
      const wire = encode(exact, { useBigInt64: true });
      expect(unpack({ kind: "decimal" }, wire, [])).toBe(String(exact));
      const back = pack({ kind: "decimal" }, String(exact), { issues: [], unknown: "allowed" });
      expect(decode(back)).toBe(String(exact));
    },
  );

  it("keeps a positive integer that comes as a signed one", () => {
    const signed = Uint8Array.of(0xd3, 0, 0x20, 0, 0, 0, 0, 0, 1);
    expect(unpack({ kind: "decimal" }, signed, [])).toBe("9007199254740993");
  });

  it("sends 0.1 as the decimal text that it is", () => {
    expect(decode(pack({ kind: "number" }, 0.1, { issues: [], unknown: "allowed" }))).toBe("0.1");
  });

  it("normalises texts and map keys to NFC", () => {
    expect(roundTrip({ kind: "map", element: string }, { "e\u0301": "o\u0308" })).toEqual({
      "\u00e9": "\u00f6",
    });
  });

  it("is null for no bytes at all", () => {
    expect(unpack(object, new Uint8Array(0), [])).toBe(null);
  });

  it("keeps the type under which Terraform sent a dynamic value", () => {
    const type = new TextEncoder().encode('["set","string"]');
    const wire = encode([type, ["a", "b"]]);
    const value = unpack({ kind: "dynamic" }, wire, []);
    expect(value).toEqual(["a", "b"]);
    const [sent] = decode(pack({ kind: "dynamic" }, value, { issues: [], unknown: "allowed" })) as [
      Uint8Array,
    ];
    expect(new TextDecoder().decode(sent)).toBe('["set","string"]');
  });

  it("gives a changed dynamic value the type that it has now", () => {
    const wire = encode([new TextEncoder().encode('["list","string"]'), ["a"]]);
    const value = unpack({ kind: "dynamic" }, wire, []) as unknown[];
    value.push(1);
    const [sent] = decode(pack({ kind: "dynamic" }, value, { issues: [], unknown: "allowed" })) as [
      Uint8Array,
    ];
    expect(new TextDecoder().decode(sent)).toBe('["tuple",["string","number"]]');
  });
});

describe("a value that must not leave", () => {
  it("is NaN or infinite", () => {
    expect(complaints(object, { a: "x", b: Number.NaN })).toEqual(["b must be a number, but is NaN"]);
    expect(complaints(object, { a: "x", b: Number.POSITIVE_INFINITY })).toEqual([
      "b must be a number, but is Infinity",
    ]);
  });

  it("lacks a key, has a foreign one, or holds undefined", () => {
    expect(complaints(object, { a: "x" })).toEqual(["b is missing"]);
    expect(complaints(object, { a: undefined, b: 1 })).toEqual(["a is missing"]);
    expect(complaints(object, { a: "x", b: 1, c: 2 })).toEqual(["c is not in the schema"]);
    expect(complaints({ kind: "list", element: string }, ["x", undefined])).toEqual([
      "1 must be a text, but is undefined",
    ]);
  });

  it("has another type, which is named without the value", () => {
    expect(complaints(object, { a: 5, b: "secret" })).toEqual([
      "a must be a text, but is another number",
      "b must be a number, but is a string",
    ]);
    expect(complaints(object, new Date())).toEqual([" must be an object, but is an object (Date)"]);
    expect(complaints({ kind: "int" }, 1.5)).toEqual([" must be a whole number, but is another number"]);
    expect(complaints({ kind: "dynamic" }, () => 1)).toEqual([
      " must be what JSON can hold, but is a function",
    ]);
  });

  it("is unknown after an apply", () => {
    expect(complaints(object, { a: Unknown, b: 1 }, "refused")).toEqual(["a is still unknown"]);
  });
});

describe("a value that does not fit on its way in", () => {
  it("becomes null and an issue with its path", () => {
    const issues: ValueIssue[] = [];
    const value = unpack(object, encode({ a: 1, b: 2n ** 60n + 1n }, { useBigInt64: true }), issues);
    expect(value).toEqual({ a: null, b: null });
    expect(issues.map(({ path }) => path)).toEqual([["a"], ["b"]]);
  });
});
