/** Something a person can put right. The CLI prints it without a stack trace and exits with `exitCode`. */
export class CliProblem extends Error {
  /** @param nextStep what to do about it */
  constructor(
    title: string,
    readonly nextStep: string,
    readonly exitCode = 1,
  ) {
    super(title);
    this.name = "CliProblem";
  }
}
