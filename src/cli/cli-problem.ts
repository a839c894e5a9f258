import { exitCodes } from "./exit-codes";

/** Something a person can put right. The CLI prints it without a stack trace and exits with `exitCode`. */
export class CliProblem extends Error {
  /** @param nextStep what to do about it */
  constructor(
    title: string,
    readonly nextStep: string,
    readonly exitCode: number = exitCodes.failed,
  ) {
    super(title);
    this.name = "CliProblem";
  }
}

/** The command line asks for what there is not: a file, a stack, an environment; or leaves out what is needed. */
export function usageProblem(title: string, nextStep: string): CliProblem {
  return new CliProblem(title, nextStep, exitCodes.usage);
}

/** Somebody asked to stop before there was a result. */
export function stopped(): CliProblem {
  return new CliProblem("Stopped: nothing was done.", "Run it again when you want it.", exitCodes.stopped);
}
