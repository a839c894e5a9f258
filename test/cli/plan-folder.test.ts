import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { drift } from "../../src/cli/drift";
import { plan } from "../../src/cli/plan";
import {
  forgetPlan,
  isPlanFolder,
  makePlanFolder,
  markdownOf,
  planFile,
  readNewest,
  readReport,
  writeApplied,
  writePlanFolder,
} from "../../src/cli/running/plan-folder";
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

describe("the folder of a plan", () => {
  const made = (command: Report["command"]): Report => ({
    ...{ format: 1, tool: "x", command, project: "p", environment: null, preview: false },
    stacks: [emptyStack("a")],
  });
  const how = { format: 1, project: ".", environment: null, destroy: false } as const;
  function folder(): string {
    const above = mkdtempSync(join(tmpdir(), "pumble-plan-folder-"));
    onTestFinished(() => rmSync(above, { recursive: true }));
    const dir = join(above, "new", "plan");
    makePlanFolder(dir);
    return dir;
  }

  it("is for its owner alone, with those above that are made for it", () => {
    const dir = folder();
    for (const one of [dir, dirname(dir)]) expect(statSync(one).mode & 0o777).toBe(0o700);
  });

  it("tells of its apply once there was one, and of the plan again when another one is made", () => {
    const dir = folder();
    expect(isPlanFolder(dir)).toBe(false);
    writePlanFolder(dir, made("plan"), how);
    expect([isPlanFolder(dir), readNewest(dir).command]).toEqual([true, "plan"]);
    writeApplied(dir, made("apply"));
    expect([readNewest(dir).command, readReport(dir).command]).toEqual(["apply", "plan"]);
    writePlanFolder(dir, made("plan"), how);
    expect(readNewest(dir).command).toBe("plan");
  });

  it("tells nothing of an earlier plan once another one is begun there; what else it holds stays", () => {
    const dir = folder();
    writeFileSync(join(dir, "plan.json"), "{}");
    forgetPlan(dir);
    expect(readdirSync(dir)).toEqual(["plan.json"]);
    writePlanFolder(dir, made("plan"), how);
    writeApplied(dir, made("apply"));
    writeFileSync(join(dir, "notes.md"), "mine");
    forgetPlan(dir);
    expect(readdirSync(dir)).toEqual(["notes.md"]);
  });

  it.each([
    ["a plan", plan],
    ["a look for drift", drift],
  ])("tells nothing of an earlier plan after %s that could not begin", async (_, command) => {
    const dir = folder();
    writePlanFolder(dir, made("plan"), how);
    await expect(command(join(dir, "nowhere"), { out: dir, lockTimeout: "0s" }, [])).rejects.toThrow(
      "There is no file or folder",
    );
    expect(isPlanFolder(dir)).toBe(false);
  });

  it.each(["a", "..", ".", "../../x", "a/b", "run.json", "Büro 1"])("keeps the plan of %s in it", (stack) => {
    const file = planFile("/plans", stack);
    expect(dirname(file)).toBe("/plans");
    expect(basename(file)).toMatch(/^[^./]+\.tfplan$/);
  });
});
