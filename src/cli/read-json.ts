/** A JSON file of a shape that is known, as somebody else has written it. */
import { readFileSync } from "node:fs";
import * as z from "zod";
import { CliProblem } from "./cli-problem";
import { near } from "./near";

/**
 * @param nextStep what to do about a file that is something else
 * @throws {CliProblem} that says what is wrong with it
 */
export function readJson<T>(schema: z.ZodType<T>, file: string, nextStep: string): T {
  try {
    return schema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new CliProblem(`${near(file)} cannot be used: ${causeOf(error)}`, nextStep);
  }
}

function causeOf(error: unknown): string {
  const [issue] = error instanceof z.ZodError ? error.issues : [];
  if (issue) return `${issue.path.join(".")}: ${issue.message}`;
  return error instanceof SyntaxError ? "it is no JSON" : (error as Error).message;
}
