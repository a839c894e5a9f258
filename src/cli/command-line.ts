/** Runs a command line in this process. */
import type { Command } from "commander";
import { nearest } from "../pumble/nearest";
import { tellFailure } from "./failure";
import { program } from "./main";
import { beginResult } from "./terminal";

/** What asks nobody, and what says itself what is wrong with the way to the network. */
const withoutNetwork = new Set(["doctor", "completion", "help"]);
const askingForText = new Set(["--help", "-h", "--version", "-V"]);

function needsNetwork(words: readonly string[]): boolean {
  return !withoutNetwork.has(words[0] ?? "help") && !words.some((word) => askingForText.has(word));
}

/**
 * Runs it, and tells what went wrong.
 * @param words without `pumble`, and without what is for Terraform
 * @param goOnline readies the network, where the command may need it
 * @returns the exit code of a failure; null where the command has ended on its own
 */
export async function runCommandLine(
  words: string[],
  goOnline: () => Promise<void> = async () => {},
): Promise<number | null> {
  beginResult();
  try {
    checkWords(program, words);
    if (needsNetwork(words)) await goOnline();
    await program.parseAsync(words, { from: "user" });
    return null;
  } catch (error) {
    return tellFailure(error, words);
  }
}

/** A word that is no command is a mistake also where help is asked for: commander would show help and call it a success. */
function checkWords(command: Command, words: readonly string[]): void {
  if (command.commands.length === 0) return;
  const [word, ...rest] = words.filter((one) => one !== "help" && !one.startsWith("-"));
  if (word === undefined) return;
  const next = command.commands.find((known) => known.name() === word || known.aliases().includes(word));
  if (next) checkWords(next, rest);
  else refuseWord(command, word);
}

function refuseWord(command: Command, word: string): void {
  const shown = command.createHelp().visibleCommands(command);
  const name = nearest(
    word,
    shown.map((one) => one.name()),
  );
  const meant = name === null ? "" : `\n(Did you mean ${name}?)`;
  command.error(`error: unknown command '${word}'${meant}`);
}
