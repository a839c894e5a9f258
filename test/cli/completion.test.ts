// Completion: what a shell offers is what the table of commands holds.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { runCommandLine } from "../../src/cli/command-line";
import { bashCompletion } from "../../src/cli/completion/bash";
import { fishCompletion } from "../../src/cli/completion/fish";
import { type CompletedCommand, completedCommands } from "../../src/cli/completion/words";
import { zshCompletion } from "../../src/cli/completion/zsh";
import { program } from "../../src/cli/main";

const commands = completedCommands(program);
const folder = mkdtempSync(join(tmpdir(), "pumble-completion-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(() => {
  writeFileSync(join(folder, "pumble.bash"), bashCompletion(commands));
  writeFileSync(join(folder, "workspace.yaml"), "");
});

const isThere = (shell: string) => {
  try {
    execFileSync(shell, ["-c", "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

/** What bash offers for each of these lines, whose last word is being typed. */
function offered(lines: readonly (readonly string[])[]): string[][] {
  const asked = lines.map((words) => {
    const list = ["pumble", ...words].map((word) => `'${word}'`).join(" ");
    return `COMP_WORDS=(${list}); COMP_CWORD=${words.length}; _pumble; echo "\${COMPREPLY[*]}"`;
  });
  const script = ["source ./pumble.bash", ...asked].join("\n");
  const printed = execFileSync("bash", ["--norc", "-c", script], { cwd: folder, encoding: "utf8" });
  return printed
    .split("\n")
    .slice(0, -1)
    .map((line) =>
      line
        .split(" ")
        .filter((word) => word !== "")
        .sort(),
    );
}

const wordsOf = ({ words }: CompletedCommand) => words.split(" ").filter((word) => word !== "");

describe("bash", () => {
  it("offers every option of every command", () => {
    const offers = offered(commands.map((command) => [...wordsOf(command), "-"]));
    expect(offers).toEqual(commands.map(({ options }) => options.flatMap(({ flags }) => flags).sort()));
  });

  it("offers every subcommand", () => {
    const groups = commands.filter(({ subcommands }) => subcommands.length > 0);
    expect(groups.length).toBeGreaterThan(2);
    expect(offered(groups.map((command) => [...wordsOf(command), ""]))).toEqual(
      groups.map(({ subcommands }) => subcommands.map(({ name }) => name).sort()),
    );
  });

  it.each<[string[], string[]]>([
    [
      ["init", "--kind", ""],
      ["cdktf", "file", "hcl"],
    ],
    [["export", "--format", "h"], ["hcl"]],
    [
      ["completion", ""],
      ["bash", "fish", "zsh"],
    ],
    [["provider", "in"], ["install"]],
    [["validate", "work"], ["workspace.yaml"]],
    [["dev", "--json", "--seed", "w"], ["workspace.yaml"]],
    [["dev", "--port", ""], []],
    [
      ["plan", "--details", "--l"],
      ["--local-state", "--lock-timeout"],
    ],
  ])("offers for %j just that", (words, wanted) => {
    expect(offered([words])).toEqual([wanted]);
  });
});

describe.each([
  ["zsh", zshCompletion(commands)],
  ["fish", fishCompletion(commands)],
])("%s", (shell, script) => {
  it("names every command and every option", () => {
    for (const { words, options, subcommands } of commands) {
      for (const name of [...wordsOf({ words } as CompletedCommand), ...subcommands.map((one) => one.name)]) {
        expect(script).toContain(name);
      }
      for (const flag of options.flatMap(({ flags }) => flags)) {
        expect(script).toContain(
          shell === "fish" ? flag.replace(/^--/, "-l ").replace(/^-(\w)$/, "-s $1") : flag,
        );
      }
    }
  });

  it.skipIf(!isThere(shell))(`is a script that ${shell} reads (needs ${shell} on the PATH)`, () => {
    const file = join(folder, `pumble.${shell}`);
    writeFileSync(file, script);
    execFileSync(shell, ["-n", file], { stdio: "pipe" });
  });
});

/** Types lines on a terminal of zsh's own, each with a Tab behind it, and waits for what that adds. */
const typing = `
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "autoload -U compinit; compinit -u -D; source $1; print COMPLETES=yes"
zpty -r shell out '*COMPLETES=yes*COMPLETES=yes*' || zpty -r shell out '*COMPLETES=yes*'
shift
for line rest in "$@"; do
  zpty -w -n shell "$line"$'\\t'
  zpty -r shell out "*$rest*" && print -r -- "$line$rest"
  zpty -w -n shell $'\\C-u'
done
zpty -d shell
`;

it.skipIf(!isThere("zsh"))("zsh completes what is typed (needs zsh on the PATH)", () => {
  const file = join(folder, "typed.zsh");
  writeFileSync(file, zshCompletion(commands));
  const cases = [
    ["pumble export --announcements p", "inned"],
    ["pumble completion f", "ish"],
    ["pumble provider in", "stall"],
    ["pumble init --kind cdk", "tf"],
    ["pumble keys list --works", "pace"],
  ];
  const said = execFileSync("zsh", ["-f", "-c", typing, "zsh", file, ...cases.flat()], {
    encoding: "utf8",
    timeout: 20_000,
  });
  expect(said.trim().split("\n")).toEqual(cases.map((parts) => parts.join("")));
});

it.skipIf(!isThere("fish"))("fish completes what is typed (needs fish on the PATH)", () => {
  const file = join(folder, "typed.fish");
  writeFileSync(file, fishCompletion(commands));
  const lines = [
    "pumble export --announcements p",
    "pumble completion f",
    "pumble provider in",
    "pumble keys list --works",
  ];
  const asked = lines.map((line) => `complete -C "${line}"`).join("; ");
  const said = execFileSync("fish", ["--no-config", "-c", `source ${file}; ${asked}`], { encoding: "utf8" });
  expect(
    said
      .trim()
      .split("\n")
      .map((line) => line.split("\t")[0]),
  ).toEqual(["pinned", "fish", "install", "--workspace"]);
});

it("the command prints the script of the shell that is named", async () => {
  let printed = "";
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  await runCommandLine(["completion", "fish"]);
  spy.mockRestore();
  expect(printed).toBe(fishCompletion(commands));
});
