/** Runs one script, for tests that stop or kill its runner. Arguments: the script and the built SDK. */
import { runScript, ScriptProblem } from "../../src/scripts/runner";

const [file = "", sdk = ""] = process.argv.slice(2);
runScript({ file, sdk }).catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = error instanceof ScriptProblem ? error.exitCode : 99;
});
