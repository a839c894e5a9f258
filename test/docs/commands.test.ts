/** The commands within the sentences, tables and shell blocks of the README and the guides are ones that are there. */
import { readdirSync, readFileSync } from "node:fs";
import type { Command } from "commander";
import { expect, it } from "vitest";
import { environmentNames } from "../../src/addon/config";
import { program } from "../../src/cli/main";
import { codeBlocksOf, inlineCodeOf } from "./pages";

const guides = readdirSync("docs/guides").map((name) => `docs/guides/${name}`);
const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };

/** What a page says that one may type. */
function lines(page: string): string[] {
  const blocks = codeBlocksOf(page).filter(({ language }) => language === "sh" || language === "bash");
  return [...inlineCodeOf(page), ...blocks.flatMap(({ code }) => code.split("\n"))];
}

/** What is wrong with a line, or null: a command, an option or a script of npm that is not there. */
function fault(line: string): string | null {
  const [, script] = /\bnpm run (?:--silent )?([\w:-]+)/.exec(line) ?? [];
  if (script && !scripts[script]) return `there is no npm run ${script}`;
  const [, typed] = /(?:^|npx (?:--no-install )?)pumble((?: [^#`|;&)>]+)?)/.exec(line.trim()) ?? [];
  return typed === undefined
    ? null
    : faultOfWords(program, typed.split(" -- ")[0]!.split(/\s+/).filter(Boolean));
}

function faultOfWords(command: Command, words: readonly string[]): string | null {
  const [word, ...rest] = words;
  if (command.commands.length > 0 && word !== undefined && !word.startsWith("-")) {
    const next = command.commands.find((one) => one.name() === word);
    return next ? faultOfWords(next, rest) : `pumble has no command ${word}`;
  }
  const known = command.options.flatMap(({ long }) => long ?? []);
  const all = [...known, "--help", "--version"];
  const wrong = words.filter((one) => one.startsWith("--")).find((one) => !all.includes(one.split("=")[0]!));
  return wrong ? `pumble ${command.name()} has no ${wrong}` : null;
}

it.each(["README.md", "CONTRIBUTING.md", ...guides])("the commands of %s are there", (page) => {
  const isElsewhere = (line: string) => line.startsWith("npm run dev"); // of Pumble's own SDK
  const faults = lines(page)
    .filter((line) => !isElsewhere(line))
    .map((line) => ({ line, fault: fault(line) }));
  expect(faults.filter((one) => one.fault !== null)).toEqual([]);
});

it.each(["pumble paln", "npx pumble plan --outt x", "npx pumble keys lst", "npm run tset"])(
  "%s is found to be wrong",
  (line) => {
    expect(fault(line)).not.toBeNull();
  },
);

it("the guide to hosting and the addon's guide name only variables of the addon that it reads", () => {
  const named = ["docs/guides/addon.md", "docs/guides/self-host.md"]
    .flatMap((page) => [...inlineCodeOf(page), ...codeBlocksOf(page).map(({ code }) => code)])
    .flatMap((text) => text.match(/\bPUMBLE_ADDON_[A-Z_]+[A-Z]\b/g) ?? []);
  const unknown = named.filter((name) => !environmentNames.includes(name) && name !== "PUMBLE_ADDON_PORTS");
  expect(named.length).toBeGreaterThan(5);
  expect(unknown).toEqual([]);
});
