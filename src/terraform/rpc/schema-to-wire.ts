import type { Draft, Schema, Schema_Attribute } from "../protocol";
import type { Attribute, Attributes } from "../schema/attribute";
import type { Shape } from "../schema/type";
import { typeJson } from "../values/type-json";
import { markdown, nestingModes } from "./wire-constants";

const utf8 = new TextEncoder();

/** Type JSON as bytes. */
export function typeBytes(shape: Shape): Uint8Array {
  return utf8.encode(JSON.stringify(typeJson(shape)));
}

/** A schema as Terraform reads it. */
export function schemaToWire(
  attributes: Attributes,
  about: { description?: string; version?: number; deprecated?: string | undefined } = {},
): Draft<Schema> {
  return {
    version: about.version ?? 0,
    block: {
      attributes: attributesToWire(attributes),
      description: about.description ?? "",
      descriptionKind: markdown,
      ...deprecation(about.deprecated),
    },
  };
}

function attributesToWire(attributes: Attributes): Draft<Schema_Attribute>[] {
  return Object.entries(attributes).map(([name, attribute]) => attributeToWire(name, attribute));
}

function attributeToWire(name: string, { mode, shape, rules, nested }: Attribute): Draft<Schema_Attribute> {
  return {
    name,
    ...(nested
      ? {
          nestedType: {
            attributes: attributesToWire(nested.attributes),
            nesting: nestingModes[nested.nesting],
          },
        }
      : { type: typeBytes(shape) }),
    description: rules.description,
    descriptionKind: markdown,
    required: mode === "required",
    optional: mode !== "required" && mode !== "computed",
    // A default is planned where nothing is configured, which Terraform allows for computed attributes only.
    computed: mode === "computed" || mode === "optionalComputed" || mode === "defaulted",
    sensitive: rules.sensitive,
    writeOnly: rules.writeOnly,
    ...deprecation(rules.deprecated),
  };
}

function deprecation(message: string | undefined): { deprecated?: true; deprecationMessage?: string } {
  return message === undefined ? {} : { deprecated: true, deprecationMessage: message };
}
