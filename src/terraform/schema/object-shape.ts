import type { Shape } from "../values/type";
import type { Attributes } from "./attribute";

const shapes = new WeakMap<Attributes, Shape>();

/** The shape of an object that has these attributes; the same one for the same attributes. */
export function objectShape(attributes: Attributes): Shape {
  let shape = shapes.get(attributes);
  if (!shape) {
    const fields = Object.entries(attributes).map(([name, attribute]) => [name, attribute.shape] as const);
    shape = { kind: "object", fields: Object.fromEntries(fields) };
    shapes.set(attributes, shape);
  }
  return shape;
}
