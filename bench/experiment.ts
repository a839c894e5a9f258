/** What an experiment is: what it measures, on what, and what it may come to. */
import type { ProviderPackage } from "./package";
import type { Samples } from "./timing";

/**
 * What a figure may be at most: so many times its floor, so many milliseconds more than it or in all, so many
 * megabytes or requests.
 */
export type Must =
  | { readonly ratio: number }
  | { readonly addedMs: number }
  | { readonly milliseconds: number }
  | { readonly megabytes: number }
  | { readonly requests: number };

/** One line of the table. */
export interface Figure {
  /** For `--only`. */
  readonly name: string;
  readonly title: string;
  /** What it is compared with; none for sizes, which stand alone. */
  readonly floor?: string;
  readonly must: Must;
  /** Where it shall get to: as many times its floor. */
  readonly target?: number;
}

/** Figures that come out of the same runs, and how: times in milliseconds, sizes in megabytes, requests in number. */
export interface Experiment {
  readonly figures: readonly Figure[];
  /** @returns samples for each figure, in their order */
  measure(runs: number): Promise<readonly Samples[]>;
}

/** What is measured, built in a folder of its own. */
export interface Subjects {
  readonly folder: string;
  readonly mirror: string;
  /** A trivial provider on the layer. */
  readonly bench: ProviderPackage;
  readonly pumble: ProviderPackage;
}
