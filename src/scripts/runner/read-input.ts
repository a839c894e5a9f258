import { exitCodes, ScriptProblem } from "./problem";

/** Where a script's input may be given; at most one of them. */
export interface InputSource {
  /** JSON text. */
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
  const text = inputEnv === undefined ? input : env[inputEnv];
  if (inputEnv !== undefined && text === undefined) {
    const nextStep = "Set it to the script's input as JSON, or leave out --input-env";
    throw new ScriptProblem(`The environment variable ${inputEnv} is not set`, nextStep, exitCodes.usage);
  }
  if (text === undefined || text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    const source = inputEnv === undefined ? "--input" : `The environment variable ${inputEnv}`;
    const nextStep = 'Write it as a JSON object, such as {"channel":"general"}';
    throw new ScriptProblem(`${source} is not JSON`, nextStep, exitCodes.usage);
  }
}
