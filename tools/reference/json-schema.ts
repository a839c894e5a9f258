/** JSON Schemas as tables that people read. */

import { anchorOf } from "../site/markdown";

export interface JsonSchema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly required?: readonly string[];
  readonly $ref?: string;
}

const alternatives = (schema: JsonSchema) => schema.anyOf ?? schema.oneOf ?? schema.allOf ?? [];

/** A cell of a table. */
export const cell = (text: string) => text.replace(/\s+/g, " ").replaceAll("|", "\\|").trim();

/** What a value may be, in words; what has a name of its own is a link to the part that tells of it. */
export function typeText(schema: JsonSchema): string {
  if (schema.$ref) return nameText(schema.$ref.split("/").at(-1)!);
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(" or ");
  const some = alternatives(schema);
  if (some.length > 0) return [...new Set(some.map(typeText))].join(" or ");
  if (schema.title && schema.properties) return nameText(schema.title);
  if (schema.type === "array") return `list of ${typeText(schema.items ?? {})}`;
  if (schema.type === "object" || schema.properties) return mapText(schema);
  return [schema.type ?? "any value"].flat().join(" or ");
}

/** Recursive parts that zod has given no name are any value. */
const nameText = (name: string) =>
  name.startsWith("__") ? "any value" : `[${name}](#${anchorOf(name, new Set())})`;

function mapText({ additionalProperties: values, properties }: JsonSchema): string {
  if (properties)
    return `object with ${Object.keys(properties)
      .map((name) => `\`${name}\``)
      .join(", ")}`;
  return typeof values === "object" && Object.keys(values).length > 0
    ? `map of ${typeText(values)}`
    : "object";
}

/** Each property of an object with its type and what it is for. */
export function propertyTable({ properties = {}, required = [] }: JsonSchema): string {
  const rows = Object.entries(properties).map(([name, schema]) => {
    const said = [required.includes(name) ? "Required." : "", schema.description ?? ""].filter(Boolean);
    return `| \`${name}\` | ${cell(typeText(schema))} | ${cell(said.join(" "))} |`;
  });
  return ["| Name | Value | |", "| --- | --- | --- |", ...rows].join("\n");
}

/** The objects within a schema that have a name, in the order in which one meets them. */
export function namedObjects(
  schema: JsonSchema,
  found = new Map<string, JsonSchema>(),
): Map<string, JsonSchema> {
  const { title, properties, items, additionalProperties: values } = schema;
  if (title && properties && !found.has(title)) found.set(title, schema);
  const within = [
    ...Object.values(properties ?? {}),
    ...alternatives(schema),
    ...(items ? [items] : []),
    ...(typeof values === "object" ? [values] : []),
  ];
  for (const one of within) namedObjects(one, found);
  return found;
}
