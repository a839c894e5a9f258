import { expect, test } from "vitest";
import type { Report } from "../../src/scripts/messages";
import { problemIn } from "../../src/scripts/runner/explain";

const failed: Report = { type: "failed", message: "2 keys are called so", at: "module-1a2b:15:13" };
const told = (script: string, more: object = {}) => {
  const { message, nextStep } = problemIn(script, { ...failed, ...more } as Report, "127.0.0.1:1");
  return [message, nextStep];
};

test("a script of somebody's own fails at one of its lines, and is what to correct", () => {
  expect(told("jobs/hello.ts")).toEqual([
    "Script jobs/hello.ts failed: 2 keys are called so (at hello.ts:15:13)",
    "Correct the script and run it again; what it had done so far stays",
  ]);
});

test("of a script that comes with the package its input is what to correct", () => {
  expect(told("rotate-key")).toEqual([
    "Script rotate-key failed: 2 keys are called so",
    "Correct its input and run it again; what it had done so far stays",
  ]);
  expect(told("rotate-key", { nextStep: "Wait" })[1]).toBe("Wait");
});
