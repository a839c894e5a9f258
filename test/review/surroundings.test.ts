/** What a CI job says of itself, also where it says nonsense. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type CiJob, ciJob, forgeOf } from "../../src/review";

const folder = mkdtempSync(join(tmpdir(), "surroundings-"));
afterAll(() => rmSync(folder, { recursive: true }));
const eventFile = (text: string) => {
  const file = join(folder, "event.json");
  writeFileSync(file, text);
  return file;
};
const gitHubEnv = {
  ...{ GITHUB_ACTIONS: "true", GITHUB_REPOSITORY: "acme/chat", GITHUB_SHA: "abc", GITHUB_RUN_ID: "7" },
};
const bare: CiJob = {
  ...{ forge: "github", repository: "acme/chat", review: null, head: null, sha: "abc", labels: null },
  run: "https://github.com/acme/chat/actions/runs/7",
};

describe("a job on GitHub", () => {
  it.each<[string, string, Partial<CiJob>]>([
    [
      "of a pull request",
      '{"pull_request":{"number":12,"labels":[{"name":"allow-notify"},{}]}}',
      { review: 12, labels: ["allow-notify"] },
    ],
    ["of a pull request without labels", '{"pull_request":{}}', {}],
    [
      "that another job's end started",
      '{"workflow_run":{"head_branch":"b","head_sha":"s","head_repository":{"full_name":"fork/chat"}}}',
      { head: { repository: "fork/chat", branch: "b", sha: "s" } },
    ],
    [
      "whose other job has no branch",
      '{"workflow_run":{"head_sha":"s","head_repository":{"full_name":"f/c"}}}',
      {},
    ],
    [
      "whose other job has no commit",
      '{"workflow_run":{"head_branch":"b","head_repository":{"full_name":"f/c"}}}',
      {},
    ],
    ["whose fork is gone", '{"workflow_run":{"head_branch":"b","head_sha":"s","head_repository":null}}', {}],
    ["of a push", "{}", {}],
    ["whose event is null", "null", {}],
    ["whose event is no JSON", "{", {}],
  ])("%s", (_, event, more) => {
    expect(ciJob({ ...gitHubEnv, GITHUB_EVENT_PATH: eventFile(event) })).toEqual({ ...bare, ...more });
  });

  it("without an event, or with one that is not there", () => {
    expect(ciJob(gitHubEnv)).toEqual(bare);
    expect(ciJob({ ...gitHubEnv, GITHUB_EVENT_PATH: join(folder, "none") })).toEqual(bare);
  });

  it("on a server of one's own, and one that says nothing", () => {
    const run = "https://ghe.example/acme/chat/actions/runs/7";
    expect(ciJob({ ...gitHubEnv, GITHUB_SERVER_URL: "https://ghe.example" })?.run).toBe(run);
    expect(ciJob({ GITHUB_ACTIONS: "true" })).toEqual({ ...bare, repository: "", sha: null, run: null });
  });
});

describe("a job on GitLab", () => {
  const env = {
    GITLAB_CI: "true",
    CI_PROJECT_PATH: "fork/chat",
    CI_COMMIT_SHA: "abc",
    CI_JOB_URL: "https://run",
  };
  const job = {
    forge: "gitlab",
    repository: "fork/chat",
    review: null,
    head: null,
    sha: "abc",
    run: "https://run",
  };
  it.each<[string, Record<string, string>, Partial<CiJob>]>([
    ["of a branch", {}, {}],
    [
      "of a merge request from a fork",
      {
        CI_MERGE_REQUEST_IID: "12",
        CI_MERGE_REQUEST_PROJECT_PATH: "acme/chat",
        CI_MERGE_REQUEST_LABELS: "a,b,",
      },
      { review: 12, repository: "acme/chat", labels: ["a", "b"] },
    ],
    ["of a merge request that has no number", { CI_MERGE_REQUEST_IID: "x" }, {}],
    ["of a merge request with part of a number", { CI_MERGE_REQUEST_IID: "1.5" }, {}],
    ["of a merge request 0", { CI_MERGE_REQUEST_IID: "0" }, {}],
  ])("%s", (_, more, says) => {
    expect(ciJob({ ...env, ...more })).toEqual({ ...job, labels: null, ...says });
  });

  it("that says little", () => {
    expect(ciJob({ GITLAB_CI: "true", CI_PROJECT_ID: "3" })).toMatchObject({
      repository: "3",
      sha: null,
      run: null,
    });
    expect(ciJob({ GITLAB_CI: "true" })?.repository).toBe("");
  });
});

it("elsewhere there is no job", () => {
  expect(ciJob({})).toBeNull();
  expect(ciJob({ GITHUB_ACTIONS: "false" })).toBeNull();
});

describe("the forge of a job", () => {
  const hub: CiJob = bare;
  const lab: CiJob = { ...bare, forge: "gitlab" };
  it.each<[string, CiJob, Record<string, string>, "GitHub" | "GitLab" | undefined]>([
    ["GitHub's token", hub, { GITHUB_TOKEN: "t" }, "GitHub"],
    ["GitLab's token", lab, { GITLAB_TOKEN: "t" }, "GitLab"],
    ["a token of its own", lab, { PUMBLE_FORGE_TOKEN: " t\n" }, "GitLab"],
    ["an empty one beside GitHub's", hub, { PUMBLE_FORGE_TOKEN: "", GITHUB_TOKEN: "t" }, "GitHub"],
    ["an address that is empty", hub, { GITHUB_TOKEN: "t", GITHUB_API_URL: "" }, "GitHub"],
    ["none", hub, {}, undefined],
    ["only blanks", hub, { GITHUB_TOKEN: "\n" }, undefined],
    ["the other's token", hub, { GITLAB_TOKEN: "t" }, undefined],
  ])("with %s", (_, job, env, name) => {
    expect(forgeOf(job, env)?.name).toBe(name);
  });

  it.each<[string, CiJob, Record<string, string>, string]>([
    ["no repository", { ...hub, repository: "" }, { GITHUB_TOKEN: "t" }, "GITHUB_REPOSITORY is not set."],
    ["no project", { ...lab, repository: "" }, { GITLAB_TOKEN: "t" }, "CI_PROJECT_PATH is not set."],
    [
      "two tokens",
      hub,
      { GITHUB_TOKEN: "secret-1\nsecret-2" },
      "GITHUB_TOKEN holds a space, a line end or a sign",
    ],
    ["quotes", hub, { PUMBLE_FORGE_TOKEN: "“secret-1”" }, "PUMBLE_FORGE_TOKEN holds a space"],
    [
      "a host alone",
      hub,
      { GITHUB_TOKEN: "t", GITHUB_API_URL: "ghe.example" },
      "GITHUB_API_URL is not the address",
    ],
    ["a file", lab, { GITLAB_TOKEN: "t", CI_API_V4_URL: "file:///x" }, "CI_API_V4_URL is not the address"],
    [
      "a password",
      hub,
      { GITHUB_TOKEN: "t", GITHUB_API_URL: "https://:secret-1@x.example" },
      "is not the address",
    ],
    [
      "a user",
      hub,
      { GITHUB_TOKEN: "t", GITHUB_API_URL: "https://secret-1@x.example" },
      "is not the address",
    ],
  ])("with %s is refused in words that hold no secret", (_, job, env, says) => {
    const made = () => forgeOf(job, env);
    expect(made).toThrow(says);
    expect(made).not.toThrow("secret-1");
    expect(made).toThrow(
      expect.objectContaining({ nextStep: expect.stringMatching(/^(The forge sets|Store) /) }),
    );
  });

  it.each<[CiJob, string, string]>([
    [hub, "GITHUB_API_URL", "GitHub cannot be reached at http://127.0.0.1:1: "],
    [lab, "CI_API_V4_URL", "GitLab cannot be reached at http://127.0.0.1:1: "],
  ])("is asked at its address, without a slash at the end", async (job, name, says) => {
    const forge = forgeOf(job, { PUMBLE_FORGE_TOKEN: "t", [name]: "http://127.0.0.1:1//" })!;
    await expect(forge.create(1, "x")).rejects.toThrow(says);
  });
});
