/** Questions on the terminal. They go to standard error, for the result is on standard output. */
import { once } from "node:events";
import type { ReadLineOptions } from "node:readline";
import { createInterface } from "node:readline/promises";
import { CliProblem, stopped } from "./cli-problem";
import { warn } from "./terminal";

/** Where a question goes, and where its answer comes from. */
export type Terminal = Pick<ReadLineOptions, "input" | "output" | "terminal">;

const own: Terminal = { input: process.stdin, output: process.stderr };

/** One of several, and what each is. */
export interface Choice<Name extends string> {
  readonly options: Readonly<Record<Name, string>>;
  /** What an empty line means; without it there must be an answer. */
  readonly fallback?: Name;
}

/**
 * One line, without white space around it.
 * @throws {CliProblem} when it is stopped by Ctrl-C, or by Ctrl-D
 */
export async function ask(question: string, terminal: Terminal = own): Promise<string> {
  const lines = createInterface(terminal);
  // Where the question goes to a file, the end of the input would leave it open.
  const end = once(lines, "close").then(() => null);
  const answer = await Promise.race([lines.question(question).catch(unanswered), end]);
  lines.close();
  if (typeof answer === "string") return answer.trim();
  // The cursor stands behind the question.
  warn("");
  throw answer ?? new CliProblem("There was no answer: nothing was done.", "Run it again when you want it.");
}

/** Ctrl-C is somebody's wish to stop, and Ctrl-D no answer. */
function unanswered(error: Error): CliProblem | null {
  return /Ctrl\+C/.test(error.message) ? stopped() : null;
}

/** Only `y` and `yes` are yes. */
export async function confirmed(question: string, terminal: Terminal = own): Promise<boolean> {
  return /^y(es)?$/i.test(await ask(`${question} (y/N) `, terminal));
}

/** One of several, by number or name: asks until it is one. */
export async function choice<Name extends string>(
  question: string,
  { options, fallback }: Choice<Name>,
  terminal: Terminal = own,
): Promise<Name> {
  const names = Object.keys(options) as Name[];
  warn(question);
  for (const [index, name] of names.entries()) warn(`  ${index + 1}  ${name.padEnd(8)} ${options[name]}`);
  for (;;) {
    const answer = await ask(fallback ? `Number or name (${fallback}): ` : "Number or name: ", terminal);
    if (answer === "" && fallback) return fallback;
    const found = names.find((name, index) => answer === name || answer === String(index + 1));
    if (found) return found;
    warn(`It is a number from 1 to ${names.length}, or ${names.join(", ")}.`);
  }
}
