import { byName } from "./by-name";
import type { Shape } from "./type";
import { isUnknown } from "./unknown";

/**
 * The type under which Terraform sent a dynamic list or object. JavaScript cannot tell a list from a tuple or a set,
 * and a value that goes back unchanged must go back under the same type.
 */
const shapes = new WeakMap<object, Shape>();

/** Remembers the type of a dynamic value that came from Terraform. */
export function rememberShape(value: unknown, shape: Shape): void {
  if (typeof value === "object" && value !== null) shapes.set(value, shape);
}

/** The type of a dynamic value: the remembered one, else what an HCL literal of it would have. */
export function dynamicShape(value: unknown): Shape | undefined {
  if (value === null || isUnknown(value)) return { kind: "dynamic" };
  if (typeof value === "string") return { kind: "string" };
  if (typeof value === "boolean") return { kind: "bool" };
  if (typeof value === "number") return { kind: "number" };
  if (typeof value !== "object") return undefined;
  const remembered = shapes.get(value);
  if (remembered) return remembered;
  return Array.isArray(value) ? tupleShape(value) : objectShape(value);
}

function tupleShape(values: readonly unknown[]): Shape | undefined {
  const elements = values.map(dynamicShape);
  return elements.every((element) => element !== undefined) ? { kind: "tuple", elements } : undefined;
}

function objectShape(value: object): Shape | undefined {
  const fields: Record<string, Shape> = {};
  for (const [name, field] of byName(value)) {
    const shape = dynamicShape(field);
    if (!shape) return undefined;
    fields[name] = shape;
  }
  return { kind: "object", fields };
}
