/** The OpenAPI 3.1 document of the public API, derived from the operations table. */
import * as z from "zod";
import { errorCodes } from "../../pumble/errors";
import { type Operation, operations } from "../../pumble/operations/operations";
import { version } from "../../pumble/version";
import { keyOperations } from "../keys/operations";
import { operationGroups } from "../keys/scopes";

type Json = Record<string, unknown>;

/** JSON Schema of a zod schema; what has an id goes to `components` and is referred to. */
function schemaOf(schema: z.ZodType, io: "input" | "output", components: Json): Json {
  const { $schema: _, $defs, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Json;
  for (const [name, definition] of Object.entries(($defs as Json | undefined) ?? {})) {
    components[name] = withComponentReferences(definition);
  }
  const { id, ...own } = rest;
  const result = withComponentReferences(own) as Json;
  if (typeof id !== "string") return result;
  components[id] = result;
  return { $ref: `#/components/schemas/${id}` };
}

function withComponentReferences(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withComponentReferences);
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node as Json).filter(
    ([key, value]) => !(key === "id" && typeof value === "string"),
  );
  return Object.fromEntries(
    entries.map(([key, value]) =>
      key === "$ref" && typeof value === "string"
        ? [key, value.replace("#/$defs/", "#/components/schemas/")]
        : [key, withComponentReferences(value)],
    ),
  );
}

function parametersOf(operation: Documented, components: Json): Json[] {
  return Object.entries(operation.input.shape).map(([name, field]) => {
    const { description, ...schema } = schemaOf(field as z.ZodType, "input", components);
    const required = !z.safeParse(field, undefined).success;
    return { name, in: "query", required, ...(description ? { description } : {}), schema };
  });
}

function jsonContent(schema: Json, example?: unknown): Json {
  return { content: { "application/json": { schema, ...(example === undefined ? {} : { example }) } } };
}

function operationOf(name: string, operation: Documented, components: Json): Json {
  const answer = operation.output
    ? jsonContent(schemaOf(operation.output, "output", components))
    : { content: undefined };
  return {
    operationId: name,
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.description ? { description: operation.description } : {}),
    ...(operation.method === "POST"
      ? { requestBody: { required: true, ...jsonContent(schemaOf(operation.input, "input", components)) } }
      : { parameters: parametersOf(operation, components) }),
    responses: {
      200: { description: operation.output ? "Done." : "Done; the body is empty.", ...answer },
      403: { $ref: "#/components/responses/Refused" },
      429: { $ref: "#/components/responses/TooManyRequests" },
      502: { $ref: "#/components/responses/Unavailable" },
    },
  };
}

const error = { $ref: "#/components/schemas/Error" };

function errorSchemas(): Json {
  const addonError = { type: "object", required: ["error"], properties: { error: { type: "string" } } };
  const platformError = {
    type: "object",
    required: ["message"],
    properties: {
      message: { type: "string" },
      localizedMessage: { type: "string" },
      code: { type: "integer" },
    },
  };
  return { Error: { oneOf: [addonError, platformError] } };
}

function responses(): Json {
  const kind = {
    "x-pumble-error": {
      description: "What the refusal means: not_authenticated, not_allowed, not_found, invalid, taken …",
      schema: { type: "string" },
    },
  };
  const retry = { "Retry-After": { description: "Seconds to wait.", schema: { type: "integer" } } };
  return {
    Refused: {
      description:
        "Refused: the key is not accepted, the input is invalid, nothing was found, or not allowed.",
      headers: kind,
      ...jsonContent(error, { error: "Could not find channel with that identifier" }),
    },
    TooManyRequests: {
      description: "Too many requests.",
      headers: { ...kind, ...retry },
      ...jsonContent(error, { error: "Too many requests" }),
    },
    UnknownName: {
      description: "A key operation was given a name that it does not know; nothing was done.",
      headers: kind,
      ...jsonContent(error, {
        message:
          '[unknown name: "readOnly" (it belongs within "scopes"). Known are: name, expiresAt, scopes, apiKey]',
        code: errorCodes.invalid,
      }),
    },
    Unavailable: {
      description: "Pumble itself failed or could not be reached; a write may have happened.",
      headers: kind,
      ...jsonContent(error, { error: "Pumble cannot be reached" }),
    },
  };
}

/** What both tables of operations have in common here. */
type Documented = Pick<Operation, "method" | "summary" | "description" | "input" | "output"> & {
  tag: string;
};

const keyTag = "API keys";

function keyPaths(components: Json): Json {
  const paths: Record<string, Json> = {};
  for (const [name, operation] of Object.entries(keyOperations)) {
    const path = paths[operation.path] ?? {};
    const described = operationOf(name, { tag: keyTag, ...operation }, components);
    if (operation.path.includes("{id}")) {
      described.parameters = [{ name: "id", in: "path", required: true, schema: { type: "string" } }];
    }
    described.responses = {
      ...(described.responses as Json),
      400: { $ref: "#/components/responses/UnknownName" },
    };
    paths[operation.path] = { ...path, [operation.method.toLowerCase()]: described };
  }
  return paths;
}

/** The document, with the addon's address as its only server. */
export function openApiDocument(publicUrl: string): Json {
  const components: Json = errorSchemas();
  const paths = Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [
      `/${name}`,
      { [operation.method.toLowerCase()]: operationOf(name, operation, components) },
    ]),
  );
  return JSON.parse(
    JSON.stringify({
      openapi: "3.1.1",
      info: {
        title: "Pumble API",
        version,
        description:
          "Make a key in Pumble with `/api-keys generate` and send it in the `ApiKey` header. A key acts as the member who made it.",
        license: { name: "MIT", identifier: "MIT" },
      },
      servers: [{ url: publicUrl }],
      security: [{ ApiKey: [] }],
      tags: [...operationGroups, keyTag].map((name) => ({ name })),
      paths: { ...paths, ...keyPaths(components) },
      components: {
        securitySchemes: {
          ApiKey: {
            type: "apiKey",
            in: "header",
            name: "ApiKey",
            description: "A key, `pmb_…`. The header `Api-Key` is taken as well.",
          },
        },
        schemas: components,
        responses: responses(),
      },
    }),
  ) as Json;
}
