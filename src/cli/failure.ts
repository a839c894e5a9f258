/** Tells what went wrong, and finds the exit code for it. */
import { CommanderError } from "commander";
import { problemsJson } from "../workspace-file";
import { CliProblem } from "./cli-problem";
import { exitCodes, usageCodeOf } from "./exit-codes";
import { folded } from "./folded";
import type { OutputOf } from "./outputs";
import { systemProblem } from "./system-problem";
import { pass, resultIsOut, sayJson, warn } from "./terminal";
import { WorkspaceProblems } from "./workspace-problems";

/**
 * Writes a cause and a next step to standard error; what commander found it has told already. With `--json` they are the
 * result, too, where there is no other.
 * @param words of the command line, without `pumble`
 * @returns the exit code
 */
export function tellFailure(failure: unknown, words: readonly string[]): number {
  const error = systemProblem(failure) ?? failure;
  // Help and version, where they were asked for, end with 0.
  if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
  const exitCode = codeOf(error, words);
  if (!(error instanceof CommanderError)) complain(error);
  if (words.includes("--json") && !resultIsOut()) {
    sayJson("failure", { error: { ...factsOf(error), exitCode } });
  }
  return exitCode;
}

function codeOf(error: unknown, words: readonly string[]): number {
  if (error instanceof CommanderError) return usageCodeOf(words);
  if (!(error instanceof CliProblem)) return exitCodes.failed;
  return error.exitCode === exitCodes.usage ? usageCodeOf(words) : error.exitCode;
}

type Facts = Omit<OutputOf<"failure">["error"], "exitCode">;

function factsOf(error: unknown): Facts {
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /, "");
    return { message, nextStep: "Add --help, and see what can be typed." };
  }
  // The text of these is made for a terminal; a program takes each by itself.
  if (error instanceof WorkspaceProblems) {
    return { message: error.nextStep.trim(), nextStep: null, problems: problemsJson(error.problems) };
  }
  return { message: messageOf(error), nextStep: nextStepOf(error) };
}

/** Without the next step, which some errors say in their message too. */
function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const said = ` ${nextStepOf(error)}`;
  return text.endsWith(said) ? text.slice(0, -said.length) : text;
}

function nextStepOf(error: unknown): string | null {
  const { nextStep } = (error ?? {}) as { nextStep?: unknown };
  return error instanceof Error && typeof nextStep === "string" ? nextStep : null;
}

/** Problems of files are laid out, and perhaps coloured, by themselves. */
function complain(error: unknown): void {
  const nextStep = nextStepOf(error);
  if (error instanceof WorkspaceProblems) pass(`${error.message}\n${nextStep}\n`, process.stderr);
  else if (nextStep !== null) warn(folded(`${messageOf(error)}\n${nextStep}`));
  else {
    warn(folded(`pumble: ${messageOf(error)}`));
    if (process.env.PUMBLE_DEBUG && error instanceof Error) warn(error.stack ?? "");
  }
}
