/** Applies one stack: exactly the plan that was saved, or what is left of it. */
import { type Finding, type StackReport, sentence, type TerraformPlan } from "../../review";
import type { Stack } from "../stacks/stack";
import { isCancelled } from "./cancellation";
import { previewVariable } from "./local-state";
import { findingIn, MessageReader, type Step } from "./messages";
import { parallelismArgs } from "./parallelism";
import { passed } from "./passed";
import { type Planned, type Planning, planStack } from "./plan-stack";
import { reachesBeyond } from "./reaches-beyond";
import { comparePlans, type Difference } from "./same-plan";
import { lockInWords } from "./state-lock";

export interface Applying {
  planning: Planning;
  onStep(step: Step): void;
}

const mostRounds = 3;

/** Types whose change makes Terraform's picture of a channel out of date. */
const movesPeople = /^pumble_channel_member/;

/**
 * Applies a saved plan if it still holds. When the state was written since, but what is to be done is the same or less,
 * the plan that was made to compare is applied in its place.
 * @param saved what it does, and its file
 * @param fresh a file for the plan that is made to compare
 */
export async function applySaved(
  stack: Stack,
  saved: { plan: TerraformPlan; file: string },
  { applying, fresh }: { applying: Applying; fresh: string },
): Promise<StackReport> {
  for (let round = 1; ; round++) {
    const now = await planStack(stack, applying.planning, fresh);
    if (!now.plan || now.report.status === "refused") return now.report;
    const comparison = comparePlans(saved.plan, now.plan);
    if (comparison.is === "different") return stale(now, comparison.differences);
    const file = comparison.is === "same" && round === 1 ? saved.file : fresh;
    const applied = await carryOut(stack, { ...now, file }, applying);
    // Somebody else may have been faster; then it is looked at anew.
    if (!isRefusedAsStale(applied) || round === mostRounds) return applied;
  }
}

/** Whether the state was written since, though what is to be done is the same, so that Terraform wants a new plan. */
function isRefusedAsStale({ errors, outcome }: StackReport): boolean {
  return outcome?.done.length === 0 && errors.some(({ title }) => /saved plan is stale/i.test(title));
}

/** A report of an apply, where somebody else applied after the plan was made and before it was applied. */
export function overtaken(report: StackReport): StackReport {
  if (!isRefusedAsStale(report)) return report;
  const error: Finding = {
    title: "The plan is out of date: somebody else applied since it was made",
    detail: "Nothing of it was done. Run it again, and look at what is left to do.",
    address: null,
  };
  return { ...report, status: "stale", errors: [error] };
}

const says: Record<Difference["kind"], string> = {
  new: "was not planned",
  gone: "was planned, and is no longer to do",
  other: "was planned otherwise, or from another starting point",
};

function stale({ report }: Planned, differences: Difference[]): StackReport {
  const lines = differences.slice(0, 30).map(({ address, kind }) => {
    const change = report.changes.find((one) => one.address === address);
    return `${change ? sentence(change) : address}: ${says[kind]}`;
  });
  const more = differences.length > 30 ? [`… and ${differences.length - 30} more`] : [];
  const error: Finding = {
    title: "The plan is out of date: the code, the state or Pumble changed since",
    detail: [...lines, ...more, "Plan again, and look at what it does now."].join("\n"),
    address: null,
  };
  return { ...report, status: "stale", errors: [error, ...report.errors] };
}

/** Applies a plan file that has just been made or compared. */
export async function carryOut(
  stack: Stack,
  planned: Planned & { file: string },
  { planning, onStep }: Applying,
): Promise<StackReport> {
  const { report, file } = planned;
  const real = process.env[previewVariable] && planned.plan ? reachesBeyond(planned.plan) : [];
  if (real.length > 0) return { ...report, status: "failed", errors: [notInPreview(real)] };
  // What was changed by hand and stays is written down by an apply that does nothing else.
  if (report.status === "none" && report.drift.length === 0) return { ...report, outcome: nothingDone };
  const [done, failed] = [new Set<string>(), new Set<string>()];
  const messages = new MessageReader((step) => {
    if (step.state === "done") done.add(step.address);
    if (step.state === "failed") failed.add(step.address);
    onStep(step);
  });
  const args = [
    ...["apply", "-json", "-input=false", `-lock-timeout=${planning.lockTimeout}`],
    ...parallelismArgs(stack, planning, "apply"),
    file,
  ];
  const { code, stderr } = await planning.terraform.run(stack, args, messages.take);
  if (code !== 0 && messages.errors.length === 0)
    messages.errors.push(findingIn("terraform apply failed", { stdout: "", stderr }));
  messages.reword((error) => stack.errorInWords?.(error, messages) ?? error);
  messages.reword((error) => lockInWords(error, { dir: stack.dir, ...planning.terraform.binary }));
  for (const { address } of messages.errors) if (address) failed.add(address);
  if (code === 0) await settle(stack, report, planning);
  return {
    ...report,
    status: code === 0 ? "applied" : "failed",
    ...messagesOf(messages),
    outcome: outcomeOf(report, { done, failed, code }),
  };
}

function notInPreview(real: readonly string[]): Finding {
  const named = real.length > 3 ? [...real.slice(0, 3), `${real.length - 3} more`] : real;
  return {
    title: "A preview applies nothing that could be real",
    detail: `Here is ${named.join(", ")}. Preview a project without it.`,
    address: null,
  };
}

const nothingDone = { done: [], failed: [], notDone: [], cancelled: false };

function messagesOf({ errors, warnings }: MessageReader) {
  return { errors, warnings };
}

function outcomeOf(
  { changes }: StackReport,
  { done, failed, code }: { done: Set<string>; failed: Set<string>; code: number },
) {
  const planned = changes.map(({ address }) => address);
  // What Terraform does without a word, such as moving and forgetting, is done when all of it is.
  const silent = changes.filter(
    ({ action }) => action === "move" || action === "import" || action === "forget",
  );
  if (code === 0) for (const { address } of silent) done.add(address);
  for (const address of failed) done.delete(address);
  return {
    done: planned.filter((address) => done.has(address)),
    failed: [...failed],
    notDone: planned.filter((address) => !done.has(address) && !failed.has(address)),
    cancelled: isCancelled(),
  };
}

/** Who is in a channel is known after people were moved only: without this the next look would take it for drift. */
async function settle(stack: Stack, { changes }: StackReport, planning: Planning): Promise<void> {
  if (!changes.some(({ type }) => movesPeople.test(type))) return;
  const args = [
    ...["apply", "-refresh-only", "-auto-approve", "-input=false", "-no-color"],
    `-lock-timeout=${planning.lockTimeout}`,
    ...parallelismArgs(stack, planning, "plan"),
    // It works out the outputs anew.
    ...passed(planning.args, ["var", "var-file"]),
  ];
  await planning.terraform.run(stack, args);
}
