import { byName } from "./by-name";
import type { Shape, TypeJson } from "./type";

/** The type JSON of a shape, as the protocol wants it. */
export function typeJson(shape: Shape): TypeJson {
  switch (shape.kind) {
    case "number":
    case "int":
    case "decimal":
      return "number";
    case "list":
    case "set":
    case "map":
      return [shape.kind, typeJson(shape.element)];
    case "tuple":
      return ["tuple", shape.elements.map(typeJson)];
    case "object":
      return [
        "object",
        Object.fromEntries(Object.entries(shape.fields).map(([name, field]) => [name, typeJson(field)])),
      ];
    default:
      return shape.kind;
  }
}

/** The shape of a type JSON; undefined when it is none. Numbers become JavaScript numbers. */
export function shapeOf(json: unknown): Shape | undefined {
  if (json === "string" || json === "bool" || json === "number" || json === "dynamic") return { kind: json };
  if (!Array.isArray(json)) return undefined;
  const [kind, inner] = json as unknown[];
  if (kind === "list" || kind === "set" || kind === "map") {
    const element = shapeOf(inner);
    return element && { kind, element };
  }
  if (kind === "tuple" && Array.isArray(inner)) {
    const elements = inner.map(shapeOf);
    return elements.every((element) => element !== undefined) ? { kind, elements } : undefined;
  }
  if (kind === "object" && typeof inner === "object" && inner !== null) {
    const fields: Record<string, Shape> = {};
    for (const [name, field] of byName(inner)) {
      const shape = shapeOf(field);
      if (!shape) return undefined;
      fields[name] = shape;
    }
    return { kind, fields };
  }
  return undefined;
}
