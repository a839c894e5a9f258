/** Plans every stack of a project, in order. */
import type { StackReport, TerraformPlan } from "../../review";
import type { Progress } from "../progress";
import type { Project, Stack } from "../stacks/stack";
import { isCancelled } from "./cancellation";
import { failed, type Planning, planStack } from "./plan-stack";

export interface PlannedStack {
  stack: Stack;
  report: StackReport;
  plan: TerraformPlan | null;
}

export interface PlanAll {
  planning: Planning;
  progress: Progress;
  /** Where the plan of a stack is saved. */
  fileOf(stack: string): string;
}

/** A stack that needs what another one has yet to make is told to wait. */
export async function planAll(
  { stacks }: Project,
  { planning, progress, fileOf }: PlanAll,
): Promise<PlannedStack[]> {
  const planned: PlannedStack[] = [];
  for (const stack of stacks) {
    if (isCancelled()) break;
    const result = await progress.step(`Planning ${stack.name}`, async (note) => {
      const { report, plan } = await planStack(stack, planning, fileOf(stack.name));
      note(noteOf(report), report.status === "failed" ? "failed" : "done");
      return { stack, report, plan };
    });
    planned.push(waits(result, planned) ?? result);
  }
  return planned;
}

function noteOf({ status, changes }: StackReport): string {
  if (status === "failed") return "failed";
  return changes.length === 0
    ? "no changes"
    : `${changes.length} ${changes.length === 1 ? "change" : "changes"}`;
}

function waits({ stack, report }: PlannedStack, before: readonly PlannedStack[]): PlannedStack | null {
  if (report.status !== "failed") return null;
  const first = before.find(
    (one) => stack.dependsOn.includes(one.stack.name) && ["changes", "waits"].includes(one.report.status),
  );
  if (!first) return null;
  const title = `It cannot be planned before ${first.stack.name} is applied`;
  const detail = report.errors.map((error) => error.title).join("\n");
  const { report: empty } = failed(stack, { errors: [], warnings: [{ title, detail, address: null }] });
  return { stack, plan: null, report: { ...empty, status: "waits" } };
}
