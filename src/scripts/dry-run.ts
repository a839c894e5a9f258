/** A rehearsal: reads go out, writes are told instead. */
import * as z from "zod";
import type { Transport, TransportRequest, TransportResponse } from "../client/transports/transport";
import { redactApiKeys } from "../pumble/api-keys/api-key";
import { keyOperations } from "../pumble/api-keys/operations";
import { type OperationName, operations } from "../pumble/operations/operations";

/** What a script is told of a write that was not sent. */
const madeUpId = "0".repeat(24);

interface Write {
  name: string;
  input: Record<string, unknown>;
  output: z.ZodType | null;
}

/** Sends what only reads, and answers writes itself, with made-up ids. */
export class RehearsedTransport implements Transport {
  constructor(
    private readonly real: Transport,
    private readonly tell: (text: string) => void,
  ) {}

  async send(request: TransportRequest): Promise<TransportResponse> {
    const write = writeOf(request);
    if (!write) return this.real.send(request);
    this.tell(`dry run, not sent: ${write.name} ${redactApiKeys(JSON.stringify(write.input))}`);
    const answer = write.output
      ? sample(z.toJSONSchema(write.output, { io: "output" }), write.input)
      : undefined;
    return { status: 200, header: () => null, body: answer === undefined ? "" : JSON.stringify(answer) };
  }
}

function writeOf({ method, url, body }: TransportRequest): Write | undefined {
  const { pathname, searchParams } = new URL(url);
  const input = body ? JSON.parse(body) : Object.fromEntries(searchParams);
  const name = pathname.split("/").at(-1)!;
  const operation = Object.hasOwn(operations, name) ? operations[name as OperationName] : undefined;
  if (operation) return operation.kind === "write" ? { name, input, output: operation.output } : undefined;
  if (method === "GET") return undefined;
  const [key, found] = Object.entries(keyOperations).find(
    ([, one]) => one.method === method && matches(one.path, pathname),
  ) ?? [pathname, { output: null }];
  return { name: key, input, output: found.output };
}

function matches(path: string, pathname: string): boolean {
  return new RegExp(`${path.replace("{id}", "[^/]+")}$`).test(pathname);
}

type Schema = z.core.JSONSchema.JSONSchema;

/** The smallest value that fits, with what was given where a field has the same name. */
function sample(schema: Schema, given: Record<string, unknown>, root: Schema = schema): unknown {
  if (schema.$ref) return sample(referred(schema.$ref, root), given, root);
  const choice = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choice) return sample(simplest(choice as Schema[]), given, root);
  if (schema.enum) return schema.enum[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.type === "object") return sampleObject(schema, given, root);
  if (schema.type === "array") {
    return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items as Schema, given, root));
  }
  if (schema.type === "boolean") return false;
  if (schema.type === "integer" || schema.type === "number") return Math.max(0, Number(schema.minimum ?? 0));
  if (schema.type === "string")
    return schema.pattern && new RegExp(schema.pattern).test(madeUpId) ? madeUpId : "";
  return null;
}

/** Null or a word says less than a list of something. */
function simplest(choices: readonly Schema[]): Schema {
  return (
    choices.find(({ type, enum: words, const: word }) => type === "null" || words || word) ?? choices[0]!
  );
}

function sampleObject(schema: Schema, given: Record<string, unknown>, root: Schema): Record<string, unknown> {
  const required = new Set(schema.required);
  const fields = Object.entries(schema.properties ?? {}).filter(
    ([name]) => required.has(name) || name === "apiKey",
  );
  return Object.fromEntries(
    fields.map(([name, field]) => {
      const value = given[name];
      if (typeof value === "string" || typeof value === "number") return [name, value];
      return [name, /(^i|I)d$/.test(name) ? madeUpId : sample(field as Schema, given, root)];
    }),
  );
}

function referred(reference: string, root: Schema): Schema {
  const name = reference.replace("#/$defs/", "");
  return (root.$defs?.[name] ?? {}) as Schema;
}
