/** Notes and labels of GitLab merge requests. */
import type { Comment, Forge, Review } from "./forge";
import { ask, askForAll, type ForgeHttp } from "./http";

export interface GitLabOptions {
  /** `https://gitlab.com/api/v4`, or that of an instance. */
  api: string;
  /** The project's number or path. */
  project: string;
  token: string;
}

interface MergeRequest {
  iid: number;
  title: string;
  web_url: string;
  labels: string[];
  sha?: string | null;
  merge_commit_sha?: string | null;
  squash_commit_sha?: string | null;
}

interface Note {
  id: number;
  body: string;
  system: boolean;
  author: { id: number };
}

/** @throws {ForgeProblem} from each method, when GitLab refuses */
export function gitLab({ api, project, token }: GitLabOptions): Forge {
  const http: ForgeHttp = {
    api,
    name: "GitLab",
    headers: { "private-token": token, "user-agent": "pumble-iac" },
    needs: "It needs a project access token with the scope api; a CI job token may not write notes.",
  };
  const root = `/projects/${encodeURIComponent(project)}`;
  const notes = (number: number) => `${root}/merge_requests/${number}/notes`;
  return {
    name: "GitLab",
    limit: 900_000, // GitLab takes 1,000,000.
    review: async (number) =>
      reviewOf((await ask<MergeRequest>(http, { path: `${root}/merge_requests/${number}` })).body),
    async reviewOfCommit(sha) {
      const path = `${root}/repository/commits/${encodeURIComponent(sha)}/merge_requests`;
      const { body } = await ask<MergeRequest[]>(http, { path, accept: [404] });
      const all = Array.isArray(body) ? body : [];
      // Others may hold the commit, too: labels of theirs give no leave.
      const found = all.find((one) =>
        [one.merge_commit_sha, one.squash_commit_sha, one.sha].some((known) => known === sha),
      );
      const only = all.length === 1 ? all[0] : undefined;
      return found || only ? reviewOf((found ?? only)!) : null;
    },
    // A merge request's pipeline says itself which one it is about.
    reviewOfHead: async () => null,
    async ownComments(number) {
      const { body: me } = await ask<{ id: number }>(http, { path: "/user" });
      const all = await askForAll<Note>(http, `${notes(number)}?per_page=100&sort=asc&order_by=created_at`);
      return all
        .filter(({ author, system }) => author.id === me.id && !system)
        .map(({ id, body }): Comment => ({ id, body }));
    },
    async create(number, body) {
      await ask(http, { method: "POST", path: notes(number), body: { body } });
    },
    async update(number, id, body) {
      await ask(http, { method: "PUT", path: `${notes(number)}/${id}`, body: { body } });
    },
  };
}

function reviewOf({ iid, title, web_url, labels }: MergeRequest): Review {
  return { number: iid, title, url: web_url, labels };
}
