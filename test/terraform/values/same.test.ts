import { describe, expect, it } from "vitest";
import { same } from "../../../src/terraform/values/same";
import type { Shape } from "../../../src/terraform/values/type";
import { Unknown } from "../../../src/terraform/values/unknown";

const string: Shape = { kind: "string" };
const dynamic: Shape = { kind: "dynamic" };

describe("two values are the same", () => {
  it("in a set without order and repetition", () => {
    expect(same({ kind: "set", element: string }, ["a", "b", "a"], ["b", "a"])).toBe(true);
    expect(same({ kind: "list", element: string }, ["a", "b"], ["b", "a"])).toBe(false);
  });
  it("in a map or a dynamic object without order", () => {
    expect(same({ kind: "map", element: string }, { a: "1", b: "2" }, { b: "2", a: "1" })).toBe(true);
    expect(same(dynamic, { a: 1, b: "2" }, { b: "2", a: 1 })).toBe(true);
  });
  it("as texts after normalisation, as decimals by amount", () => {
    expect(same(string, "e\u0301", "\u00e9")).toBe(true);
    expect(same({ kind: "decimal" }, "1.50", "1.5")).toBe(true);
  });
  it("never when one is null or unknown and the other is not", () => {
    expect(same(string, "", null)).toBe(false);
    expect(same(string, "x", Unknown)).toBe(false);
    expect(same(string, Unknown, Unknown)).toBe(true);
  });
  it("never when texts only join to the same", () => {
    const list: Shape = { kind: "list", element: string };
    expect(same(list, ["a,b"], ["a", "b"])).toBe(false);
    expect(same(list, ['a","b'], ["a", "b"])).toBe(false);
    expect(same(list, ["null"], [null])).toBe(false);
    expect(same(list, ["?"], [Unknown])).toBe(false);
  });
});
