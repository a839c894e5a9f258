/** `docs/reference/http-api.md`, from the document that the addon serves as OpenAPI. */
import { openApiDocument } from "../../src/addon/api/openapi";
import { operations } from "../../src/pumble/operations/operations";
import { cell, type JsonSchema, namedObjects, propertyTable, typeText } from "./json-schema";
import { pageHead } from "./page";

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: JsonSchema }>>;
}

interface Described {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly {
    name: string;
    in: string;
    required: boolean;
    description?: string;
    schema: JsonSchema;
  }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content & { readonly description?: string }>>;
}

interface Document {
  readonly info: { readonly description: string };
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly responses: Readonly<Record<string, { readonly description: string }>>;
  };
}

const schemaOf = ({ content }: Content) => content?.["application/json"]?.schema;

function operationText(method: string, path: string, operation: Described): string {
  const { summary, description, parameters = [], requestBody, responses } = operation;
  const body = requestBody && schemaOf(requestBody);
  const answer = schemaOf(responses["200"]!);
  const known = operations[operation.operationId as keyof typeof operations];
  return [
    `### ${operation.operationId}`,
    `\`${method.toUpperCase()} ${path}\``,
    `${summary}.${description ? ` ${description}` : ""}`,
    known ? `The app needs ${known.scopes.map((scope) => `\`${scope}\``).join(", ")} on the platform.` : "",
    parameters.length > 0 ? parameterTable(parameters) : "",
    body ? `Body:\n\n${propertyTable(body)}` : "",
    answer ? `Answers: ${typeText(answer)}.` : "Answers with nothing.",
  ]
    .filter(Boolean)
    .join("\n\n");
}

function parameterTable(parameters: NonNullable<Described["parameters"]>): string {
  const rows = parameters.map(({ name, in: place, required, description = "", schema }) => {
    const said = `${required ? "Required. " : ""}${description}`;
    return `| \`${name}\` | ${place} | ${cell(typeText(schema))} | ${cell(said)} |`;
  });
  return ["| Name | In | Value | |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function shapeText(name: string, schema: JsonSchema): string {
  const table = schema.properties ? propertyTable(schema) : `${typeText(schema)}.`;
  return [`### ${name}`, schema.description, table].filter(Boolean).join("\n\n");
}

export function httpApiReference(): string {
  const document = openApiDocument("https://pumble-api.example.com") as unknown as Document;
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const sections = document.tags.map(({ name }) => {
    const own = all.filter(({ operation }) => operation.tags.includes(name));
    const texts = own.map(({ method, path, operation }) => operationText(method, path, operation));
    return [`## ${name}`, ...texts].join("\n\n");
  });
  const answers = Object.values(document.components.responses).map(({ description }) => `- ${description}`);
  const shapes = new Map(Object.entries(document.components.schemas));
  for (const schema of [...shapes.values()]) namedObjects(schema, shapes);
  return `${[
    pageHead("HTTP API", `The public API that the addon serves. ${document.info.description}`),
    "An addon serves the same as an OpenAPI document, with a page to try it; [its guide](../guides/addon.md) says where.",
    ["Instead of an answer there may be:", ...answers].join("\n").replace(":\n", ":\n\n"),
    ...sections,
    "## Shapes",
    ...[...shapes].map(([name, schema]) => shapeText(name, schema)),
  ].join("\n\n")}\n`;
}
