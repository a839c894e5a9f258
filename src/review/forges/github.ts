/** Comments and labels of GitHub pull requests. */
import type { Comment, Forge, Review } from "./forge";
import { ask, askForAll, type ForgeHttp } from "./http";

export interface GitHubOptions {
  /** `https://api.github.com`, or that of an enterprise server. */
  api: string;
  /** `owner/name` */
  repository: string;
  token: string;
}

interface PullRequest {
  number: number;
  title: string;
  html_url: string;
  labels: { name: string }[];
  head: { sha: string };
  merge_commit_sha?: string | null;
}

interface IssueComment {
  id: number;
  body?: string;
  user: { login: string; type: string } | null;
}

/** @throws {ForgeProblem} from each method, when GitHub refuses */
export function gitHub({ api, repository, token }: GitHubOptions): Forge {
  const http: ForgeHttp = {
    api,
    name: "GitHub",
    headers: {
      authorization: `Bearer ${token}`,
      accept: "application/vnd.github+json",
      "x-github-api-version": "2022-11-28",
      "user-agent": "pumble-iac",
    },
    needs: "It needs the permission pull-requests: write.",
  };
  const repo = `/repos/${repository.split("/").map(encodeURIComponent).join("/")}`;
  return {
    name: "GitHub",
    limit: 65_000, // GitHub takes 65,536.
    review: async (number) =>
      reviewOf((await ask<PullRequest>(http, { path: `${repo}/pulls/${number}` })).body),
    async reviewOfCommit(sha) {
      const path = `${repo}/commits/${encodeURIComponent(sha)}/pulls`;
      const { body } = await ask<PullRequest[]>(http, { path, accept: [404, 422] });
      const all = Array.isArray(body) ? body : [];
      // Others may hold the commit, too: labels of theirs give no leave.
      const found =
        all.find((one) => one.merge_commit_sha === sha) ?? all.find((one) => one.head.sha === sha);
      const only = all.length === 1 ? all[0] : undefined;
      return found || only ? reviewOf((found ?? only)!) : null;
    },
    async reviewOfHead({ repository: from, branch, sha }) {
      const head = encodeURIComponent(`${from.split("/")[0]}:${branch}`);
      const path = `${repo}/pulls?state=open&per_page=100&head=${head}`;
      const found = (await askForAll<PullRequest>(http, path)).find((one) => one.head.sha === sha);
      return found ? reviewOf(found) : null;
    },
    async ownComments(number) {
      const isMine = await ownership(http);
      const comments = await askForAll<IssueComment>(http, `${repo}/issues/${number}/comments?per_page=100`);
      return comments.filter(isMine).map(({ id, body }): Comment => ({ id, body: body ?? "" }));
    },
    async create(number, body) {
      await ask(http, { method: "POST", path: `${repo}/issues/${number}/comments`, body: { body } });
    },
    async update(_number, id, body) {
      await ask(http, { method: "PATCH", path: `${repo}/issues/comments/${id}`, body: { body } });
    },
  };
}

function reviewOf({ number, title, html_url, labels }: PullRequest): Review {
  return { number, title, url: html_url, labels: labels.map(({ name }) => name) };
}

/** Whose comments are ours. The token of a workflow may not ask who it is: it is an app, and its comments a bot's. */
async function ownership(http: ForgeHttp): Promise<(comment: IssueComment) => boolean> {
  const { status, body } = await ask<{ login?: string }>(http, { path: "/user", accept: [403] });
  return ({ user }) => (status === 403 ? user?.type === "Bot" : user !== null && user.login === body?.login);
}
