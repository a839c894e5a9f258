import type { ProblemCode, WorkspaceProblem } from "./file-problem";
import { byPlace, formatPlace, type Place } from "./place";
import { linesWithSecrets, tellsSecret, withoutSecrets } from "./secret-look";

/** Problems that keep a file from being searched for secrets. */
const unsearched: ReadonlySet<ProblemCode> = new Set(["syntax", "duplicate"]);

/** Collects what is wrong, each with the line that it stands on. */
export class Problems {
  private readonly found: WorkspaceProblem[] = [];
  private readonly dropped = new Set<ProblemCode>();
  private readonly hidden = new Set<string>();
  /** By file; a line that holds a secret is null. */
  private readonly lines = new Map<string, (string | null)[]>();

  /** Remembers a file's text, to show lines of it. */
  addText(file: string, text: string): void {
    const lines = text.split(/\r?\n/);
    const secret = linesWithSecrets(lines);
    this.lines.set(
      file,
      lines.map((line, index) => (secret.has(index) ? null : line)),
    );
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
    const written = this.lines.get(file)?.[line - 1] ?? null;
    const { message, nextStep } = problem;
    // What is no YAML is not searched for secrets.
    const tells = unsearched.has(problem.code) && written !== null && tellsSecret(written);
    this.found.push({
      ...problem,
      message: withoutSecrets(message),
      nextStep: withoutSecrets(tells ? nextStep.replace(/^Write ".*"\.$/, "Write it in quotes.") : nextStep),
      sourceLine: tells ? null : written,
    });
  }
}
