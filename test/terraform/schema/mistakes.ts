import { a, forContext } from "../../../src/terraform";

const { defineResource } = forContext<{ api: true }>();

/** What must not compile. Never called: `tsc` checks that each marked line is an error. */
export function mistakes() {
  // @ts-expect-error a description is needed
  a.string({ required: true });
  // @ts-expect-error required and optional exclude each other
  a.string({ required: true, optional: true, description: "" });
  // @ts-expect-error nobody could set it
  a.string({ description: "" });
  // @ts-expect-error a default belongs to an optional attribute
  a.string({ required: true, default: "x", description: "" });
  // @ts-expect-error a default has the attribute's type
  a.int({ optional: true, default: "1", description: "" });
  // @ts-expect-error the provider cannot compute what it must not keep
  a.string({ optional: true, computed: true, writeOnly: true, description: "" });
  // @ts-expect-error no state holds a write-only value to compare with
  a.string({ optional: true, writeOnly: true, replace: true, description: "" });
  // @ts-expect-error no state holds a write-only value to compare with
  a.string({ required: true, writeOnly: true, equal: () => true, description: "" });
  // @ts-expect-error a write-only attribute is set by a person
  a.string({ writeOnly: true, description: "" });
  // @ts-expect-error nobody configures a computed attribute, so there is nothing to validate
  a.string({ computed: true, validate: [() => undefined], description: "" });
  // @ts-expect-error there is no such option
  a.string({ optional: true, descripton: "", description: "" });
  // @ts-expect-error a validator gets the attribute's type
  a.string({ optional: true, validate: [(value: number) => String(value)], description: "" });

  const base = {
    name: "x",
    description: "X.",
    attributes: {
      id: a.string({ computed: true, description: "Id." }),
      name: a.string({ required: true, description: "Name." }),
    },
    delete() {},
  };
  defineResource({
    ...base,
    // @ts-expect-error id is forgotten
    create: ({ plan }) => ({ name: plan.name }),
    read: ({ state }) => state,
  });
  defineResource({
    ...base,
    create: ({ plan }) => ({ id: "1", name: plan.name }),
    // @ts-expect-error there is no attribute title
    read: ({ state }) => ({ ...state, name: state.title }),
  });
  defineResource({
    ...base,
    // @ts-expect-error name is misspelt
    create: ({ plan }) => ({ id: "1", nmae: plan.name }),
    read: ({ state }) => state,
  });
  defineResource({
    ...base,
    // @ts-expect-error the planned id may be unknown
    create: ({ plan }) => ({ id: plan.id, name: plan.name }),
    read: ({ state }) => state,
  });
}
