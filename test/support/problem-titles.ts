/** The titles of the problems that the command's sources can throw. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Title {
  /** File and the beginning of the title, for messages. */
  readonly shown: string;
  /** The longest part of it that holds no variable, its white space made single spaces. */
  readonly words: string;
}

/** Every `new CliProblem(…)` and `usageProblem(…)` below a folder whose title is written there. */
export function problemTitles(folder: string): Title[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  return files.flatMap((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    return [...text.matchAll(/(?:new CliProblem|\busageProblem)\(/g)].flatMap(({ index, 0: head }) =>
      literalsIn(firstArgument(text.slice(index + head.length))).map((literal) => titleOf(file, literal)),
    );
  });
}

function titleOf(file: string, literal: string): Title {
  const [longest = ""] = literal.split(/\$\{[^}]*\}/).sort((a, b) => b.length - a.length);
  // What stands at its ends may be there or not where the words are looked for.
  const words = longest.replace(/^[\s"]+|[\s".]+$/g, "").replace(/\s+/g, " ");
  return { shown: `${file}: ${literal}`, words };
}

/** Up to the comma that ends it. */
function firstArgument(text: string): string {
  let [depth, quote] = [0, ""];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === "\\") at++;
    else if (quote !== "") quote = sign === quote ? "" : quote;
    else if (/["'`]/.test(sign)) quote = sign;
    else if (/[([{]/.test(sign)) depth++;
    else if (/[)\]}]/.test(sign)) depth--;
    if (quote === "" && ((depth === 0 && sign === ",") || depth < 0)) return text.slice(0, at);
  }
  return text;
}

/** Texts of some length; what a template's variables hold is none. */
function literalsIn(argument: string): string[] {
  return [...argument.matchAll(/`([^`]*)`|"([^"\\]*)"/g)]
    .map(([, template, plain]) => template ?? plain!)
    .filter((text) => text.replace(/\$\{[^}]*\}/g, "").length >= 10);
}
