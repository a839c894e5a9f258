/** `pumble run SCRIPT`: runs a runtime script. */
import { printableJson } from "../pumble/printable";
import { readInput, runScript, ScriptProblem } from "../scripts/runner";
import { CliProblem } from "./cli-problem";
import { pass, sayJson } from "./terminal";

export interface RunOptions {
  input?: string;
  inputEnv?: string;
  dryRun?: boolean;
  runtime?: string;
  json?: boolean;
}

export async function run(script: string, options: RunOptions): Promise<void> {
  try {
    const { output, runtime, permissions } = await runScript({
      ...{ file: script, input: readInput(options), dryRun: options.dryRun ?? false },
      runtime: options.runtime,
    });
    if (options.json) sayJson("run", { output, runtime, permissions });
    else if (output !== null) pass(`${printableJson(output, 2)}\n`);
  } catch (error) {
    if (error instanceof ScriptProblem) throw new CliProblem(error.message, error.nextStep, error.exitCode);
    throw error;
  }
}
