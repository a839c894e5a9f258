import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { action, argumentsFor } from "../../src/cli/action";
import { CliProblem } from "../../src/cli/cli-problem";
import type { Report } from "../../src/review";

describe("what the action runs", () => {
  it.each([
    [{ COMMAND: "plan" }, ["plan", ".", "--out=.pumble-plan"], ".pumble-plan"],
    [
      {
        COMMAND: "plan",
        PROJECT: "chat",
        OUT: "p",
        ENVIRONMENT: "staging",
        NOTIFY: "ops",
        ARGUMENTS: " --max-notified=5 \n\n",
      },
      ["plan", "chat", "--out=p", "--env=staging", "--notify=ops", "--max-notified=5"],
      "p",
    ],
    [
      { COMMAND: "apply", PROJECT: ".pumble-plan", OUT: "x" },
      ["apply", ".pumble-plan", "--yes"],
      ".pumble-plan",
    ],
    [
      { COMMAND: "drift", NOTIFY: "ops" },
      ["drift", ".", "--out=.pumble-plan", "--notify=ops"],
      ".pumble-plan",
    ],
    [
      { COMMAND: "preview", BASE: "abc", SCREENSHOT: "a.png", NOTIFY: "ops" },
      ["preview", ".", "--out=.pumble-plan", "--base=abc", "--screenshot=a.png"],
      ".pumble-plan",
    ],
  ])("%j", (inputs, args, out) => {
    const env = Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [`PUMBLE_ACTION_${name}`, value]),
    );
    expect(argumentsFor(env)).toEqual({ args, out });
  });

  it("a value that begins with a dash stays a value", () => {
    const { args } = argumentsFor({
      PUMBLE_ACTION_COMMAND: "preview",
      PUMBLE_ACTION_BASE: "--upload-pack=x",
    });
    expect(args).toContain("--base=--upload-pack=x");
  });

  it.each(["", "destroy", "comment", "plan --yes"])("%j is no action", (command) => {
    expect(() => argumentsFor({ PUMBLE_ACTION_COMMAND: command })).toThrow("There is no action");
  });
});

describe("what cannot be told on the pull request", () => {
  const report: Report = {
    ...{
      format: 1,
      tool: "x",
      command: "drift",
      project: "p",
      environment: null,
      preview: false,
      stacks: [],
    },
  };
  let dir = "";
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "pumble-action-"));
    writeFileSync(join(dir, "plan.json"), JSON.stringify(report));
    vi.stubEnv("PUMBLE_ACTION_COMMAND", "drift");
    vi.stubEnv("PUMBLE_ACTION_OUT", dir);
    vi.stubEnv("GITHUB_OUTPUT", join(dir, "output"));
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    process.exitCode = undefined;
    rmSync(dir, { recursive: true });
  });

  it.each([
    ["is no reason to forget what was found", 2, 2],
    ["fails what found nothing", 0, 1],
  ])("%s", async (_, found, ends) => {
    await action(async ([command]) => {
      if (command === "comment") throw new CliProblem("No.", "Ask.");
      process.exitCode = found;
    });
    expect(process.exitCode).toBe(ends);
    expect(readFileSync(join(dir, "output"), "utf8")).toBe(`exit-code=${found}\nchanges=0\nout=${dir}\n`);
  });
});
