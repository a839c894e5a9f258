/** `pumble run SCRIPT`: runs a runtime script. */
import { readInput, runScript, ScriptProblem } from "../scripts/runner";
import { CliProblem } from "./problem";

export interface RunOptions {
  input?: string;
  inputEnv?: string;
  dryRun?: boolean;
  json?: boolean;
}

export async function run(script: string, options: RunOptions): Promise<void> {
  try {
    const { output, runtime, permissions } = await runScript({
      ...{ file: script, input: readInput(options), dryRun: options.dryRun ?? false },
    });
    if (options.json) process.stdout.write(`${JSON.stringify({ output, runtime, permissions })}\n`);
    else if (output !== null) process.stdout.write(`${JSON.stringify(output, null, 2)}\n`);
  } catch (error) {
    if (error instanceof ScriptProblem) throw new CliProblem(error.message, error.nextStep, error.exitCode);
    throw error;
  }
}
