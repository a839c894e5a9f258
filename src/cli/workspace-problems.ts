/** What is wrong with a workspace's files, told on the terminal. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { renderProblems, type WorkspaceProblem } from "../workspace-file";
import { CliProblem } from "./cli-problem";
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

/**
 * Problems that only Pumble could tell of, with the lines that they stand on.
 * @param root the workspace's folder
 */
export function withLines(problems: readonly WorkspaceProblem[], root: string): WorkspaceProblem[] {
  const files = new Map<string, string[]>();
  const linesOf = (file: string) => {
    const lines = files.get(file) ?? readFileSync(join(root, file), "utf8").split(/\r?\n/);
    files.set(file, lines);
    return lines;
  };
  return problems.map((problem) => {
    const { file, line } = problem.place;
    return { ...problem, sourceLine: linesOf(file)[line - 1] ?? null };
  });
}

/** @throws {WorkspaceProblems} when there is an error among them */
export function refuseErrors(problems: readonly WorkspaceProblem[]): void {
  if (problems.some(({ severity }) => severity === "error")) throw new WorkspaceProblems(problems);
}
