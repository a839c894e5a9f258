/** What a call of Pumble's API may fail with: one problem a kind, with the texts of the one table of errors. */
import { type ErrorKind, errorKinds, unknownOutcome } from "../../pumble/errors";
import { defineProblems, type ProblemCatalogue, type ProblemEntry } from "../../terraform";

interface CallEntry extends ProblemEntry {
  readonly title: "{title}";
  readonly cause: "{reason}";
}

/** Heading and cause are written by the client, which knows what was tried, to which object. */
function entryOf(nextStep: string): CallEntry {
  return { title: "{title}", cause: "{reason}", nextStep };
}

type Code = ErrorKind | "unknown_outcome";

export const callProblems = defineProblems({
  ...Object.fromEntries(Object.entries(errorKinds).map(([kind, { nextStep }]) => [kind, entryOf(nextStep)])),
  unknown_outcome: entryOf(unknownOutcome.nextStep),
}) as unknown as ProblemCatalogue<Record<Code, CallEntry>>;

/** A key that its owner narrowed: which group, right or channel it lacks, the client says. */
export const narrowKeyProblems = defineProblems({
  key_too_narrow: { title: "{title}", cause: "{reason}", nextStep: "{advice}" },
});

/** A server that asks for more patience than a run has. */
export const waitProblems = defineProblems({
  asked_to_wait: { title: "{title}", cause: "{reason}", nextStep: "{advice}" },
});

/** The words by which each of these is known, for the docs: what the heading says in the end. */
export const callReasons: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(errorKinds).map(([kind, { reason }]) => [kind, reason])),
  unknown_outcome: unknownOutcome.reason,
  key_too_narrow: "not allowed: This key may only be used for",
  asked_to_wait: "too many requests, and the server asks to wait longer than a run does",
};
