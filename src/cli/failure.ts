/** Tells what went wrong, and finds the exit code for it. */
import { CommanderError } from "commander";
import { exitCodes, usageCodeOf } from "./exit-codes";
import { CliProblem } from "./problem";

/**
 * Writes a cause and a next step to standard error; what commander found it has told already.
 * @param words of the command line, without `pumble`
 * @returns the exit code
 */
export function tellFailure(error: unknown, words: readonly string[]): number {
  // Help and version, where they were asked for, end with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : usageCodeOf(words);
  const { nextStep } = error as { nextStep?: unknown };
  if (error instanceof Error && typeof nextStep === "string") {
    process.stderr.write(`${error.message}\n${nextStep}\n`);
    if (!(error instanceof CliProblem)) return exitCodes.failed;
    return error.exitCode === exitCodes.usage ? usageCodeOf(words) : error.exitCode;
  }
  process.stderr.write(`pumble: ${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env.PUMBLE_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return exitCodes.failed;
}
