import * as z from "zod";
import type { InputForm, InputOf } from "./script";

/** The input does not fit the script. The message names the field. */
export class InputProblem extends Error {}

/**
 * The given input in the form that the script wants.
 * @param given parsed JSON; undefined when nothing was given
 * @throws {InputProblem} naming the first field that does not fit
 */
export function checkInput<Form extends InputForm>(form: Form, given: unknown): InputOf<Form> {
  if (form === undefined) {
    if (given === undefined || isEmptyObject(given)) return undefined as InputOf<Form>;
    throw new InputProblem("the script takes no input");
  }
  if (form instanceof z.ZodType) return checkBySchema(form, given) as InputOf<Form>;
  return checkByDefaults(form as Record<string, unknown>, given ?? {}) as InputOf<Form>;
}

function checkBySchema(schema: z.ZodType, given: unknown): unknown {
  const parsed = schema.safeParse(given ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const field = issue.path.join(".");
  throw new InputProblem(field ? `input.${field}: ${issue.message}` : `input: ${issue.message}`);
}

function checkByDefaults(defaults: Record<string, unknown>, given: unknown): Record<string, unknown> {
  if (kindOf(given) !== "object") throw new InputProblem(`input must be an object, got ${kindOf(given)}`);
  for (const [field, value] of Object.entries(given as object)) {
    if (!Object.hasOwn(defaults, field)) {
      const known = Object.keys(defaults).join(", ") || "none";
      throw new InputProblem(`input.${field}: the script has no such field, it has: ${known}`);
    }
    const wanted = kindOf(defaults[field]);
    if (wanted !== "null" && kindOf(value) !== wanted) {
      throw new InputProblem(`input.${field}: must be of type ${wanted}, got ${kindOf(value)}`);
    }
  }
  return { ...defaults, ...(given as object) };
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function isEmptyObject(value: unknown): boolean {
  return kindOf(value) === "object" && Object.keys(value as object).length === 0;
}
