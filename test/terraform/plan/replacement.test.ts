import { describe, expect, it } from "vitest";
import { a, t } from "../../../src/terraform";
import { addressable, distinct, replacements } from "../../../src/terraform/plan/replacement";

const optional = { optional: true, description: "" } as const;
const port = { port: a.int({ ...optional, replace: true }), note: a.string(optional) };
const attributes = {
  size: a.int({ ...optional, replace: ({ prior, planned }) => Number(planned) < Number(prior) }),
  note: a.string(optional),
  secret: a.string({ ...optional, writeOnly: true }),
  one: a.object(port, optional),
  many: a.listOf(port, optional),
  named: a.mapOf(port, optional),
  bag: a.setOf({ ...port, inner: a.listOf(port, optional) }, optional),
  tags: a.list(t.string, optional),
};
const nothing = Object.fromEntries(Object.keys(attributes).map((name) => [name, null]));

function replaced(before: object, after: object, canUpdate = true) {
  return replacements(attributes, { ...nothing, ...before }, { ...nothing, ...after }, canUpdate);
}

describe("what needs a new object", () => {
  it("is asked of a condition with both values, and only when they differ", () => {
    expect(replaced({ size: 5 }, { size: 3 })).toEqual([["size"]]);
    expect(replaced({ size: 3 }, { size: 5 })).toEqual([]);
    expect(replaced({ size: 3 }, { size: 3 })).toEqual([]);
  });

  it("is, for a resource without update, every change, whatever a condition says", () => {
    expect(replaced({ size: 3 }, { size: 5 }, false)).toEqual([["size"]]);
  });

  it("is, for a resource without update, the outermost attribute that changed", () => {
    const before = { one: { port: 1, note: "a" } };
    expect(replaced(before, { one: { port: 1, note: "b" } }, false)).toEqual([["one"]]);
  });

  it("is never a write-only value", () => {
    expect(replaced({ secret: null }, { secret: "x" }, false)).toEqual([]);
  });

  it("is named down to the element of a list and the key of a map", () => {
    const [before, after] = [1, 2].map((value) => ({ port: value, note: null }));
    expect(replaced({ one: before }, { one: after })).toEqual([["one", "port"]]);
    expect(replaced({ many: [before, before] }, { many: [before, after] })).toEqual([["many", 1, "port"]]);
    expect(replaced({ named: { x: before } }, { named: { x: after } })).toEqual([["named", "x", "port"]]);
  });
});

describe("a path that Terraform can follow", () => {
  it("ends at a set, however deep it is", () => {
    expect(addressable(attributes, ["bag", 0, "inner", 1, "port"])).toEqual(["bag"]);
    expect(addressable({ outer: a.listOf(attributes, optional) }, ["outer", 2, "bag", 0, "port"])).toEqual([
      "outer",
      2,
      "bag",
    ]);
  });

  it.each([
    [["one", "port"]],
    [["many", 1, "port"]],
    [["named", "x", "port"]],
    [["tags", 3]],
    [["elsewhere", "port"]],
    [["one", "elsewhere", "port"]],
    [[]],
  ])("is kept whole otherwise: %j", (path) => {
    expect(addressable(attributes, path)).toEqual(path);
  });
});

describe("paths", () => {
  it("come out the same in whatever order they went in, each once", () => {
    const paths = [["b"], ["a", 1], ["c"], ["a"], ["b"], ["a", 1]];
    expect(distinct(paths)).toEqual([["a", 1], ["a"], ["b"], ["c"]]);
    expect(distinct([...paths].reverse())).toEqual(distinct(paths));
  });
});
