/**
 * `node run.cjs SCRIPT`: runs a script for Terraform, whose working folder is the stack's. The synthesised stack holds this
 * file, the SDK beside it, and the way to the project's folder, from which scripts are named.
 */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { printable } from "../../pumble/printable";
import { readInput } from "./read-input";
import { runScript } from "./run-script";
import { ScriptProblem } from "./script-problem";

/** The environment variable in which the input travels. */
const inputVariable = "PUMBLE_SCRIPT_INPUT";

async function main(): Promise<void> {
  const wayToProject = join(__dirname, "project");
  if (existsSync(wayToProject)) process.chdir(resolve(__dirname, readFileSync(wayToProject, "utf8").trim()));
  await runScript({ file: process.argv[2] ?? "", input: readInput({ inputEnv: inputVariable }) });
}

main().catch((error: unknown) => {
  if (!(error instanceof ScriptProblem)) throw error;
  process.stderr.write(printable(`${error.message}\n  ${error.nextStep}\n`, true));
  process.exitCode = error.exitCode;
});
