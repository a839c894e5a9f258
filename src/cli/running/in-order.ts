/** Applies stacks one after the other. What needs a stack that failed is left alone. */
import { emptyStack, type Finding, type StackReport, sentence } from "../../review";
import type { Project, Stack } from "../stacks/stack";
import { warn } from "../terminal";
import { isCancelled } from "./cancellation";
import type { Step } from "./messages";

/** What became of a stack. */
export type StackRun = { report: StackReport } | { skipped: string } | { failed: Finding };

export async function inOrder(
  { stacks }: Project,
  apply: (stack: Stack) => Promise<StackRun>,
): Promise<StackReport[]> {
  const reports: StackReport[] = [];
  const stopped = new Set<string>();
  for (const stack of stacks) {
    const before = stack.dependsOn.find((name) => stopped.has(name));
    const reason = isCancelled()
      ? "It was cancelled before."
      : before
        ? `It needs ${before}, which was not applied.`
        : null;
    const run: StackRun = reason
      ? { skipped: reason }
      : await apply(stack).catch((error: unknown) => endedBy(error, reports));
    const report = reportOf(stack, run);
    if (report.status !== "applied" && report.status !== "none") stopped.add(stack.name);
    reports.push(report);
  }
  return reports;
}

/** What other stacks have done by then is told all the same, and nothing of it where there are none. */
function endedBy(error: unknown, before: readonly StackReport[]): StackRun {
  if (before.length === 0 || !(error instanceof Error)) throw error;
  if (isCancelled()) return { skipped: "It was cancelled before." };
  const { message, nextStep = "" } = error as Error & { nextStep?: string };
  return { failed: { title: message, detail: nextStep, address: null } };
}

function reportOf(stack: Stack, run: StackRun): StackReport {
  if ("report" in run) return run.report;
  if ("failed" in run) return { ...emptyStack(stack.name), status: "failed", errors: [run.failed] };
  const warnings = [{ title: run.skipped, detail: "", address: null }];
  return { ...emptyStack(stack.name), status: "waits", warnings };
}

/** Writes a line for each object that is done or failed, to standard error. */
export function stepWriter({ changes }: StackReport): (step: Step) => void {
  const sentences = new Map(changes.map((change) => [change.address, sentence(change)]));
  return ({ state, address }) => {
    if (state === "started") return;
    const mark = state === "done" ? "✔" : "✘";
    warn(`${mark} ${sentences.get(address) ?? address}`);
  };
}
