/** Where in a resource a problem lies: an attribute name, or a path of names, list indices and map keys. */
export type AttributePath = string | readonly (string | number)[];

/** What a person is told about a problem. */
export interface ProblemOptions {
  /** Stable name in a catalogue, which the log shows. */
  code?: string | undefined;
  /** One short line: what went wrong, and with which object. */
  title: string;
  /** Why, in full sentences. Never holds a secret: Terraform does not redact it. */
  cause?: string | undefined;
  /** What to do next, as an instruction. */
  nextStep?: string | undefined;
  /** The attribute at fault, when there is one. */
  attribute?: AttributePath;
  /** Default `error`. A warning does not stop anything. */
  severity?: "error" | "warning";
}

/** A problem in a person's terms. Throw it to stop, or hand it to `Diagnostics` to collect several. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: string | undefined;
  readonly title: string;
  override readonly cause: string | undefined;
  readonly nextStep: string | undefined;
  readonly attribute: readonly (string | number)[];
  readonly severity: "error" | "warning";

  constructor(options: ProblemOptions) {
    super([options.title, options.cause, options.nextStep].filter(Boolean).join("\n\n"));
    this.code = options.code;
    this.title = options.title;
    this.cause = options.cause;
    this.nextStep = options.nextStep;
    this.attribute = typeof options.attribute === "string" ? [options.attribute] : (options.attribute ?? []);
    this.severity = options.severity ?? "error";
  }

  /** Cause and next step as the paragraphs that Terraform prints under the title. */
  get detail(): string {
    return [this.cause, this.nextStep].filter(Boolean).join("\n\n");
  }
}

/** Collects problems during one call, so that a person sees all of them at once. */
export class Diagnostics {
  readonly #problems: Problem[] = [];

  /** Everything collected so far, in order. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** True when at least one problem is an error. */
  get hasError(): boolean {
    return this.#problems.some((problem) => problem.severity === "error");
  }

  add(problem: Problem): void {
    this.#problems.push(problem);
  }

  /** Notes an error and goes on; the call fails when it returns. */
  error(options: Omit<ProblemOptions, "severity">): void {
    this.add(new Problem({ ...options, severity: "error" }));
  }

  /** Notes a warning; Terraform prints it after the plan or apply. */
  warn(options: Omit<ProblemOptions, "severity">): void {
    this.add(new Problem({ ...options, severity: "warning" }));
  }
}
