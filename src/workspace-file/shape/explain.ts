/** What zod found, in sentences for who wrote the file. */
import * as z from "zod";
import { meant } from "../../pumble/nearest";
import type { Place } from "../files/place";
import type { Problems } from "../files/problems";
import { type Mark, markAt, type Written } from "../files/written";
import { typeHint, valueHint } from "./hints";

type Issue = z.core.$ZodIssue;

/** Reports each thing that does not fit the schema. */
export function explainShape(
  written: Written,
  schema: z.ZodType,
  issues: readonly Issue[],
  problems: Problems,
): void {
  for (const issue of issues) explain({ written, schema, problems }, issue, []);
}

interface Report {
  written: Written;
  schema: z.ZodType;
  problems: Problems;
}

function explain(report: Report, issue: Issue, above: PropertyKey[]): void {
  const path = [...above, ...issue.path];
  if (issue.code === "unrecognized_keys") for (const key of issue.keys) unknownKey(report, path, key);
  else if (issue.code === "invalid_union") explainUnion(report, issue, path);
  else {
    const { message, nextStep = "", at } = sentence(report, issue, path);
    report.problems.error("shape", at, message, nextStep);
  }
}

interface Sentence {
  message: string;
  nextStep?: string;
  at: Place;
}

function sentence({ written, schema }: Report, issue: Issue, path: PropertyKey[]): Sentence {
  const mark = markAt(written.mark, path);
  const value = valueAt(written.data, path);
  const at = mark.value;
  switch (issue.code) {
    case "invalid_key":
      return { ...custom(path, issue.issues[0]!.message), at: mark.key };
    case "invalid_type": {
      if (value !== undefined || !isMissing(written, path))
        return { ...wrongType(path, issue.expected, { value, mark, shape: schemaAt(schema, path) }), at };
      const owner = path.slice(0, -1);
      const message = `${subjectOf(owner, schema)} lacks ${q(String(path.at(-1)))}`;
      return { message, at: markAt(written.mark, owner).key };
    }
    case "invalid_value":
      return { ...wrongValue(path, issue.values, value), at };
    case "too_small":
    case "too_big":
      return { message: `${subject(path)} ${sizeSentence(issue)}`, at };
    case "invalid_format":
      return { message: `${subject(path)} is not what can stand here: ${q(String(value))}`, at };
    default: {
      const isWhole = typeof value === "object" && value !== null;
      return { ...custom(path, issue.message), at: isWhole ? mark.key : at };
    }
  }
}

/** What a check of ours says; a second line is what to do. */
function custom(path: PropertyKey[], said: string) {
  const [message, nextStep = ""] = said.split("\n");
  return { message: `${subject(path)} ${message}`, nextStep };
}

function q(text: string): string {
  return JSON.stringify(text);
}

/** What stands at a path, as a sentence begins: its key in quotes, an entry of a list by its list. */
function subject(path: PropertyKey[]): string {
  const last = path.at(-1);
  if (last === undefined) return "The file";
  if (typeof last === "number") return `An entry of ${q(String(path.at(-2)))}`;
  return q(String(last));
}

function subjectOf(path: PropertyKey[], schema: z.ZodType): string {
  const last = path.at(-1);
  if (typeof last !== "number") return subject(path);
  const title = titleOf(schemaAt(schema, path));
  return title ? title.replace(/^./, (letter) => letter.toUpperCase()) : subject(path);
}

function isMissing(written: Written, path: PropertyKey[]): boolean {
  return !markAt(written.mark, path.slice(0, -1)).entries.has(String(path.at(-1)));
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Object.hasOwn(value, step) ? (value as Record<PropertyKey, unknown>)[step] : undefined;
  }
  return value;
}

const typeNames: Record<string, string> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping",
  record: "a mapping",
  null: "nothing",
};

function typeOf(value: unknown): string {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  if (typeof value === "string") return "a text";
  return `the ${typeof value === "number" ? "number" : "value"} ${String(value)}`;
}

interface Found {
  value: unknown;
  mark: Mark;
  shape: z.ZodType | null;
}

