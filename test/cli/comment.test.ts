/** Whose word a report is. */
import { expect, it } from "vitest";
import { withItsOrigin } from "../../src/cli/comment";
import type { CiJob, Report } from "../../src/review";

const report: Report = {
  ...{ format: 1, tool: "x", command: "apply", project: "p", environment: null, preview: false, stacks: [] },
};
const jobOf = (from: string | null): CiJob => ({
  ...{ forge: "github", repository: "acme/chat", review: null, sha: "s", run: null, labels: null },
  head: from === null ? null : { repository: from, branch: "b", sha: "s" },
});

it("what a fork's run says is a preview, whatever its report says", () => {
  expect(withItsOrigin(report, { job: jobOf("eve/chat") })).toEqual({
    ...report,
    command: "plan",
    preview: true,
  });
});

it.each([
  ["a run of the repository's own branch", jobOf("Acme/chat")],
  ["a job that no other one started", jobOf(null)],
  ["no job", null],
])("is what its report says, for %s", (_, job) => {
  expect(withItsOrigin(report, { job })).toEqual(report);
});
