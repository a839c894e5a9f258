import { describe, expect, it } from "vitest";
import { a, t } from "../../../src/terraform";
import { objectShape } from "../../../src/terraform/schema/object-shape";

const optional = { optional: true, description: "" } as const;

describe("the shape of an object", () => {
  it("has a field of the shape of each attribute", () => {
    const attributes = { name: a.string(optional), tags: a.set(t.int, optional) };
    expect(objectShape(attributes)).toEqual({
      kind: "object",
      fields: { name: t.string.shape, tags: { kind: "set", element: t.int.shape } },
    });
    expect(objectShape({})).toEqual({ kind: "object", fields: {} });
  });

  it("is made once for the same attributes, and is another one for others", () => {
    const attributes = { name: a.string(optional) };
    expect(objectShape(attributes)).toBe(objectShape(attributes));
    expect(objectShape({ ...attributes })).not.toBe(objectShape(attributes));
  });
});
