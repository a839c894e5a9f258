import { decode, ExtData, encode } from "@msgpack/msgpack";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Unknown } from "../../../src/terraform/unknown";
import { decodeMsgpack, encodeMsgpack } from "../../../src/terraform/values/msgpack-codec";

const theirs = { useBigInt64: true };
const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(" ", ""), "hex");

/** What we write, without Buffer's own class, which theirs would carry on. */
const written = (value: unknown): Uint8Array => new Uint8Array(encodeMsgpack(value));

/** What both implementations know. */
const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(null, true, false),
    fc.integer({ min: -0x80000000, max: 0xffffffff }),
    fc.double({ noNaN: true }).map((number) => number + 0), // -0 is written as 0
    fc.bigInt({ min: -(2n ** 63n), max: -1n }),
    fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n - 1n }),
    fc.string({ unit: "grapheme", maxLength: 80 }),
    fc.uint8Array({ maxLength: 300 }),
    fc.array(tie("value"), { maxLength: 20 }),
    fc.dictionary(
      fc.string().filter((key) => key !== "__proto__"), // theirs refuses it
      tie("value"),
      { maxKeys: 20, noNullPrototype: true },
    ),
  ),
}));

describe("another implementation", () => {
  it("reads what we write", () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(decode(written(value), theirs)).toEqual(value);
      }),
    );
  });

  it("is read by us", () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const read = decodeMsgpack(encode(value, theirs));
        expect(encode(read, theirs)).toEqual(encode(value, theirs));
      }),
    );
  });

  it.each([15, 16, 31, 32, 255, 256, 65_535, 65_536])("agrees on everything of length %i", (length) => {
    const values = [
      "x".repeat(length),
      new Uint8Array(length),
      Array.from({ length }, () => null),
      Object.fromEntries(Array.from({ length }, (_, index) => [`k${index}`, index])),
    ];
    for (const value of values) {
      const wire = Buffer.from(encode(value)); // compared as bytes: toEqual looks at every element for seconds
      expect(Buffer.from(encode(decode(written(value), theirs))).equals(wire)).toBe(true);
      expect(Buffer.from(encode(decodeMsgpack(wire))).equals(wire)).toBe(true);
    }
  });
});

it.each([
  ["nil", "c0", null],
  ["a short integer", "d0 80", -128],
  ["a middle integer", "d1 8000", -32_768],
  ["a long integer", "d2 80000000", -2_147_483_648],
  ["a negative digit", "ff", -1],
  ["a float of 32 bits", "ca 3fc00000", 1.5],
  ["2^53 + 1", "cf 0020000000000001", 9_007_199_254_740_993n],
  ["-2^63", "d3 8000000000000000", -9_223_372_036_854_775_808n],
])("%s is read exactly", (_, hex, value) => {
  expect(decodeMsgpack(bytes(hex))).toBe(value);
});

it.each(["d4 00 00", "c7 02 0c 80 00", "d8 05 00000000000000000000000000000000", "c8 0001 0c 80"])(
  "the extension %s is unknown, whatever its type and data",
  (hex) => {
    expect(decodeMsgpack(bytes(hex))).toBe(Unknown);
    expect(decodeMsgpack(bytes(`92 ${hex} 01`))).toEqual([Unknown, 1]);
  },
);

it("unknown is written as Terraform writes it", () => {
  expect(Buffer.from(encodeMsgpack([Unknown])).toString("hex")).toBe("91d40000");
  expect(decode(written(Unknown))).toEqual(new ExtData(0, new Uint8Array(1)));
});

it("a key that is called __proto__ is a key like any other", () => {
  const value = decodeMsgpack(bytes("81 a9 5f5f70726f746f5f5f 81 a1 61 01")) as object;
  expect(Object.keys(value)).toEqual(["__proto__"]);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
});

it("what is written stays as it is when more is written", () => {
  const first = encodeMsgpack("first");
  encodeMsgpack("other");
  expect(decodeMsgpack(first)).toBe("first");
});

it.each([
  ["nothing", ""],
  ["a text cut short", "a5 6162"],
  ["a number cut short", "cd 01"],
  ["an array cut short", "92 01"],
  ["a map without its last value", "81 a1 61"],
  ["two values", "01 02"],
  ["a key that is a number", "81 01 02"],
  ["a type that does not exist", "c1"],
])("%s is refused", (_, hex) => {
  expect(() => decodeMsgpack(bytes(hex))).toThrow(/MessagePack/);
});

it.each([undefined, Symbol("other"), () => 1])("what has no form in MessagePack is refused (%o)", (value) => {
  expect(() => encodeMsgpack(value)).toThrow("MessagePack has no");
});
