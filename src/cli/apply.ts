/** `pumble apply`: a saved plan exactly as it was, or a new one that somebody says yes to. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Report, renderText, type StackReport } from "../review";
import { CliProblem } from "./problem";
import { createProgress } from "./progress";
import { type Applying, applySaved, carryOut } from "./running/apply-stack";
import { isCancelled } from "./running/cancellation";
import { type Ci, ciOf, labelsOf } from "./running/ci";
import { confirmed } from "./running/confirm";
import { inOrder, type StackRun, stepWriter } from "./running/in-order";
import { planAll } from "./running/plan-all";
import { isPlanFolder, planFile, readReport, readRun, writeApplied } from "./running/plan-folder";
import { initialise, readPlan } from "./running/plan-stack";
import { exitCodeOf, type RunOptions, reportOf, type Setting, settingFor } from "./running/setting";
import { print, tellPumble } from "./running/tell";

export interface ApplyOptions extends RunOptions {
  yes?: boolean;
  project?: string;
}

/**
 * @param what a folder of `plan --out`, or a project
 * @param args handed to Terraform's plan as they are
 */
export async function apply(what: string, options: ApplyOptions, args: string[]): Promise<void> {
  const ci = ciOf(process.env);
  if (isPlanFolder(what)) return applyFolder(resolve(what), options, { ci, args });
  await applyNow(what, options, { ci, args, command: "apply" });
}

/** `pumble destroy` */
export async function destroy(path: string, options: ApplyOptions, args: string[]): Promise<void> {
  await applyNow(path, options, { ci: ciOf(process.env), args: ["-destroy", ...args], command: "destroy" });
}

interface Call {
  ci: Ci;
  args: string[];
}

async function applyFolder(dir: string, options: ApplyOptions, { ci, args }: Call): Promise<void> {
  const run = readRun(dir);
  const saved = readReport(dir);
  if (saved.command !== "plan" || saved.preview) {
    throw new CliProblem(`${dir} holds no plan to apply.`, "Make one with: pumble plan --out DIR");
  }
  const environment = options.environment ?? run.environment ?? undefined;
  const lifted = saved.stacks.flatMap(({ gates }) =>
    gates.filter((gate) => gate.lifted).map(({ name }) => name),
  );
  const setting = await settingFor(
    options.project ?? run.project,
    { ...options, ...(environment ? { environment } : {}) },
    { args: [...(run.destroy ? ["-destroy"] : []), ...args], leave: [...(await labelsOf(ci)), ...lifted] },
  );
  const { terraform } = setting.planning;
  const stacks = await inOrder(setting.project, async (stack): Promise<StackRun> => {
    const file = planFile(dir, stack.name);
    const planned = saved.stacks.find((one) => one.stack === stack.name);
    if (!planned || !existsSync(file)) return { skipped: "It has no saved plan: plan again." };
    const problem = await initialise(stack, terraform);
    if (problem) return { failed: problem };
    const plan = await readPlan(stack, terraform, file);
    const applying = applyingFor(setting, planned);
    return { report: await applySaved(stack, { plan, file }, { applying, fresh: `${file}.now` }) };
  });
  const report = reportOf(setting.project, "apply", stacks);
  writeApplied(dir, report);
  await end(report, options, { ci, setting });
}

async function applyNow(
  path: string,
  options: ApplyOptions,
  { ci, args, command }: Call & { command: "apply" | "destroy" },
): Promise<void> {
  const setting = await settingFor(path, options, { args, leave: await labelsOf(ci) });
  const scratch = mkdtempSync(join(tmpdir(), "pumble-apply-"));
  try {
    const fileOf = (stack: string) => planFile(scratch, stack);
    const progress = createProgress(process.stderr);
    const planned = await planAll(setting.project, { planning: setting.planning, progress, fileOf });
    const plan = reportOf(
      setting.project,
      "plan",
      planned.map(({ report }) => report),
    );
    const mayGoOn = exitCodeOf(plan) === 0 && !isCancelled();
    if (!mayGoOn || !(await isWanted(plan, options))) {
      await end(plan, options, { ci, setting });
      return;
    }
    const stacks = await inOrder(setting.project, async (stack): Promise<StackRun> => {
      const made = planned.find((one) => one.stack === stack)!;
      const file = fileOf(stack.name);
      // What waited for another stack can be planned now.
      const now = made.plan ? made : await replanned(setting, { stack, file });
      if (!now.plan || now.report.status === "refused") return { report: now.report };
      return { report: await carryOut(stack, { ...now, file }, applyingFor(setting, now.report)) };
    });
    await end(reportOf(setting.project, command, stacks), options, { ci, setting });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function replanned(
  { planning }: Setting,
  { stack, file }: { stack: Setting["project"]["stacks"][number]; file: string },
) {
  const { planStack } = await import("./running/plan-stack");
  return planStack(stack, planning, file);
}

function applyingFor({ planning }: Setting, report: StackReport): Applying {
  return { planning, onStep: stepWriter(report) };
}

/** Shows the plan and asks, unless `--yes` was said or there is nothing to do. */
async function isWanted(plan: Report, { yes, details }: ApplyOptions): Promise<boolean> {
  if (yes || plan.stacks.every(({ status }) => status === "none")) return true;
  if (!process.stdin.isTTY) {
    throw new CliProblem(
      "Nobody can be asked: there is no terminal.",
      "Plan with --out DIR and apply that folder, or say --yes.",
    );
  }
  process.stderr.write(`${renderText(plan, { details: details === true })}\n`);
  if (await confirmed("Apply this?")) return true;
  throw new CliProblem("Nothing was applied.", "Run it again when you want it.");
}

async function end(
  report: Report,
  options: RunOptions,
  { ci, setting }: { ci: Ci; setting: Setting },
): Promise<void> {
  print(report, options);
  const env = { ...process.env, ...setting.project.env };
  await tellPumble(report, options, { ci, env });
  process.exitCode = isCancelled() ? 130 : exitCodeOf(report);
}
