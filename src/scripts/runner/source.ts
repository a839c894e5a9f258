import { readNamed } from "./read-named";
import { ScriptProblem } from "./script-problem";

/** What a script imports, and all that it may. */
export const sdkName = "pumble-iac/script";

/** The script's text. @throws {ScriptProblem} when there is no such file */
export function readScript(file: string): string {
  try {
    return readNamed(file);
  } catch (error) {
    throw new ScriptProblem(
      `Script ${file} ${(error as Error).message}`,
      "Give the path of a TypeScript file, or a script that comes with pumble-iac: pumble run --help lists them",
      2,
    );
  }
}
