import { describe, expect, it } from "vitest";
import { a, t, Unknown } from "../../../src/terraform";
import {
  completeState,
  nullFilled,
  settleState,
  withDefaults,
} from "../../../src/terraform/plan/settle-state";

const optional = { optional: true, description: "" } as const;
const attributes = {
  name: a.string({ required: true, description: "" }),
  color: a.string({ ...optional, equal: (one, other) => one.toLowerCase() === other.toLowerCase() }),
  /** Says of any two values that they mean the same, and fails on what is no text. */
  loose: a.string({ ...optional, equal: (one, other) => one.length > 0 && other.length > 0 }),
  kind: a.string({ ...optional, default: "plain" }),
  note: a.string(optional),
  secret: a.string({ ...optional, writeOnly: true }),
  tags: a.list(t.string, { ...optional, default: ["a"] }),
  settings: a.object(
    { mode: a.string({ ...optional, default: "auto" }), note: a.string(optional) },
    optional,
  ),
};
const nothing = Object.fromEntries(Object.keys(attributes).map((name) => [name, null]));

describe("a state that is stored", () => {
  const settled = (returned: object, before: object | null) =>
    settleState(attributes, { ...nothing, ...returned }, before && { ...nothing, ...before });

  it("keeps the form that was planned where the service only wrote the same thing differently", () => {
    expect(settled({ color: "RED" }, { color: "red" })).toEqual({ ...nothing, color: "red" });
  });

  it("has what the service says where that means something else", () => {
    expect(settled({ color: "BLUE" }, { color: "red" })).toEqual({ ...nothing, color: "BLUE" });
    expect(settled({ note: "B" }, { note: "a" })).toEqual({ ...nothing, note: "B" });
  });

  it.each([
    ["nothing was there before", null],
    ["it was null", { loose: null }],
    ["it was unknown", { loose: Unknown }],
  ])("has what the service says where there is nothing to compare with: %s", (_title, before) => {
    expect(settled({ loose: "x" }, before)).toEqual({ ...nothing, loose: "x" });
  });

  it("has what the service says where it took a value away, or does not know it", () => {
    expect(settled({ loose: null }, { loose: "x" })).toEqual(nothing);
    expect(settled({ loose: Unknown }, { loose: "x" })).toEqual({ ...nothing, loose: Unknown });
    expect(settled({ loose: undefined }, { loose: "x" }).loose).toBe(undefined);
  });

  it("never holds a write-only value", () => {
    expect(settled({ secret: "hush" }, { secret: "hush" })).toEqual(nothing);
  });
});

describe("a configuration that no plan fills in", () => {
  it("has its defaults, also nested, and keeps what is set or has none", () => {
    expect(withDefaults(attributes, { ...nothing, settings: { mode: null, note: null } })).toEqual({
      ...nothing,
      kind: "plain",
      tags: ["a"],
      settings: { mode: "auto", note: null },
    });
    expect(withDefaults(attributes, { ...nothing, kind: "fancy", note: "x" })).toMatchObject({
      kind: "fancy",
      note: "x",
    });
  });

  it("shares no default with the schema", () => {
    const filled = withDefaults(attributes, nothing) as { tags: string[] };
    filled.tags.push("b");
    expect(withDefaults(attributes, nothing).tags).toEqual(["a"]);
  });
});

describe("a partial state", () => {
  it("of an import is completed with defaults, else null, and keeps what it has", () => {
    expect(completeState(attributes, { name: "x", note: undefined, kind: null })).toEqual({
      ...nothing,
      name: "x",
      kind: null,
      tags: ["a"],
    });
    expect(completeState(attributes, {}).kind).toBe("plain");
  });

  it("of a move or an upgrade is filled with null, not with defaults", () => {
    expect(nullFilled(attributes, { name: "x", note: undefined })).toEqual({ ...nothing, name: "x" });
  });

  it("keeps what the schema does not know, for the check to name", () => {
    expect(completeState(attributes, { stray: 1 })).toMatchObject({ stray: 1 });
    expect(nullFilled(attributes, { stray: 1 })).toMatchObject({ stray: 1 });
  });
});
