import { describe, expect, it } from "vitest";
import { a, t, Unknown } from "../../../src/terraform";
import { planObject } from "../../../src/terraform/plan/propose";
import { replacements } from "../../../src/terraform/plan/replacement";
import { objectShape } from "../../../src/terraform/schema/object-shape";
import type { Values } from "../../../src/terraform/schema/walk";

const attributes = {
  id: a.string({ computed: true, keepState: true, description: "" }),
  name: a.string({ required: true, replace: true, description: "" }),
  kind: a.string({ optional: true, default: "plain", description: "" }),
  note: a.string({ optional: true, description: "" }),
  color: a.string({
    optional: true,
    equal: (one, other) => one.toLowerCase() === other.toLowerCase(),
    description: "",
  }),
  zone: a.string({ optional: true, computed: true, description: "" }),
  stamp: a.int({ computed: true, description: "" }),
  password: a.string({ optional: true, writeOnly: true, description: "" }),
  tags: a.set(t.string, { optional: true, description: "" }),
  settings: a.object(
    {
      level: a.int({ optional: true, description: "" }),
      mode: a.string({ optional: true, default: "auto", description: "" }),
      serial: a.string({ computed: true, keepState: true, description: "" }),
    },
    { optional: true, computed: true, keepState: true, description: "" },
  ),
  rules: a.setOf(
    {
      port: a.int({ required: true, replace: true, description: "" }),
      serial: a.string({ computed: true, keepState: true, description: "" }),
    },
    { optional: true, description: "" },
  ),
};

const nothing: Values = Object.fromEntries(Object.keys(attributes).map((name) => [name, null]));
const prior: Values = { ...nothing, id: "1", name: "x", kind: "plain", zone: "north", stamp: 7 };

/** Plans as Terraform would ask: computed attributes without configuration are proposed as in state. */
function planned(config: Values, state: Values | null = prior, proposed?: Values): Values {
  const full: Values = { ...nothing, name: "x", ...config };
  const kept = Object.entries(attributes).map(([name, { mode }]) => {
    const computed = mode !== "required" && mode !== "optional";
    return [name, full[name] === null && computed ? (state?.[name] ?? null) : full[name]] as const;
  });
  const shape = objectShape(attributes);
  return planObject({
    shape,
    attributes,
    config: full,
    prior: state,
    proposed: proposed ?? Object.fromEntries(kept),
  });
}

describe("a planned object", () => {
  it("is the state itself when nothing changes, with nothing unknown", () => {
    expect(planned({})).toEqual(prior);
  });

  it("of a create has defaults, unknown computed values, and null for the rest", () => {
    expect(planned({}, null)).toEqual({
      ...nothing,
      id: Unknown,
      name: "x",
      kind: "plain",
      zone: Unknown,
      stamp: Unknown,
      settings: Unknown,
    });
  });

  it("of an update marks computed values unknown, except those that are kept from state", () => {
    expect(planned({ note: "new" })).toEqual({
      ...prior,
      note: "new",
      zone: Unknown,
      stamp: Unknown,
      settings: Unknown,
    });
  });

  it("keeps a null that the provider chose, but not one that only stands where a value will be", () => {
    const kept = { computed: true, keepState: true, description: "" } as const;
    const schema = {
      name: a.string({ required: true, description: "" }),
      maybe: a.string({ ...kept, nullable: true }),
      id: a.string(kept),
      inner: a.object({ maybe: a.string({ ...kept, nullable: true }) }, { optional: true, description: "" }),
    };
    const config = { name: "y", maybe: null, id: null, inner: { maybe: null } };
    const plan = (prior: Values) =>
      planObject({ shape: objectShape(schema), attributes: schema, config, prior, proposed: config });
    expect(plan({ name: "x", maybe: null, id: null, inner: { maybe: null } })).toEqual({
      name: "y",
      maybe: null,
      id: Unknown,
      inner: { maybe: null },
    });
    expect(plan({ name: "x", maybe: null, id: "1", inner: null }).inner).toEqual({ maybe: Unknown });
  });

  it("takes a default in place of a value that is no longer configured", () => {
    expect(planned({}, { ...prior, kind: "fancy" })).toMatchObject({ kind: "plain", stamp: Unknown });
  });

  it("is the same in a second call on its own outcome", () => {
    const first = planned({ note: "new" });
    expect(planned({ note: "new" }, prior, first)).toEqual(first);
  });

  it("never holds a write-only value, and one alone is no change", () => {
    expect(planned({ password: "secret" })).toEqual(prior);
  });

  it("keeps the form in state when the new one means the same", () => {
    expect(planned({ color: "RED" }, { ...prior, color: "red" })).toEqual({ ...prior, color: "red" });
    expect(planned({ color: "blue" }, { ...prior, color: "red" })).toMatchObject({ color: "blue" });
  });

  it("asks about the form only where there was a value before, and one stays", () => {
    expect(planned({ color: "red" })).toMatchObject({ color: "red" });
    expect(planned({}, { ...prior, color: "red" })).toMatchObject({ color: null });
    expect(planned({ color: Unknown }, { ...prior, color: "red" })).toMatchObject({ color: Unknown });
  });

  it("loses what is no longer configured, unless the provider may choose it", () => {
    const before = { ...prior, note: "old", zone: "south" };
    expect(planned({}, before)).toMatchObject({ note: null, zone: Unknown, stamp: Unknown });
  });

  it("does not change for the order or the repetition in a set", () => {
    const state = { ...prior, tags: ["a", "b"] };
    expect(planned({ tags: ["b", "a", "b"] }, state)).toEqual(state);
  });

  it("keeps unknown configuration unknown", () => {
    expect(planned({ note: Unknown, kind: Unknown })).toMatchObject({ note: Unknown, kind: Unknown });
  });
});

