/** Reads an operation's input from a request: query parameters or JSON body, leniently where clients differ. */
import * as z from "zod";
import { isClosed, quoted } from "../../pumble/api-keys/closed";
import type { Operation } from "../../pumble/operations/operations";
import { type ApiProblem, type FieldProblems, invalid } from "./api-problem";

interface Field {
  name: string;
  isNumber: boolean;
  isBoolean: boolean;
  isOptional: boolean;
  /**
   * Whether an empty value says nothing. Where the schema refuses it, leaving it out would mean something else: all
   * scheduled messages instead of one channel's, the channel instead of a thread.
   */
  mayBeEmpty: boolean;
}

/** Names of which one will do, so that the other may well be empty. */
const alternatives: Readonly<Record<string, string>> = {
  channelId: "channel",
  channel: "channelId",
  userId: "email",
  email: "userId",
};

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable
    ? unwrap(schema.unwrap())
    : schema;
}

function fieldsOf(schema: z.ZodObject): Field[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    const inner = unwrap(field);
    const hasOther = Object.hasOwn(schema.shape, alternatives[name] ?? "");
    return {
      name,
      isNumber: inner instanceof z.ZodNumber,
      isBoolean: inner instanceof z.ZodBoolean,
      isOptional: z.safeParse(field, undefined).success,
      mayBeEmpty: !(inner instanceof z.ZodString) || z.safeParse(inner, "").success || hasOther,
    };
  });
}

/** Deepest nesting of a JSON body; deeper ones would exhaust the stack further on. */
const depthMax = 64;

function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (inString) {
      if (character === 0x5c) at++;
      else if (character === 0x22) inString = false;
    } else if (character === 0x22) inString = true;
    else if (character === 0x7b || character === 0x5b) {
      if (++depth > depthMax) return true;
    } else if (character === 0x7d || character === 0x5d) depth--;
  }
  return false;
}

function parseBody(text: string): Record<string, unknown> {
  if (text.trim() === "") return {};
  if (isTooDeep(text)) throw invalid([{ field: "", problem: `must not nest deeper than ${depthMax}` }]);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw invalid([{ field: "", problem: "must be JSON" }]);
  }
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw invalid([{ field: "", problem: "must be a JSON object" }]);
  }
  return body as Record<string, unknown>;
}

/** A query parameter holds text: numbers and booleans are read from it. */
function fromQuery(field: Field, text: string): unknown {
  if (field.isNumber && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (field.isBoolean && /^(true|false)$/.test(text)) return text === "true";
  return text;
}

/** What a text or a list is counted in; numbers are not counted. */
const units: Record<string, string> = { string: " characters", array: " items" };

/** The problem in Pumble's words, where they are known. */
function problemOf(issue: z.core.$ZodIssue): string {
  if (issue.input === undefined || issue.input === null) return "must not be null";
  if (issue.code === "invalid_type") return `must be of type ${issue.expected}`;
  if (issue.code === "invalid_value") return `Allowed values are ${issue.values.join("|")}`;
  if (issue.code === "too_small") {
    const unit = units[issue.origin] ?? "";
    if (unit && issue.minimum === 1) return "must not be empty";
    return `must be at least ${issue.minimum}${unit}`;
  }
  if (issue.code === "too_big") return `must be at most ${issue.maximum}${units[issue.origin] ?? ""}`;
  if (issue.code === "invalid_format" && !/^must/.test(issue.message)) return "must be well-formed";
  return issue.message;
}

/** The first problem of each field. */
function problemsOf(error: z.ZodError): FieldProblems {
  const problems = new Map<string, string>();
  for (const issue of error.issues) {
    const field = issue.path.join(".");
    if (!problems.has(field)) problems.set(field, problemOf(issue));
  }
  return [...problems].map(([field, problem]) => ({ field, problem }));
}

/** What a request brought. */
export interface RawInput {
  /** First value of each query parameter. */
  query: Record<string, string>;
  /** Text of the body, empty when there was none. */
  body: string;
}

/** Refuses names in the part of a request that the operation does not read. */
function refuseElsewhere({ query, body }: RawInput, isBody: boolean): void {
  const [name] = Object.keys(isBody ? query : parseBody(body));
  if (name === undefined) return;
  const [place, other] = isBody ? ["query", "body"] : ["body", "query"];
  const problem = `unknown name in the ${place}: ${quoted(name)}. What this takes belongs in the ${other}`;
  throw invalid([{ field: place, problem }], 400);
}

/** With what the operation does not know, so that its schema refuses it. */
function withUnknown(given: Record<string, unknown>, source: object, fields: readonly Field[]): object {
  const known = new Set(fields.map(({ name }) => name));
  const unknown = Object.entries(source).filter(([name]) => !known.has(name));
  return Object.fromEntries([...Object.entries(given), ...unknown]);
}

function refusal(error: z.ZodError): ApiProblem {
  const isUnknown = error.issues.some(({ code }) => code === "unrecognized_keys");
  return invalid(problemsOf(error), isUnknown ? 400 : undefined);
}

/**
 * A reader of one operation's input. Unknown fields are ignored, as Pumble does, but refused with 400 where the input is
 * closed; null counts as absent, and so does an empty value of an optional field, unless it is a name that nothing else
 * gives, or `emptyIsAbsent` is false; the body's content type does not matter.
 * @throws ApiProblem naming each field at fault
 */
export function inputReader<Input extends z.ZodObject>(
  operation: Pick<Operation<Input>, "method" | "input">,
  { emptyIsAbsent = true }: { emptyIsAbsent?: boolean } = {},
): (raw: RawInput) => z.output<Input> {
  const fields = fieldsOf(operation.input);
  const isBody = operation.method === "POST";
  const refusesUnknown = isClosed(operation.input);
  return (raw) => {
    if (refusesUnknown) refuseElsewhere(raw, isBody);
    const source = isBody ? parseBody(raw.body) : raw.query;
    const given: Record<string, unknown> = {};
    for (const field of fields) {
      const value = Object.hasOwn(source, field.name) ? source[field.name] : undefined;
      if (value === undefined || value === null) continue;
      const saysNothing = field.isOptional ? field.mayBeEmpty : !isBody;
      if (value === "" && emptyIsAbsent && saysNothing) continue;
      given[field.name] = isBody || typeof value !== "string" ? value : fromQuery(field, value);
    }
    const whole = refusesUnknown ? withUnknown(given, source, fields) : given;
    const read = operation.input.safeParse(whole);
    if (read.success) return read.data;
    // Looked at once more for the values at fault: to keep them ready would cost each good request more than all else here.
    const { error = read.error } = operation.input.safeParse(whole, { reportInput: true });
    throw refusal(error);
  };
}
