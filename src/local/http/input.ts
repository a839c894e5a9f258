/** Reading what came in a request, with the platform's wording for what is wrong with it. */
import type { Context } from "hono";
import * as z from "zod";
import { invalid } from "../core/failure";
import { storedAttachments, storedBlocks } from "./stored-block";

/** May be absent or null; null counts as absent. */
export function maybe<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().transform((value) => value ?? undefined);
}

/** The value as the schema reads it; otherwise a 400 that lists every problem. */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalid(...result.error.issues.map((issue) => wording(issue, value)));
}

function wording(issue: z.core.$ZodIssue, value: unknown): string {
  const given = issue.path.reduce<unknown>(
    (at, key) => (at as Record<PropertyKey, unknown> | null | undefined)?.[key],
    value,
  );
  if (given === undefined || given === null) return "must not be null";
  if (issue.code === "invalid_value") return `Allowed values are ${issue.values.join("|")}`;
  const field = issue.path.join(".");
  return field ? `${field}: ${issue.message}` : issue.message;
}

/** The JSON body as the schema reads it. */
export async function body<Schema extends z.ZodType>(c: Context, schema: Schema): Promise<z.output<Schema>> {
  return parse(schema, await json(c));
}

/** The JSON body, `{}` when there is none; 400 when it is no JSON. */
export async function json(c: Context): Promise<unknown> {
  const text = await c.req.text();
  if (text === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    throw invalid("body must be JSON");
  }
}

/** The fields of a form; 400 when the body is none. */
export function form(c: Context): Promise<Record<string, string | File>> {
  return c.req.parseBody().catch(() => {
    throw invalid("body must be a form");
  });
}

/** The query as the schema reads it; empty parameters count as absent. */
export function query<Schema extends z.ZodType>(c: Context, schema: Schema): z.output<Schema> {
  const given = Object.entries(c.req.query()).filter(([, value]) => value !== "");
  return parse(schema, Object.fromEntries(given));
}

/** 200 with an empty body and no content type. */
export function done(c: Context): Response {
  return c.body(null, 200, { "content-length": "0" });
}

/** Fields that every message has, written once for all routes. */
export const contentFields = {
  text: z
    .string()
    .nullish()
    .transform((text) => text ?? ""),
  blocks: maybe(storedBlocks),
  attachments: maybe(storedAttachments),
};

/** Query of a page; at most 200 items. */
export const pageFields = {
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(20),
  strategy: z.enum(["BEFORE", "AFTER", "AROUND"]).optional(),
};
