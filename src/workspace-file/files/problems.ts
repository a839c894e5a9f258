import type { ProblemCode, WorkspaceProblem } from "./file-problem";
import { byPlace, formatPlace, type Place } from "./place";

/** Collects what is wrong, each with the line that it stands on. */
export class Problems {
  private readonly found: WorkspaceProblem[] = [];
  private readonly dropped = new Set<ProblemCode>();
  private readonly hidden = new Set<string>();
  private readonly lines = new Map<string, string[]>();

  /** Remembers a file's text, to show lines of it. */
  addText(file: string, text: string): void {
    this.lines.set(file, text.split(/\r?\n/));
  }

  error(code: ProblemCode, place: Place, message: string, nextStep = ""): void {
    this.add({ code, severity: "error", place, message, nextStep });
  }

  note(code: ProblemCode, place: Place, message: string, nextStep = ""): void {
    this.add({ code, severity: "note", place, message, nextStep });
  }

  /** A problem whose line holds a secret: neither the line nor any other problem of it is shown. */
  secret(place: Place, message: string, nextStep: string): void {
    this.found.push({ code: "secret", severity: "error", place, message, nextStep, sourceLine: null });
    this.hidden.add(`${place.file}:${place.line}`);
  }

  /** From now on drops problems of these kinds. */
  stopAbout(...codes: ProblemCode[]): void {
    for (const code of codes) this.dropped.add(code);
  }

  /** Everything found, by place, each thing once. */
  sorted(): WorkspaceProblem[] {
    const seen = new Set<string>();
    const isNew = ({ place, message }: WorkspaceProblem) => {
      const key = `${formatPlace(place)} ${message}`;
      return !seen.has(key) && seen.add(key) !== undefined;
    };
    return this.found
      .sort((one, other) => byPlace(one.place, other.place))
      .filter((problem) => problem.code === "secret" || !this.isHidden(problem.place))
      .filter(isNew);
  }

  hasErrorsIn(file: string): boolean {
    return this.found.some(({ severity, place }) => severity === "error" && place.file === file);
  }

  get hasErrors(): boolean {
    return this.found.some(({ severity }) => severity === "error");
  }

  private isHidden({ file, line }: Place): boolean {
    return this.hidden.has(`${file}:${line}`);
  }

  private add(problem: Omit<WorkspaceProblem, "sourceLine">): void {
    if (this.dropped.has(problem.code)) return;
    const { file, line } = problem.place;
    this.found.push({ ...problem, sourceLine: this.lines.get(file)?.[line - 1] ?? null });
  }
}
