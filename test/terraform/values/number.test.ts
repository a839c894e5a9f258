import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalDecimal, fromWireNumber, toWireNumber } from "../../../src/terraform/values/number";

describe("canonicalDecimal", () => {
  const cases: Record<string, string | undefined> = {
    "0": "0",
    "-0": "0",
    "-0.0": "0",
    "007.50": "7.5",
    ".5": "0.5",
    "5.": "5",
    "1e3": "1000",
    "1.5e-7": "0.00000015",
    "-12.30E2": "-1230",
    "100e-2": "1",
    "+3": "3",
    "": undefined,
    ".": undefined,
    NaN: undefined,
    Infinity: undefined,
    "0x10": undefined,
    "1e999999999": undefined,
  };
  it.each(Object.entries(cases))("turns %j into %j", (text, wanted) => {
    expect(canonicalDecimal(text)).toBe(wanted);
  });

  it("names the same number as the double that it was printed from", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(canonicalDecimal(String(value)))).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});

describe("a number from Terraform", () => {
  it("is refused where a JavaScript number would round it", () => {
    for (const wire of [2n ** 53n + 1n, "18446744073709551615", "0.12345678901234567891"]) {
      expect(fromWireNumber("number", wire)).toHaveProperty("refused");
    }
    expect(fromWireNumber("int", 2n ** 53n)).toHaveProperty("refused");
    expect(fromWireNumber("int", 1.5)).toHaveProperty("refused");
    expect(fromWireNumber("number", "1e400")).toHaveProperty("refused");
  });

  it("is taken where a JavaScript number is exact, also beyond 2^53", () => {
    expect(fromWireNumber("number", "0.1")).toEqual({ value: 0.1 });
    expect(fromWireNumber("number", 2n ** 53n + 2n)).toEqual({ value: 2 ** 53 + 2 });
    expect(fromWireNumber("int", 9007199254740991n)).toEqual({ value: 9007199254740991 });
    expect(fromWireNumber("number", "1000000000000000000000")).toEqual({ value: 1e21 });
  });

  it("is any number at all as a decimal", () => {
    expect(fromWireNumber("decimal", 2n ** 53n + 1n)).toEqual({ value: "9007199254740993" });
    expect(fromWireNumber("decimal", "18446744073709551616.25")).toEqual({
      value: "18446744073709551616.25",
    });
  });
});

describe("a number to Terraform", () => {
  it("is never NaN or infinite", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, "NaN", "ten"])
      expect(toWireNumber(value)).toBe(undefined);
  });

  it("comes back as the same double", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(fromWireNumber("number", toWireNumber(value)!)).toEqual({ value: value === 0 ? 0 : value });
      }),
    );
  });

  it("comes back as the same decimal", () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.nat(30), (digits, places) => {
        const text = canonicalDecimal(`${digits}e-${places}`)!;
        expect(fromWireNumber("decimal", toWireNumber(text)!)).toEqual({ value: text });
      }),
    );
  });
});
