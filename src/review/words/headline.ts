/** The sums of a report, in a line. */
import type { Change, ChangeAction, Report, StackReport } from "../report";
import { count } from "./phrase";
import { peopleOf } from "./tell";

const verbs: Record<ChangeAction, string> = {
  create: "makes",
  update: "changes",
  replace: "replaces",
  destroy: "removes",
  forget: "forgets",
  import: "takes over",
  move: "moves",
};

/** `Makes 5, changes 2, forgets 1. Notifies 0 people.` */
export function sumsOf({ counts, notifies, changes }: StackReport): string {
  const parts = Object.entries(verbs)
    .map(([action, verb]) => ({ verb, number: counts[action as ChangeAction] ?? 0 }))
    .filter(({ number }) => number > 0)
    .map(({ verb, number }) => `${verb} ${number}`);
  if (parts.length === 0) return changes.length === 0 ? "Changes nothing in Pumble." : "";
  const text = parts.join(", ");
  return `${text[0]!.toUpperCase()}${text.slice(1)}. Notifies ${peopleOf(notifies)}.`;
}

/** Changes that nobody's doing in Pumble led to: code that is not applied yet. */
export function undrifted({ changes, drift }: StackReport): Change[] {
  const addresses = new Set(drift.map(({ address }) => address));
  return changes.filter(({ address }) => !addresses.has(address));
}

/** What became of a stack, in a few words. */
export function verdictOf(stack: StackReport, command: Report["command"]): string {
  const { status, drift, outcome } = stack;
  if (status === "failed") return "failed";
  if (status === "waits") return "waits for another stack";
  if (status === "refused") return "needs somebody's leave";
  if (status === "stale") return "is out of date";
  if (status === "applied" && outcome)
    return `applied, ${count(outcome.done.length, "object", "objects")} done`;
  if (command === "drift")
    return drift.length + undrifted(stack).length > 0 ? "has drifted" : "is as declared";
  return status === "none" ? "has no changes" : "has changes";
}
