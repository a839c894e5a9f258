// Every command at 80 columns: its help, and what is said of a command line that is not right. A new one is covered by
// being in the table of commands.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { describe, expect, it, vi } from "vitest";
import { runCommandLine } from "../../src/cli/command-line";
import { exitCodesOf } from "../../src/cli/exit-codes";
import { commandsOf, guides, variables } from "../../src/cli/help";
import { program } from "../../src/cli/main";

const commands = commandsOf(program);

async function said(words: readonly string[]): Promise<{ text: string; code: number | null }> {
  let text = "";
  const spies = ([process.stdout, process.stderr] as const).map((stream) =>
    vi.spyOn(stream, "write").mockImplementation((part) => {
      text += String(part);
      return true;
    }),
  );
  try {
    return { code: await runCommandLine([...words]), text };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

const tooWide = (text: string) => text.split("\n").filter((line) => [...line].length > 80);
const split = (words: string) => words.split(" ").filter((word) => word !== "");

describe.each(commands)("pumble %s", (words, command) => {
  it("has help with examples that are right, variables and exit codes, in 80 columns", async () => {
    const { text, code } = await said([...split(words), "--help"]);
    expect(code).toBe(0);
    expect(tooWide(text)).toEqual([]);
    expect(text).toContain("\nExamples:\n  ");
    expect(text.includes("\nEnvironment:\n")).toBe((guides[words]?.environment ?? []).length > 0);
    if (command.commands.length === 0) expect(text).toContain("\nExit codes:\n");
    for (const [line] of guides[words]!.examples) checkExample(line);
  });

  it("says what is wrong with an option that it does not have, in 80 columns", async () => {
    const given = command.options.flatMap(({ mandatory, long, argChoices }) =>
      mandatory ? [long!, argChoices?.[0] ?? "x"] : [],
    );
    const { text, code } = await said([
      ...split(words),
      ...given,
      "--no-such-option-of-this-command-or-of-any-other-one",
    ]);
    expect(code).toBe(words === "drift" ? 1 : 2);
    expect(text).toMatch(/^error: unknown option\s/);
    expect(text).toContain(`pumble ${words}`.trim());
    expect(tooWide(text)).toEqual([]);
  });

  it.runIf(command.options.some(({ argChoices, parseArg }) => argChoices || parseArg))(
    "says what a value can be, in 80 columns",
    async () => {
      for (const { long, argChoices, parseArg } of command.options) {
        if (!argChoices && (!parseArg || long === "--channel" || long === "--stack")) continue;
        const { text, code } = await said([...split(words), long!, "no such value of this option at all"]);
        expect(code, long!).toBe(words === "drift" ? 1 : 2);
        expect(text.replace(/\s+/g, " ")).toMatch(
          new RegExp(`^error: option '[^']*${long}[^']*' argument '[^']*' is invalid\\. `),
        );
        expect(tooWide(text)).toEqual([]);
      }
    },
  );
});

/** An example names a command, and only options that it has. */
function checkExample(line: string): void {
  const [typed = ""] = line.replace(/^source <\(|\)$| \| source$/g, "").split(" -- ");
  const parts = split(typed).slice(1);
  let at: Command = program;
  while (parts.length > 0) {
    const next = at.commands.find((each) => each.name() === parts[0]);
    if (!next) break;
    at = next;
    parts.shift();
  }
  expect(at, line).not.toBe(program);
  const flags = parts.filter((part) => part.startsWith("-"));
  const known = at.options.flatMap(({ short, long }) => [short, long]);
  expect(
    flags.filter((flag) => !known.includes(flag)),
    line,
  ).toEqual([]);
}

it("every command has a guide and exit codes, and no guide is of a command that is not there", () => {
  const names = commands.map(([words]) => words);
  expect(Object.keys(guides).sort()).toEqual([...names].sort());
  const leaves = commands.filter(([, command]) => command.commands.length === 0).map(([words]) => words);
  expect(Object.keys(exitCodesOf).sort()).toEqual(leaves.sort());
});

it("every variable of a help is one that the sources read", () => {
  const sources = readSources(join(__dirname, "../../src"));
  for (const name of Object.keys(variables)) expect(sources, name).toContain(name);
});

function readSources(dir: string): string {
  return readdirSync(dir, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(join("cli", "help.ts")))
    .map((name) => readFileSync(join(dir, name), "utf8"))
    .join("\n");
}
