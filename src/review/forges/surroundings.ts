/** What the variables of a CI job say about where it runs. */
import { readFileSync } from "node:fs";
import type { Forge, Head } from "./forge";
import { ForgeProblem } from "./forge";
import { gitHub } from "./github";
import { gitLab } from "./gitlab";

type Env = Readonly<Record<string, string | undefined>>;

export interface CiJob {
  forge: "github" | "gitlab";
  /** `owner/name`, or a GitLab project's path. */
  repository: string;
  /** Number of the pull request that the job is about; null when it is about none. */
  review: number | null;
  /** For a job that somebody else's pull request started in another job: its head. */
  head: Head | null;
  sha: string | null;
  /** Address of this run, for links. */
  run: string | null;
  /** Labels as far as the event tells them. */
  labels: string[] | null;
}

/** Null outside the two forges. */
export function ciJob(env: Env): CiJob | null {
  if (env["GITHUB_ACTIONS"] === "true") return gitHubJob(env);
  return env["GITLAB_CI"] ? gitLabJob(env) : null;
}

interface GitHubEvent {
  pull_request?: { number?: number; labels?: { name?: string }[] };
  workflow_run?: {
    head_branch?: string;
    head_sha?: string;
    head_repository?: { full_name?: string };
  };
}

function gitHubJob(env: Env): CiJob {
  const { pull_request, workflow_run } = eventOf(env["GITHUB_EVENT_PATH"]);
  const server = env["GITHUB_SERVER_URL"] ?? "https://github.com";
  const repository = env["GITHUB_REPOSITORY"] ?? "";
  const { head_branch: branch, head_sha: sha, head_repository } = workflow_run ?? {};
  const from = head_repository?.full_name;
  return {
    forge: "github",
    repository,
    review: pull_request?.number ?? null,
    head: branch && sha && from ? { repository: from, branch, sha } : null,
    sha: env["GITHUB_SHA"] ?? null,
    run: env["GITHUB_RUN_ID"] ? `${server}/${repository}/actions/runs/${env["GITHUB_RUN_ID"]}` : null,
    labels: pull_request?.labels?.flatMap(({ name }) => (name ? [name] : [])) ?? null,
  };
}

function eventOf(file: string | undefined): GitHubEvent {
  if (!file) return {};
  try {
    return (JSON.parse(readFileSync(file, "utf8")) as GitHubEvent | null) ?? {};
  } catch {
    return {};
  }
}

function gitLabJob(env: Env): CiJob {
  const number = Number(env["CI_MERGE_REQUEST_IID"]);
  return {
    forge: "gitlab",
    repository: env["CI_MERGE_REQUEST_PROJECT_PATH"] ?? env["CI_PROJECT_PATH"] ?? env["CI_PROJECT_ID"] ?? "",
    review: Number.isInteger(number) && number > 0 ? number : null,
    head: null,
    sha: env["CI_COMMIT_SHA"] ?? null,
    run: env["CI_JOB_URL"] ?? null,
    labels: env["CI_MERGE_REQUEST_LABELS"]?.split(",").filter((label) => label !== "") ?? null,
  };
}

const settings = {
  github: {
    token: "GITHUB_TOKEN",
    repository: "GITHUB_REPOSITORY",
    api: ["GITHUB_API_URL", "https://api.github.com"],
  },
  gitlab: {
    token: "GITLAB_TOKEN",
    repository: "CI_PROJECT_PATH",
    api: ["CI_API_V4_URL", "https://gitlab.com/api/v4"],
  },
} as const;

/**
 * The forge that the job runs on; null without a token, as in a fork's pull request.
 * @throws {ForgeProblem} when the job does not say which repository it is about, or what it says cannot be used
 */
export function forgeOf({ forge, repository }: CiJob, env: Env): Forge | null {
  const names = settings[forge];
  const token = tokenIn(env, ["PUMBLE_FORGE_TOKEN", names.token]);
  if (token === null) return null;
  if (repository === "") {
    throw new ForgeProblem(
      `${names.repository} is not set.`,
      "The forge sets it in a CI job; set it to owner/name elsewhere.",
    );
  }
  const api = apiIn(env, names.api);
  return forge === "github"
    ? gitHub({ api, repository, token })
    : gitLab({ api, project: repository, token });
}

/** The first token that is set. A header takes no other characters, and the error of one would show the token. */
function tokenIn(env: Env, names: readonly string[]): string | null {
  for (const name of names) {
    const token = env[name]?.trim();
    if (!token) continue;
    if (/^[!-~]+$/.test(token)) return token;
    throw new ForgeProblem(
      `${name} holds a space, a line end or a sign that no token has.`,
      "Store the token alone, on one line, as the forge shows it.",
    );
  }
  return null;
}

function apiIn(env: Env, [name, usual]: readonly [string, string]): string {
  const api = env[name]?.replace(/\/+$/, "") || usual;
  const url = URL.canParse(api) ? new URL(api) : null;
  if (url && /^https?:$/.test(url.protocol) && url.username + url.password === "") return api;
  throw new ForgeProblem(
    `${name} is not the address of an API.`,
    `The forge sets it in a CI job; set it to one such as ${usual} elsewhere, without a user and a password.`,
  );
}
