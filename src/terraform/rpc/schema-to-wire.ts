import type { Attribute, Attributes } from "../schema/attribute";
import type { Shape } from "../values/type";
import { typeJson } from "../values/type-json";
import type { Draft, Schema, Schema_Attribute } from "../wire/protocol";
import { markdown, nestingModes } from "./wire-constants";

const utf8 = new TextEncoder();

/** Type JSON as bytes. */
export function typeBytes(shape: Shape): Uint8Array {
  return utf8.encode(JSON.stringify(typeJson(shape)));
}

interface About {
  readonly description?: string;
  readonly version?: number;
  readonly deprecated?: string | undefined;
  /** For what is only configured and never answered: a provider block, a list, an action. Nothing in it is computed. */
  readonly configOnly?: boolean;
}

/** A schema as Terraform reads it. */
export function schemaToWire(attributes: Attributes, about: About = {}): Draft<Schema> {
  return {
    version: about.version ?? 0,
    block: {
      attributes: attributesToWire(attributes, about),
      description: about.description ?? "",
      descriptionKind: markdown,
      ...deprecation(about.deprecated),
    },
  };
}

function attributesToWire(attributes: Attributes, about: About): Draft<Schema_Attribute>[] {
  return Object.entries(attributes).map(([name, attribute]) => attributeToWire(name, attribute, about));
}

function attributeToWire(
  name: string,
  { mode, shape, rules, nested }: Attribute,
  about: About,
): Draft<Schema_Attribute> {
  return {
    name,
    ...(nested
      ? {
          nestedType: {
            attributes: attributesToWire(nested.attributes, about),
            nesting: nestingModes[nested.nesting],
          },
        }
      : { type: typeBytes(shape) }),
    description: rules.description,
    descriptionKind: markdown,
    required: mode === "required",
    optional: mode !== "required" && mode !== "computed",
    // A default is planned where nothing is configured, which Terraform allows for computed attributes only.
    computed: !about.configOnly && mode !== "required" && mode !== "optional",
    sensitive: rules.sensitive,
    writeOnly: rules.writeOnly,
    ...deprecation(rules.deprecated),
  };
}

function deprecation(message: string | undefined): { deprecated?: true; deprecationMessage?: string } {
  return message === undefined ? {} : { deprecated: true, deprecationMessage: message };
}
