import { type AttributePath, Problem } from "./problem";

/** A problem as a catalogue holds it. `{name}` in a text is a hole, which each case fills. */
export interface ProblemEntry {
  /** Default `error`. */
  readonly severity?: "error" | "warning";
  /** One short line. Terraform folds warnings of the same title, so a warning's title names no object. */
  readonly title: string;
  /** Why, in full sentences. */
  readonly cause: string;
  /** What to do next, as an instruction. */
  readonly nextStep: string;
  /** The attribute at fault, where it is always the same one. */
  readonly attribute?: string;
}

type Holes<Text> = Text extends `${string}{${infer Hole}}${infer Rest}` ? Hole | Holes<Rest> : never;
type HolesOf<E extends ProblemEntry> = Holes<E["title"] | E["cause"] | E["nextStep"]>;
type Values<E extends ProblemEntry> = { readonly [Hole in HolesOf<E>]: string | number };

/** Makes the problem of one case. */
export type ProblemMaker<E extends ProblemEntry = ProblemEntry> = {
  readonly code: string;
  readonly entry: E;
} & ([HolesOf<E>] extends [never]
  ? (values?: Record<string, never>, attribute?: AttributePath) => Problem
  : (values: Values<E>, attribute?: AttributePath) => Problem);

/** Problems by code: a stable name that the log shows and docs link to. */
export type ProblemCatalogue<Entries extends Readonly<Record<string, ProblemEntry>>> = {
  readonly [Code in keyof Entries]: ProblemMaker<Entries[Code]>;
};

/**
 * Makes a catalogue of problems, from which both diagnostics and docs come.
 * @example
 * const problems = defineProblems({
 *   taken: { title: 'The name "{name}" is taken', cause: "…", nextStep: "…", attribute: "name" },
 * });
 * throw problems.taken({ name });
 */
export function defineProblems<const Entries extends Readonly<Record<string, ProblemEntry>>>(
  entries: Entries,
): ProblemCatalogue<Entries> {
  const makers = Object.entries(entries).map(([code, entry]) => [code, makerOf(code, entry)]);
  return Object.fromEntries(makers) as ProblemCatalogue<Entries>;
}

function makerOf(code: string, entry: ProblemEntry) {
  const { title, cause, nextStep, severity = "error" } = entry;
  const make = (values: Readonly<Record<string, string | number>> = {}, attribute?: AttributePath) => {
    const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, hole: string) => String(values[hole]));
    const at = attribute ?? entry.attribute;
    return new Problem({
      ...{ code, severity, title: fill(title), cause: fill(cause), nextStep: fill(nextStep) },
      ...(at === undefined ? {} : { attribute: at }),
    });
  };
  return Object.assign(make, { code, entry });
}
