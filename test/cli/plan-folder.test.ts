import { expect, it } from "vitest";
import { markdownOf } from "../../src/cli/running/plan-folder";
import { emptyStack, type Report, summarise } from "../../src/review";
import { ids, planOf } from "../review/plan-json";

it("the summary of a job stays within GitHub's 1 MiB, also in scripts whose characters take three bytes", () => {
  const text = "工".repeat(3000);
  const messages = Array.from({ length: 400 }, (_, index) => ({
    address: `pumble_message.m${index}`,
    after: { channel_id: ids.general, text, markdown: null, blocks: null },
  }));
  const stack = summarise(planOf(messages), { stack: "a" });
  const report: Report = {
    ...{ format: 1, tool: "x", command: "plan", project: "p", environment: null, preview: false },
    stacks: [stack, emptyStack("b")],
  };
  const summary = markdownOf(report);
  expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
  expect(Buffer.byteLength(summary)).toBeGreaterThan(256 * 1024);
  expect(summary).toContain("_Cut, because it is too long");
});