function wrongType(path: PropertyKey[], expected: string, { value, mark, shape }: Found) {
  const message = `${subject(path)} must be ${typeNames[expected] ?? expected}, but is ${typeOf(value)}`;
  return { message, nextStep: typeHint(expected, { value, source: mark.source, shape }) };
}

function wrongValue(path: PropertyKey[], values: readonly unknown[], value: unknown) {
  const known = values.map(String);
  const list = known.length === 1 ? known[0]! : `${known.slice(0, -1).join(", ")} or ${known.at(-1)}`;
  const isText = typeof value === "string";
  const message = `${subject(path)} must be ${list}, but is ${isText ? q(value) : typeOf(value)}`;
  return { message, nextStep: isText ? valueHint(value, known) : "" };
}

function sizeSentence(issue: Extract<Issue, { code: "too_small" | "too_big" }>): string {
  const bound = issue.code === "too_small" ? issue.minimum : issue.maximum;
  const word = issue.code === "too_small" ? "at least" : "at most";
  if (issue.origin === "string" && Number(bound) <= 1) return "must not be empty";
  if (issue.origin === "string") return `must have ${word} ${bound} characters`;
  return issue.origin === "array" ? `must have ${word} ${bound} entries` : `must be ${word} ${bound}`;
}

function unknownKey({ written, schema, problems }: Report, path: PropertyKey[], key: string): void {
  const shape = schemaAt(schema, path);
  const known = shape instanceof z.ZodObject ? Object.keys(shape.shape) : [];
  const whose = titleOf(shape) ?? "this mapping";
  const place = markAt(written.mark, [...path, key]).key;
  const hint = meant(key, known) || (known.length > 0 ? `It can be ${known.join(", ")}.` : "");
  problems.error("shape", place, `${q(key)} is no key of ${whose}`, hint);
}

type UnionIssue = Extract<Issue, { code: "invalid_union" }>;

/** Of several shapes, the one that the value was meant to be: the one of its kind. */
function explainUnion(report: Report, issue: UnionIssue, path: PropertyKey[]): void {
  const isOfOtherKind = ({ path: inner, code }: Issue) =>
    inner.length === 0 && (code === "invalid_type" || code === "invalid_value");
  const ofKind = issue.errors.find((branch) => !branch.some(isOfOtherKind));
  if (ofKind) {
    for (const inner of ofKind) explain(report, inner, path);
    return;
  }
  const kinds = issue.errors.flat().flatMap((inner) => {
    if (inner.code === "invalid_type") return [typeNames[inner.expected] ?? inner.expected];
    return inner.code === "invalid_value" ? inner.values.map(String) : [];
  });
  const { written, problems, schema } = report;
  const value = valueAt(written.data, path);
  const mark = markAt(written.mark, path);
  const message = `${subject(path)} must be ${kinds.join(" or ")}, but is ${typeOf(value)}`;
  const expected = kinds.includes("a list") ? "array" : kinds.includes("text") ? "string" : "object";
  const hint = typeHint(expected, { value, source: mark.source, shape: schemaAt(schema, path) });
  problems.error("shape", mark.value, message, hint);
}

function titleOf(shape: z.ZodType | null): string | null {
  return (shape?.meta()?.title as string | undefined) ?? null;
}

/** The shape of what stands at a path. */
function schemaAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType | null {
  let found: z.ZodType | null = unwrapped(schema);
  for (const step of path) {
    if (found instanceof z.ZodObject) found = found.shape[String(step)] ?? null;
    else if (found instanceof z.ZodRecord) found = found.valueType as z.ZodType;
    else if (found instanceof z.ZodArray) found = found.element as z.ZodType;
    else return null;
    if (found) found = unwrapped(found);
  }
  return found;
}

function unwrapped(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return unwrapped(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodUnion) {
    const options = (schema.options as z.ZodType[]).map(unwrapped);
    return options.find((option) => option instanceof z.ZodObject) ?? options[0]!;
  }
  return schema;
}
