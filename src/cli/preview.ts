/** `pumble preview`: what a change does, without a key: against a throw-away local workspace that holds the base. */
import { writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { CliProblem, stopped, usageProblem } from "./cli-problem";
import { exitCodes } from "./exit-codes";
import { startLocalStack } from "./local-stack";
import { makeFolder } from "./make-folder";
import { runSelf, type SelfEnded } from "./preview/run-self";
import { pictureOfPlan } from "./preview/screenshot";
import { seedFor } from "./preview/seed";
import { fillWith, type WorkFolder, workFolder } from "./preview/work-folder";
import { createProgress, type Progress } from "./progress";
import { isCancelled } from "./running/cancellation";
import { forgetPlan, readReport, readRun, writePlanFolder } from "./running/plan-folder";
import { withScratch } from "./running/scratch";
import { print } from "./running/tell";
import { existingProject } from "./stacks/find-project";

export interface PreviewOptions {
  /** What the change is compared with: a branch, tag or commit. Nothing: an empty workspace. */
  base?: string;
  /** An environment of the workspace file. */
  env?: string;
  out?: string;
  seed?: string;
  screenshot?: string;
  json?: boolean;
  details?: boolean;
}

interface Run {
  work: WorkFolder;
  /** Handed to Terraform's plan as they are. */
  args: string[];
  key: string;
  url: string;
  options: PreviewOptions;
  progress: Progress;
}

/** @param args handed to Terraform's plan as they are */
export async function preview(path: string, options: PreviewOptions, args: string[]): Promise<void> {
  const progress = createProgress(process.stderr);
  await withScratch(async (scratch) => {
    existingProject(path);
    const out = options.out ? resolve(options.out) : join(scratch, "plan");
    makeFolder(out);
    forgetPlan(out);
    const work = workFolder(path, scratch);
    const seed = options.seed ? resolve(options.seed) : join(scratch, "seed.yaml");
    if (!options.seed) writeFileSync(seed, JSON.stringify(seedFor(work, options.base)));
    const stack = await progress.step("Local workspace", () =>
      startLocalStack({ port: 0, dataDir: null, addonDir: join(scratch, "addon"), seed }),
    );
    try {
      const key = await stack.issueKey("preview");
      const run = { work, args, key, url: stack.addonUrl, options, progress };
      if (options.base) await applyBase(run, options.base);
      const project = await planChange(run, out);
      if (options.screenshot && canBeShown())
        await picture(run, project, () =>
          pictureOfPlan(stack, readReport(out), resolve(options.screenshot!)),
        );
    } finally {
      await stack.close();
    }
  });
}

/** Puts what the base declares into the workspace. */
async function applyBase(run: Run, base: string): Promise<void> {
  await run.progress.step(`What ${base} declares`, async (note) => {
    const project = fillWith(run.work, base);
    if (project === null) return note("nothing here yet");
    const ended = await runSelf(run, ["apply", project, "--yes", ...environmentOf(run)]);
    if (isCancelled()) throw stopped();
    if (ended.code !== 0) note(`could not be applied as a whole: ${lastWords(ended.printed)}`, "failed");
  });
}

/**
 * Plans the change, marks the report for what it is, and shows it.
 * @returns the project in the work folder
 */
async function planChange(run: Run, out: string): Promise<string> {
  const { options, progress, work } = run;
  const project = fillWith(work, null);
  if (project === null) throw usageProblem(`There is no file or folder ${work.path}.`, "Name a project.");
  const code = await progress.step("The change", async (note) => {
    const ended = await runSelf(run, [
      "plan",
      project,
      "--out",
      out,
      ...environmentOf(run),
      "--",
      ...run.args,
    ]);
    if (isCancelled() && !ended.hasPlanned(out)) throw stopped();
    if (!ended.hasPlanned(out)) throw unmade(ended);
    if (ended.code === exitCodes.failed) note("failed", "failed");
    return ended.code;
  });
  const how = { ...readRun(out), project: relative(process.cwd(), work.path) || "." };
  const report = { ...readReport(out), preview: true };
  writePlanFolder(out, report, how);
  print(report, options);
  process.exitCode = code ?? exitCodes.failed;
  return project;
}

async function picture(run: Run, project: string, take: () => Promise<void>): Promise<void> {
  await run.progress.step("Picture", async () => {
    const ended = await runSelf(run, [
      "apply",
      project,
      "--yes",
      "--allow-removal",
      "--allow-notify",
      ...environmentOf(run),
    ]);
    if (ended.code !== 0) throw unmade(ended);
    await take();
  });
}

/** A plan that needs somebody's leave is shown, too. */
function canBeShown(): boolean {
  return process.exitCode === exitCodes.done || process.exitCode === exitCodes.leave;
}

function environmentOf({ options }: Run): string[] {
  return options.env ? ["--env", options.env] : [];
}

function unmade({ printed, code }: SelfEnded): CliProblem {
  const exitCode = code === exitCodes.usage ? exitCodes.usage : exitCodes.failed;
  return new CliProblem("The preview could not be made:", printed.trim(), exitCode);
}

/** What was printed last, in one line: an error with its detail, or how far it went. */
function lastWords(printed: string): string {
  const last = printed
    .trim()
    .split(/\n\s*\n/)
    .at(-1)!;
  return last
    .trim()
    .replace(/^Error: (.*)\n/, "$1: ")
    .replace(/\s+/g, " ");
}
