import { readFileSync } from "node:fs";
import { ScriptProblem } from "./script-problem";

/** What a script imports, and all that it may. */
export const sdkName = "pumble-iac/script";

/** The script's text. @throws {ScriptProblem} when there is no such file */
export function readScript(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === "ENOENT" ? "does not exist" : `cannot be read (${code})`;
    throw new ScriptProblem(
      `Script ${file} ${why}`,
      "Give the path of a TypeScript file, or a script that comes with pumble-iac: pumble run --help lists them",
      2,
    );
  }
}
