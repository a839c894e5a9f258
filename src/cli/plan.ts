/** `pumble plan`: what would happen, told to people, and saved for `apply`. */
import { relative, resolve } from "node:path";
import { exitCodes } from "./exit-codes";
import { createProgress } from "./progress";
import { ciOf, labelsOf } from "./running/ci";
import { planAll } from "./running/plan-all";
import { forgetPlan, makePlanFolder, planFile, writePlanFolder } from "./running/plan-folder";
import { withScratch } from "./running/scratch";
import { exitCodeOf, type RunOptions, reportOf, settingFor } from "./running/setting";
import { print, tellPumble } from "./running/tell";
import { warn } from "./terminal";

export interface PlanOptions extends RunOptions {
  out?: string;
  destroy?: boolean;
  detailedExitcode?: boolean;
}

/** @param args handed to Terraform's plan as they are */
export async function plan(path: string, options: PlanOptions, args: string[]): Promise<void> {
  const ci = ciOf(process.env);
  const destroy = options.destroy === true;
  if (options.out) forgetPlan(resolve(options.out));
  const { project, planning } = await settingFor(path, options, {
    args: [...(destroy ? ["-destroy"] : []), ...args],
    leave: await labelsOf(ci),
  });
  const act = async (dir: string) => {
    makePlanFolder(dir);
    const progress = createProgress(process.stderr);
    const planned = await planAll(project, { planning, progress, fileOf: (stack) => planFile(dir, stack) });
    const report = reportOf(
      project,
      "plan",
      planned.map((one) => one.report),
    );
    if (options.out) {
      const how = {
        project: relative(process.cwd(), resolve(path)) || ".",
        environment: project.environment,
        destroy,
      };
      writePlanFolder(dir, report, { format: 1, ...how });
    }
    print(report, options);
    if (
      exitCodeOf(report) === exitCodes.failed &&
      !process.env.PUMBLE_API_KEY &&
      !project.env["PUMBLE_API_KEY"]
    ) {
      warn("Without a key, pumble preview tells what a change does.");
    }
    await tellPumble(report, options, { ci, env: { ...process.env, ...project.env } });
    const hasChanges = planned.some((one) => one.report.status === "changes");
    process.exitCode =
      exitCodeOf(report) || (options.detailedExitcode && hasChanges ? exitCodes.differs : exitCodes.done);
  };
  await (options.out ? act(resolve(options.out)) : withScratch(act));
}
