/** `pumble drift`: what was changed in Pumble by hand. */
import { relative, resolve } from "node:path";
import { type StackReport, warningsBeside } from "../review";
import { exitCodes } from "./exit-codes";
import { createProgress } from "./progress";
import { isCancelled } from "./running/cancellation";
import { ciOf } from "./running/ci";
import { planAll } from "./running/plan-all";
import { forgetPlan, makePlanFolder, planFile, writePlanFolder } from "./running/plan-folder";
import { planStack } from "./running/plan-stack";
import { withScratch } from "./running/scratch";
import { type RunOptions, reportOf, type Setting, settingFor } from "./running/setting";
import { print, tellPumble } from "./running/tell";

export interface DriftOptions extends RunOptions {
  out?: string;
}

/** @param args handed to Terraform's plan as they are */
export async function drift(path: string, options: DriftOptions, args: string[]): Promise<void> {
  const ci = ciOf(process.env);
  if (options.out) forgetPlan(resolve(options.out));
  const setting = await settingFor(path, options, { args });
  const { project } = setting;
  if (options.out) makePlanFolder(resolve(options.out));
  const stacks = await withScratch((scratch) => looked(setting, scratch));
  const report = reportOf(project, "drift", stacks);
  if (options.out) {
    const dir = resolve(options.out);
    const how = {
      project: relative(process.cwd(), resolve(path)) || ".",
      environment: project.environment,
    };
    writePlanFolder(dir, report, { format: 1, destroy: false, ...how });
  }
  print(report, options);
  await tellPumble(report, options, { ci, env: { ...process.env, ...project.env } });
  process.exitCode = codeOf(stacks);
}

/** A plan shows both what was changed and what becomes of it. Where none can be made, the differences alone are told. */
async function looked({ project, planning }: Setting, scratch: string): Promise<StackReport[]> {
  const progress = createProgress(process.stderr);
  const fileOf = (stack: string) => planFile(scratch, stack);
  const planned = await planAll(project, { planning, progress, fileOf });
  const reports: StackReport[] = [];
  for (const { stack, report } of planned) {
    const warnings = warningsBeside(report.drift, report.warnings);
    if (report.status !== "failed")
      reports.push({ ...report, warnings, gates: [], status: withoutGate(report) });
    else {
      const bare = { ...planning, args: [...planning.args, "-refresh-only"] };
      const refreshed = await planStack(stack, bare, fileOf(stack.name));
      reports.push(
        refreshed.plan ? { ...refreshed.report, status: "failed", errors: report.errors } : report,
      );
    }
  }
  return reports;
}

function withoutGate({ status, changes }: StackReport): StackReport["status"] {
  if (status !== "refused") return status;
  return changes.length > 0 ? "changes" : "none";
}

function codeOf(stacks: StackReport[]): number {
  if (isCancelled()) return exitCodes.stopped;
  if (stacks.some(({ status, drift }) => status === "failed" && drift.length === 0)) return exitCodes.failed;
  const differs = stacks.some(({ status, drift }) => status !== "none" || drift.length > 0);
  return differs ? exitCodes.differs : exitCodes.done;
}
