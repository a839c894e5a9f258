/** Applies the folder of `plan --out`. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../../review";
import { CliProblem } from "../cli-problem";
import type { Stack } from "../stacks/stack";
import { applySaved } from "./apply-stack";
import { inOrder, type StackRun, stepWriter } from "./in-order";
import { planFile, readReport, readRun, writeApplied } from "./plan-folder";
import { initialise, readPlan } from "./plan-stack";
import { withScratch } from "./scratch";
import { type RunOptions, reportOf, type Setting, settingFor } from "./setting";

export interface FolderOptions extends RunOptions {
  /** Where the plan was made, if not where it says. */
  project?: string;
}

/**
 * @param dir absolute
 * @param call Terraform's arguments, and what labels give leave for
 */
export async function applyFolder(
  dir: string,
  options: FolderOptions,
  call: { args: string[]; leave: string[] },
): Promise<{ report: Report; setting: Setting }> {
  const run = readRun(dir);
  const saved = readReport(dir);
  if (saved.command !== "plan" || saved.preview) {
    throw new CliProblem(`${dir} holds no plan to apply.`, "Make one with: pumble plan --out DIR");
  }
  const environment = options.env ?? run.environment;
  // Leave that was given for the plan holds for its apply.
  const lifted = saved.stacks.flatMap(({ gates }) =>
    gates.filter((gate) => gate.lifted).map(({ name }) => name),
  );
  const setting = await settingFor(
    options.project ?? run.project,
    { ...options, ...(environment === null ? {} : { env: environment }) },
    { args: [...(run.destroy ? ["-destroy"] : []), ...call.args], leave: [...call.leave, ...lifted] },
  );
  const stacks = await withScratch((scratch) =>
    inOrder(setting.project, (stack) =>
      applied(stack, { dir, saved, setting, fresh: join(scratch, "now.tfplan") }),
    ),
  );
  const report = reportOf(setting.project, "apply", stacks);
  writeApplied(dir, report);
  return { report, setting };
}

interface Saved {
  dir: string;
  saved: Report;
  setting: Setting;
  fresh: string;
}

async function applied(stack: Stack, { dir, saved, setting, fresh }: Saved): Promise<StackRun> {
  const file = planFile(dir, stack.name);
  const planned = saved.stacks.find((one) => one.stack === stack.name);
  if (!planned || !existsSync(file)) return { skipped: "It has no saved plan: plan again." };
  const { planning } = setting;
  const problem = await initialise(stack, planning.terraform);
  if (problem) return { failed: problem };
  const plan = await readPlan(stack, planning.terraform, file);
  const applying = { planning, onStep: stepWriter(planned) };
  return { report: await applySaved(stack, { plan, file }, { applying, fresh }) };
}
