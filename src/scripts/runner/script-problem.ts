/** Exit codes of `pumble run`. */
export const exitCodes = { done: 0, failed: 1, usage: 2, stopped: 130 } as const;

/** A script did not run or did not succeed. The message says which and why, `nextStep` what to do. */
export class ScriptProblem extends Error {
  override name = "ScriptProblem";

  constructor(
    message: string,
    readonly nextStep: string,
    /** 1: the script failed; 2: it was not called rightly; 130: it was stopped. */
    readonly exitCode: number = exitCodes.failed,
  ) {
    super(message);
  }
}
