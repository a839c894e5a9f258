/** `pumble comment`: tells a plan, an apply or drift on the pull request, in the job's summary, or in a file. */
import { appendFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { comment as commentOn, type Report } from "../review";
import { usageProblem } from "./cli-problem";
import { asking, type Ci, ciOf, reviewToTell } from "./running/ci";
import { markdownOf, readNewest } from "./running/plan-folder";
import { say, sayJson } from "./terminal";

export interface CommentOptions {
  /** Number of the pull request. */
  review?: number;
  file?: string;
  json?: boolean;
}

/** @param dir of `plan --out` or `drift --out` */
export async function comment(dir: string, options: CommentOptions): Promise<void> {
  const ci = ciOf(process.env);
  const report = withItsOrigin(readNewest(resolve(dir)), ci);
  const said: string[] = [];
  if (options.file) {
    writeFileSync(options.file, markdownOf(report));
    said.push(`Wrote ${options.file}`);
  }
  const summary = process.env["GITHUB_STEP_SUMMARY"];
  if (summary) {
    appendFileSync(summary, `${markdownOf(report)}\n`);
    said.push("Wrote the job's summary");
  }
  said.push(...(await onReview(report, ci, options)));
  if (said.length === 0) {
    throw usageProblem(
      "There is nowhere to say it: this is no job of GitHub or GitLab.",
      "Name a file with --file PATH.",
    );
  }
  if (options.json) sayJson("comment", said);
  else for (const line of said) say(line);
}

/** A run of a fork has no key: it previewed, whatever the report says that the fork's code wrote. */
export function withItsOrigin(report: Report, { job }: Pick<Ci, "job">): Report {
  const isForks = job?.head && job.head.repository.toLowerCase() !== job.repository.toLowerCase();
  return isForks ? { ...report, command: "plan", preview: true } : report;
}

async function onReview(report: Report, ci: Ci, { review: number }: CommentOptions): Promise<string[]> {
  const { job, forge } = ci;
  if (!job) return [];
  if (!forge) return ["No comment: the job has no token, as in the pull request of a fork"];
  const review = await reviewToTell(ci, report.command, number);
  if (!review) return ["No comment: the job is about no pull request"];
  const run = job.run ? { run: job.run } : {};
  const results = await asking(() => commentOn(forge, review.number, { report, ...run }));
  return results.map(({ stack, said }) => `${review.url} ${stack}: ${said}`);
}
