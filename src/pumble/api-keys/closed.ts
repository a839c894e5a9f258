/**
 * Objects that take no names but their own. An operation that ignores what it does not know would drop a limit whose name
 * is misspelt, and make a key that may do everything.
 */
import * as z from "zod";
import { nearest } from "../nearest";
import { printableJson } from "../printable";
import { redactApiKeys } from "./api-key";

/** Most unknown names that one refusal tells of. */
const toldMax = 5;
/** Longest part of a name that is repeated, in characters. */
const nameMax = 40;

/**
 * An object with these fields and no others, whose refusal says what was meant.
 * @param within the field that it is the value of; empty where it is the whole input
 */
export function closed<Shape extends z.ZodRawShape>(shape: Shape, within = "") {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? unknownNames(issue.keys, shape, within) : undefined,
  });
}

/** Whether an object refuses names that are not its own. */
export function isClosed(schema: z.ZodObject): boolean {
  return schema.def.catchall instanceof z.ZodNever;
}

/** A name as a refusal repeats it. */
export function quoted(name: string): string {
  const text = redactApiKeys(name);
  return printableJson(text.length > nameMax ? `${text.slice(0, nameMax)}…` : text);
}

function unknownNames(names: readonly string[], shape: z.ZodRawShape, within: string): string {
  const told = names.slice(0, toldMax).map((name) => quoted(name) + hint(name, shape));
  const rest = names.length - told.length;
  const list = told.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
  const known = Object.keys(shape).join(", ") || "none";
  const place = within === "" ? "" : ` within "${within}"`;
  return `unknown name${names.length > 1 ? "s" : ""}${place}: ${list}. Known are: ${known}`;
}

/** What was most likely meant: a name of this object, or of one within it. */
function hint(name: string, shape: z.ZodRawShape): string {
  for (const [field, schema] of Object.entries(shape)) {
    if (Object.hasOwn(shapeOf(schema), name)) return ` (it belongs within "${field}")`;
  }
  const own = nearest(name, Object.keys(shape));
  if (own !== null) return ` (did you mean "${own}"?)`;
  for (const [field, schema] of Object.entries(shape)) {
    const inner = nearest(name, Object.keys(shapeOf(schema)));
    if (inner !== null) return ` (did you mean "${inner}" within "${field}"?)`;
  }
  return "";
}

function shapeOf(schema: z.core.$ZodType): z.ZodRawShape {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return shapeOf(schema.unwrap());
  return schema instanceof z.ZodObject ? schema.shape : {};
}
