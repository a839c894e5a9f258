import { readNamed } from "./read-named";
import { exitCodes, ScriptProblem } from "./script-problem";

/** Where a script's input may be given; at most one of them. */
export interface InputSource {
  /** JSON text; `@FILE` for a file that holds it, `-` or `@-` for standard input. */
  input?: string | undefined;
  /** Name of an environment variable that holds JSON text. */
  inputEnv?: string | undefined;
}

/**
 * A script's input as it was given on the command line; undefined when none was.
 * @throws {ScriptProblem} when it is missing where it was promised, or is no JSON; never shows it
 */
export function readInput({ input, inputEnv }: InputSource, env: NodeJS.ProcessEnv = process.env): unknown {
  if (input !== undefined && inputEnv !== undefined) {
    throw new ScriptProblem("Both --input and --input-env are given", "Give one of them", exitCodes.usage);
  }
  const text = inputEnv === undefined ? inputText(input) : env[inputEnv];
  if (inputEnv !== undefined && text === undefined) {
    const nextStep = "Set it to the script's input as JSON, or leave out --input-env";
    throw new ScriptProblem(`The environment variable ${inputEnv} is not set`, nextStep, exitCodes.usage);
  }
  if (text === undefined || text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    const source = inputEnv === undefined ? sourceOf(input!) : `The environment variable ${inputEnv}`;
    const nextStep = 'Write it as a JSON object, such as {"channel":"general"}';
    throw new ScriptProblem(`${source} is not JSON`, nextStep, exitCodes.usage);
  }
}

const standardInput = /^@?-$/;

function inputText(input: string | undefined): string | undefined {
  if (input === undefined) return undefined;
  const isStandard = standardInput.test(input);
  if (!isStandard && !input.startsWith("@")) return input;
  const file = input.slice(1);
  try {
    return readNamed(isStandard ? 0 : file).replace(/^\uFEFF/, "");
  } catch (error) {
    const nextStep = "Give the path of a JSON file after the @, or - for standard input";
    throw new ScriptProblem(`${sourceOf(input)} ${(error as Error).message}`, nextStep, exitCodes.usage);
  }
}

function sourceOf(input: string): string {
  if (standardInput.test(input)) return "Standard input";
  return input.startsWith("@") ? `The input file ${input.slice(1)}` : "--input";
}
