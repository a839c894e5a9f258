/** What the CI job that we may run in says about the change: its pull request, labels, and who may be told. */
import {
  type CiJob,
  ciJob,
  type Forge,
  ForgeProblem,
  forgeOf,
  type Report,
  type Review,
  type Subject,
} from "../../review";
import { CliProblem } from "../cli-problem";

export interface Ci {
  job: CiJob | null;
  /** Null without a token. */
  forge: Forge | null;
}

export function ciOf(env: NodeJS.ProcessEnv): Ci {
  const job = ciJob(env);
  return { job, forge: job && told(() => forgeOf(job, env)) };
}

/** A forge's problems as ours. */
function told<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw asProblem(error);
  }
}

function asProblem(error: unknown): unknown {
  return error instanceof ForgeProblem ? new CliProblem(error.message, error.nextStep) : error;
}

/** Runs calls of a forge, and explains their failure. */
export async function asking<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw asProblem(error);
  }
}

/**
 * The pull request that the job is about; null when it is about none, or nobody can be asked.
 * @param number of another one
 */
export async function reviewOf({ job, forge }: Ci, number?: number): Promise<Review | null> {
  if (!job || !forge) return null;
  return asking(async () => {
    const known = number ?? job.review;
    if (known !== null) return forge.review(known);
    if (job.head) return forge.reviewOfHead(job.head);
    return job.sha === null ? null : forge.reviewOfCommit(job.sha);
  });
}

/** The pull request to tell a report on. Drift is about no change: the last one that was merged has no part in it. */
export async function reviewToTell(
  ci: Ci,
  command: Report["command"],
  number?: number,
): Promise<Review | null> {
  return reviewOf(command === "drift" && ci.job ? { ...ci, job: { ...ci.job, sha: null } } : ci, number);
}

/** Labels that somebody put on the change: as they are now where the forge can be asked, else as the event tells. */
export async function labelsOf(ci: Ci): Promise<string[]> {
  if (!ci.job) return [];
  const review = await reviewOf(ci);
  return review?.labels ?? ci.job.labels ?? [];
}

/** What a thread in Pumble is about. */
export async function subjectOf(ci: Ci, fallback: string): Promise<Subject> {
  const review = await reviewOf(ci);
  if (ci.job && review) return { title: `${ci.job.repository}#${review.number}`, url: review.url };
  if (ci.job?.review) return { title: `${ci.job.repository}#${ci.job.review}`, url: null };
  return { title: fallback, url: null };
}
