import type { Attribute } from "../schema/attribute";
import type { Shape } from "../values/type";

const scalars: Partial<Record<Shape["kind"], string>> = {
  string: "String",
  bool: "Boolean",
  number: "Number",
  int: "Number",
  decimal: "Number",
  dynamic: "Dynamic",
};

const nestings = {
  single: "Attributes",
  list: "Attributes List",
  set: "Attributes Set",
  map: "Attributes Map",
};

/** A type in the words of the registry: `List of String`. */
function shapeName(shape: Shape): string {
  switch (shape.kind) {
    case "list":
      return `List of ${shapeName(shape.element)}`;
    case "set":
      return `Set of ${shapeName(shape.element)}`;
    case "map":
      return `Map of ${shapeName(shape.element)}`;
    case "tuple":
      return "Tuple";
    case "object":
      return `Object({ ${Object.entries(shape.fields)
        .map(([name, field]) => `${name} = ${shapeName(field)}`)
        .join(", ")} })`;
    default:
      return scalars[shape.kind] ?? shape.kind;
  }
}

/** A type as it stands in a function's signature: `list of string`. */
export function signatureName(shape: Shape): string {
  return shapeName(shape).toLowerCase();
}

/** Type and flags of an attribute, as between the brackets of its line. */
export function attributeFlags({ nested, shape, rules }: Attribute): string {
  const flags = [nested ? nestings[nested.nesting] : shapeName(shape)];
  if (rules.sensitive) flags.push("Sensitive");
  if (rules.writeOnly) flags.push("Write-only");
  if (rules.deprecated !== undefined) flags.push("Deprecated");
  return flags.join(", ");
}
