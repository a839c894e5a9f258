import { describe, expect, it } from "vitest";
import { argumentsFor } from "../../src/cli/action";

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
