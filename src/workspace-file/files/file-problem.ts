import type { Place } from "./place";

/** What kind of thing is wrong. Stable: programs and pages may rely on it. */
export type ProblemCode =
  | "file" // the file itself: missing, too large, not UTF-8, a link out of the folder
  | "syntax" // not YAML, a tab, a conflict marker, too many aliases
  | "duplicate" // defined twice
  | "shape" // unknown key, wrong type, missing or impossible value
  | "reference" // a person, team, channel or file that is not there
  | "cycle" // teams or moves that lead back to themselves
  | "secret" // a value that looks like a key
  | "policy" // not for this file to define, a name that the policy does not allow
  | "environment" // unknown environment, missing variable
  | "backend" // no state to share in CI, two environments with one state
  | "people" // unknown to Pumble, deactivated, there twice
  | "mention" // mentions nobody
  | "emoji" // a reaction that looks misspelt (reported, not refused)
  | "moved"; // a move that does nothing any more (reported, not refused)

/** Something wrong in a workspace's files. */
export interface WorkspaceProblem {
  readonly code: ProblemCode;
  /** Refuses the file, or only tells about it. */
  readonly severity: "error" | "note";
  readonly place: Place;
  /** One line: what is wrong, in the file's words. */
  readonly message: string;
  /** What to do about it, a sentence or two; empty when `message` says it. */
  readonly nextStep: string;
  /** The offending line as it is written, without its end; null when it cannot be shown. */
  readonly sourceLine: string | null;
}
