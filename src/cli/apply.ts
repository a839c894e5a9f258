/** `pumble apply` and `pumble destroy`: a saved plan exactly as it was, or a new one that somebody says yes to. */
import { resolve } from "node:path";
import { type Report, renderText } from "../review";
import { confirmed } from "./ask";
import { CliProblem, usageProblem } from "./cli-problem";
import { exitCodes } from "./exit-codes";
import { createProgress } from "./progress";
import { applyFolder, type FolderOptions } from "./running/apply-folder";
import { carryOut, overtaken } from "./running/apply-stack";
import { type Ci, ciOf, labelsOf } from "./running/ci";
import { inOrder, type StackRun, stepWriter } from "./running/in-order";
import { type PlannedStack, planAll } from "./running/plan-all";
import { isPlanFolder, planFile } from "./running/plan-folder";
import { planStack } from "./running/plan-stack";
import { withScratch } from "./running/scratch";
import { exitCodeOf, type RunOptions, reportOf, type Setting, settingFor } from "./running/setting";
import { print, tellPumble } from "./running/tell";
import { pass } from "./terminal";

export interface ApplyOptions extends FolderOptions {
  yes?: boolean;
}

/**
 * @param what a folder of `plan --out`, or a project
 * @param args handed to Terraform's plan as they are
 */
export async function apply(what: string, options: ApplyOptions, args: string[]): Promise<void> {
  if (options.project !== undefined && !isPlanFolder(what)) {
    throw usageProblem(`--project is for a saved plan, and ${what} is none.`, "Leave it out.");
  }
  const ci = ciOf(process.env);
  const call = { args, leave: await labelsOf(ci) };
  const { report, setting } = isPlanFolder(what)
    ? await applyFolder(resolve(what), options, call)
    : await applyNow(what, options, { ...call, command: "apply" });
  await end(report, options, { ci, setting });
}

/** Destroys everything that a project manages. */
export async function destroy(path: string, options: ApplyOptions, args: string[]): Promise<void> {
  const ci = ciOf(process.env);
  const call = { args: ["-destroy", ...args], leave: await labelsOf(ci), command: "destroy" as const };
  const { report, setting } = await applyNow(path, options, call);
  await end(report, options, { ci, setting });
}

/** Plans all stacks, asks, and applies. */
async function applyNow(
  path: string,
  options: ApplyOptions,
  { args, leave, command }: { args: string[]; leave: string[]; command: "apply" | "destroy" },
): Promise<{ report: Report; setting: Setting }> {
  const setting = await settingFor(path, options, { args, leave });
  const { project, planning } = setting;
  return withScratch(async (scratch) => {
    const fileOf = (stack: string) => planFile(scratch, stack);
    const planned = await planAll(project, { planning, progress: createProgress(process.stderr), fileOf });
    const plan = reportOf(
      project,
      "plan",
      planned.map(({ report }) => report),
    );
    const mayGoOn = exitCodeOf(plan) === exitCodes.done;
    if (!mayGoOn || !(await isWanted(plan, options))) return { report: plan, setting };
    const stacks = await inOrder(project, (stack) =>
      applied(planned.find((one) => one.stack === stack)!, { setting, file: fileOf(stack.name) }),
    );
    return { report: reportOf(project, command, stacks), setting };
  });
}

async function applied(
  made: PlannedStack,
  { setting, file }: { setting: Setting; file: string },
): Promise<StackRun> {
  const { planning } = setting;
  // What waited for another stack can be planned now.
  const now = made.plan ? made : await planStack(made.stack, planning, file);
  if (!now.plan || now.report.status === "refused") return { report: now.report };
  const applying = { planning, onStep: stepWriter(now.report) };
  return { report: overtaken(await carryOut(made.stack, { ...now, file }, applying)) };
}

/** Shows the plan and asks, unless `--yes` was said or there is nothing to do. */
async function isWanted(plan: Report, { yes, details }: ApplyOptions): Promise<boolean> {
  if (yes || plan.stacks.every(({ status }) => status === "none")) return true;
  if (!process.stdin.isTTY) {
    throw usageProblem(
      "Nobody can be asked: there is no terminal.",
      "Plan with --out DIR and apply that folder, or say --yes.",
    );
  }
  pass(`${renderText(plan, { details: details === true })}\n`, process.stderr);
  if (await confirmed("Apply this?")) return true;
  throw new CliProblem("Nothing was applied.", "Run it again when you want it.");
}

async function end(
  report: Report,
  options: RunOptions,
  { ci, setting }: { ci: Ci; setting: Setting },
): Promise<void> {
  print(report, options);
  await tellPumble(report, options, { ci, env: { ...process.env, ...setting.project.env } });
  process.exitCode = exitCodeOf(report);
}
