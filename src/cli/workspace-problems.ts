/** What is wrong with a workspace's files, told on the terminal. */
import { renderProblems, type WorkspaceProblem } from "../workspace-file";
import { CliProblem } from "./problem";
import { isColoured } from "./progress";

/** Problems that refuse a command. The text is the whole message. */
export class WorkspaceProblems extends CliProblem {
  constructor(
    readonly problems: readonly WorkspaceProblem[],
    exitCode?: number,
  ) {
    super(problemText(problems).trimEnd(), summaryOf(problems), exitCode);
  }
}

/** Coloured where it goes to a terminal that shows colours. */
export function problemText(problems: readonly WorkspaceProblem[], stream = process.stderr): string {
  const colors = isColoured(stream);
  return renderProblems(problems, { colors });
}

/** `3 problems in 2 files.` */
export function summaryOf(problems: readonly WorkspaceProblem[]): string {
  const errors = problems.filter(({ severity }) => severity === "error");
  const files = new Set(errors.map(({ place }) => place.file)).size;
  const count = errors.length === 1 ? "1 problem" : `${errors.length} problems`;
  return `\n${count} in ${files === 1 ? "1 file" : `${files} files`}.`;
}

/** @throws {WorkspaceProblems} when there is an error among them */
export function refuseErrors(problems: readonly WorkspaceProblem[]): void {
  if (problems.some(({ severity }) => severity === "error")) throw new WorkspaceProblems(problems);
}
