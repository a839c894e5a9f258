/** Tells what went wrong, and finds the exit code for it. */
import { CommanderError } from "commander";
import { exitCodes, usageCodeOf } from "./exit-codes";
import { folded } from "./folded";
import { CliProblem } from "./problem";
import { systemProblem } from "./system-problem";
import { pass, warn } from "./terminal";
import { WorkspaceProblems } from "./workspace-problems";

/**
 * Writes a cause and a next step to standard error; what commander found it has told already.
 * @param words of the command line, without `pumble`
 * @returns the exit code
 */
export function tellFailure(failure: unknown, words: readonly string[]): number {
  const error = systemProblem(failure) ?? failure;
  // Help and version, where they were asked for, end with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : usageCodeOf(words);
  const { nextStep } = error as { nextStep?: unknown };
  if (error instanceof Error && typeof nextStep === "string") {
    complain(error, nextStep);
    if (!(error instanceof CliProblem)) return exitCodes.failed;
    return error.exitCode === exitCodes.usage ? usageCodeOf(words) : error.exitCode;
  }
  warn(folded(`pumble: ${error instanceof Error ? error.message : String(error)}`));
  if (process.env.PUMBLE_DEBUG && error instanceof Error) warn(error.stack ?? "");
  return exitCodes.failed;
}

/** Problems of files are laid out, and perhaps coloured, by themselves. */
function complain(error: Error, nextStep: string): void {
  if (error instanceof WorkspaceProblems) pass(`${error.message}\n${nextStep}\n`, process.stderr);
  else warn(folded(`${error.message}\n${nextStep}`));
}