describe("nested attributes of a planned object", () => {
  const settings = { level: 1, mode: "auto", serial: "s1" };
  const state = { ...prior, settings };

  it("get their defaults, and unknown computed values on a create", () => {
    const config = { level: 1, mode: null, serial: null };
    expect(planned({ settings: config }, null).settings).toEqual({ level: 1, mode: "auto", serial: Unknown });
  });

  it("keep what never changes on an update", () => {
    const config = { level: 2, mode: null, serial: null };
    const proposed = { ...state, settings: { level: 2, mode: null, serial: "s1" } };
    expect(planned({ settings: config }, state, proposed).settings).toEqual({
      level: 2,
      mode: "auto",
      serial: "s1",
    });
  });

  it("that the provider chose are kept although Terraform proposes null for them", () => {
    expect(planned({}, state, { ...state, settings: null })).toEqual(state);
  });

  it("have no default put over what the provider chose, where the object around them is not configured", () => {
    const chosen = { ...prior, settings: { ...settings, mode: "manual" } };
    expect(planned({}, chosen)).toEqual(chosen);
  });

  it("in a set follow their own element, not their position", () => {
    const rules = [
      { port: 1, serial: "one" },
      { port: 2, serial: "two" },
    ];
    const config = [3, 2, 1].map((port) => ({ port, serial: null }));
    const proposed = [
      { port: 3, serial: null },
      { port: 2, serial: "two" },
      { port: 1, serial: "one" },
    ];
    const plan = planned({ rules: config }, { ...prior, rules }, { ...prior, rules: proposed });
    expect(plan.rules).toEqual([
      { port: 3, serial: Unknown },
      { port: 2, serial: "two" },
      { port: 1, serial: "one" },
    ]);
  });
});

describe("replacement", () => {
  it("names the attribute that changed, and nothing else", () => {
    expect(replacements(attributes, prior, { ...prior, name: "y", note: "new" }, true)).toEqual([["name"]]);
    expect(replacements(attributes, prior, { ...prior, note: "new" }, true)).toEqual([]);
  });

  it("is needed for an unknown value too", () => {
    expect(replacements(attributes, prior, { ...prior, name: Unknown }, true)).toEqual([["name"]]);
  });

  it("names the set around an element, once", () => {
    const before = {
      ...prior,
      rules: [
        { port: 1, serial: "" },
        { port: 2, serial: "" },
      ],
    };
    const after = {
      ...prior,
      rules: [
        { port: 3, serial: "" },
        { port: 4, serial: "" },
      ],
    };
    expect(replacements(attributes, before, after, true)).toEqual([["rules"]]);
  });

  it("is needed for any configurable attribute when there is no update, but not for a computed one", () => {
    expect(replacements(attributes, prior, { ...prior, note: "new", stamp: Unknown }, false)).toEqual([
      ["note"],
    ]);
  });
});
