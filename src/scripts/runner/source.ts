import { readFileSync } from "node:fs";
import { ScriptProblem } from "./problem";

/** What a script imports, and all that it may. */
export const sdkName = "pumble-iac/script";

/** The script's text. @throws {ScriptProblem} when there is no such file */
export function readScript(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === "ENOENT" ? "does not exist" : `cannot be read (${code})`;
    throw new ScriptProblem(`Script ${file} ${why}`, "Give the path of a TypeScript file", 2);
  }
  return text;
}

/** The text with the SDK's name replaced by its address, for runtimes without an import map. */
export function withSdkAt(text: string, sdkUrl: string): string {
  return text.replace(/(\bfrom\s*|\bimport\s*\(?\s*)(["'])pumble-iac\/script\2/g, `$1"${sdkUrl}"`);
}
