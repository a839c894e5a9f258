// What the help of a command ends with, and which commands there are.
import { Command } from "commander";
import { expect, it } from "vitest";
import { commandsOf, guideHelp, guides } from "../../src/cli/help";
import { program } from "../../src/cli/main";

it("help ends with examples, and with the variables that the command reads, in line", () => {
  expect(guideHelp("comment")).toBe(`
Examples:
  pumble comment .pumble-plan
      tell the plan on the pull request

Environment:
  GITHUB_TOKEN  may write the comment on GitHub
  GITLAB_TOKEN  may write the comment on GitLab
  HTTPS_PROXY   proxy for https addresses, in capitals or not; so HTTP_PROXY
  NO_PROXY      hosts to reach without a proxy, in capitals or not`);
});

it("a command that reads no variables says nothing of any", () => {
  expect(guideHelp("provider install")).toBe(`
Examples:
  pumble provider install ./mirror
      a mirror of your own`);
});

it("what there is no guide to ends with nothing", () => {
  expect(guideHelp("nope")).toBe("");
});

it("every command has a guide, whose examples are command lines of it", () => {
  const commands = commandsOf(program);
  expect(Object.keys(guides).sort()).toEqual(commands.map(([words]) => words).sort());
  for (const [words, { examples }] of Object.entries(guides)) {
    expect(examples.length, words).toBeGreaterThan(0);
    for (const [line] of examples) expect(line).toContain(`pumble ${words}`.trim());
  }
});

it("commands are listed with what stands below them, but neither hidden ones nor help", () => {
  const top = new Command("top");
  top.command("one");
  top.command("secret", { hidden: true }).command("below");
  const group = top.command("group");
  group.command("inner").command("deep");
  expect(commandsOf(top).map(([words, command]) => [words, command.name()])).toEqual([
    ["", "top"],
    ["one", "one"],
    ["group", "group"],
    ["group inner", "inner"],
    ["group inner deep", "deep"],
  ]);
});
