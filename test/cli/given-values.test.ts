// What is on a command line and can mean nothing.
import { Command } from "commander";
import { expect, it } from "vitest";
import { refuseOddValues } from "../../src/cli/given-values";
import { another } from "../../src/cli/values";

/** What the command takes of these words, or why it takes none. */
function taken(words: readonly string[]): unknown {
  let given: unknown = "not run";
  const program = new Command("pumble").exitOverride().configureOutput({ writeErr: () => {} });
  const pack = program
    .command("pack <dir> [name] [more...]")
    .option("--out <dir>", "where to")
    .option("--sign [key]", "with which key")
    .option("--json", "as JSON")
    .option("--channel <glob>", "which", another)
    .option("--platform <names...>", "for which")
    .action((dir, name, more, options) => {
      given = {
        dir,
        ...(name === undefined ? {} : { name }),
        ...(more.length > 0 ? { more } : {}),
        ...options,
      };
    });
  for (const command of [program, pack]) refuseOddValues(command);
  try {
    for (const line of words) program.parse(line.split(" "), { from: "user" });
    return given;
  } catch (error) {
    return (error as Error).message;
  }
}

it.each([
  ["pack a --out b", { dir: "a", out: "b" }],
  ["pack a --out b --out b", { dir: "a", out: "b" }],
  ["pack a --out b --out c", "error: option '--out <dir>' is given twice, as 'b' and as 'c'"],
  ["pack a --out=", "error: option '--out <dir>' is given without a value"],
  ["pack a --json --json", { dir: "a", json: true }],
  ["pack a --sign", { dir: "a", sign: true }],
  ["pack a --sign --sign", { dir: "a", sign: true }],
  ["pack a --sign=", "error: option '--sign [key]' is given without a value"],
  ["pack a --sign --sign ada", "error: option '--sign [key]' is given twice, without a value and as 'ada'"],
  ["pack a --sign ada --sign", "error: option '--sign [key]' is given twice, as 'ada' and without a value"],
  ["pack a --channel one --channel two", { dir: "a", channel: ["one", "two"] }],
  ["pack a --platform one two", { dir: "a", platform: ["one", "two"] }],
  ["pack a --platform one --platform two", { dir: "a", platform: ["one", "two"] }],
  ["pack ", "error: argument 'dir' is empty"],
  ["pack a ", "error: argument 'name' is empty"],
  ["pack a b ", "error: argument 'more' is empty"],
  ["pack a b c ", "error: argument 'more' is empty"],
  ["pack a b c", { dir: "a", name: "b", more: ["c"] }],
])("pumble %s", (line, expected) => {
  expect(taken([line])).toEqual(expected);
});

it("what one line says is not what the next one says again", () => {
  expect(taken(["pack a --out b", "pack a --out c"])).toEqual({ dir: "a", out: "c" });
});
