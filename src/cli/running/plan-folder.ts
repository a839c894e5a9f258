/** The folder of `plan --out`: the saved plan of each stack, and what they do as JSON, Markdown and text. */
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { type Report, renderMarkdown, renderText, report } from "../../review";
import { usageProblem } from "../cli-problem";
import { makeFolder } from "../make-folder";
import { near } from "../near";
import { readJson } from "../read-json";

const reportFile = "plan.json";
const appliedFile = "apply.json";
const runFile = "run.json";
const textFile = "summary.txt";
const markdownFile = "summary.md";

/** How the plan was made, so that `apply` finds the same project. */
const run = z.object({
  format: z.literal(1),
  project: z.string(),
  environment: z.string().nullable(),
  destroy: z.boolean(),
});
export type PlanRun = z.output<typeof run>;

/** Longest Markdown for a plain file, in bytes: a GitHub job summary may have 1 MiB. */
const summaryLimit = 1_000_000;

/** A stack's saved plan. A name may hold what no file name may. */
export function planFile(dir: string, stack: string): string {
  return join(dir, `${encodeURIComponent(stack).replaceAll(".", "%2E")}.tfplan`);
}

export function makePlanFolder(dir: string): void {
  makeFolder(dir, 0o700);
}

/** Whether `apply` was given such a folder, and not a project. */
export function isPlanFolder(dir: string): boolean {
  return existsSync(join(dir, reportFile)) && existsSync(join(dir, runFile));
}

/** Takes out what an earlier plan told, before another one is made there: one that fails must not be taken for it. */
export function forgetPlan(dir: string): void {
  if (!isPlanFolder(dir)) return;
  for (const name of [runFile, reportFile, appliedFile, textFile, markdownFile]) {
    rmSync(join(dir, name), { force: true });
  }
}

export function writePlanFolder(dir: string, made: Report, how: PlanRun): void {
  rmSync(join(dir, appliedFile), { force: true });
  writeFileSync(join(dir, runFile), `${JSON.stringify(how)}\n`);
  writeFileSync(join(dir, reportFile), `${JSON.stringify(made, null, 2)}\n`);
  writeFileSync(join(dir, textFile), renderText(made));
  writeFileSync(join(dir, markdownFile), markdownOf(made));
}

/** Puts what an apply did beside the plan, for `comment`. */
export function writeApplied(dir: string, made: Report): void {
  writeFileSync(join(dir, appliedFile), `${JSON.stringify(made, null, 2)}\n`);
}

/** What an apply of the folder's plan did, or else what the plan does. */
export function readNewest(dir: string): Report {
  return existsSync(join(dir, appliedFile)) ? read(report, dir, appliedFile) : readReport(dir);
}

/** All stacks in one Markdown text, cut where it would be too long. */
export function markdownOf(made: Report): string {
  const within = (limit: number): string => {
    const text = `${made.stacks.map((stack) => renderMarkdown(made, stack, { limit })).join("\n\n")}\n`;
    const bytes = Buffer.byteLength(text);
    // Text of other scripts takes up to three bytes a character.
    return bytes <= summaryLimit ? text : within(Math.floor((limit * summaryLimit * 0.99) / bytes));
  };
  return within(Math.floor(summaryLimit / Math.max(1, made.stacks.length)));
}

export function readRun(dir: string): PlanRun {
  return read(run, dir, runFile);
}

/** What a plan does. The folder may come from somebody else's pull request: whatever is no report is refused. */
export function readReport(dir: string): Report {
  return read(report, dir, reportFile);
}

function read<T>(schema: z.ZodType<T>, dir: string, name: string): T {
  const file = join(dir, name);
  if (!existsSync(file))
    throw usageProblem(`There is no plan in ${near(dir)}.`, "Make one with: pumble plan --out DIR");
  return readJson(schema, file, "Make it with: pumble plan --out DIR");
}
