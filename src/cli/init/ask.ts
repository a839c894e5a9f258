import { createInterface } from "node:readline/promises";
import { warn } from "../terminal";

/** Asks for one of several on the terminal, by number or name. */
export async function choice<Name extends string>(
  question: string,
  options: Readonly<Record<Name, string>>,
): Promise<Name> {
  const names = Object.keys(options) as Name[];
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    warn(question);
    for (const [index, name] of names.entries()) {
      warn(`  ${index + 1}  ${name.padEnd(8)} ${options[name]}`);
    }
    for (;;) {
      const answer = (await terminal.question("Number or name: ")).trim();
      const found = names.find((name, index) => answer === name || answer === String(index + 1));
      if (found) return found;
    }
  } finally {
    terminal.close();
  }
}
