import { readFileSync } from "node:fs";
import { ScriptProblem } from "./problem";

const sdkName = "pumble-iac/script";
const importPatterns = [
  /^[ \t]*(?:import|export)\b(?!\s+type\b)[^;'"`]*?\bfrom\s*["']([^"']+)["']/gm,
  /^[ \t]*import\s*["']([^"']+)["']/gm,
  /^[^/*\n]*\bimport\(\s*["']([^"']+)["']/gm,
];

/**
 * The script's text.
 * @throws {ScriptProblem} when there is no such file, or it needs more than the SDK: it could then change without its
 * hash changing, and would not run on every machine
 */
export function readScript(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === "ENOENT" ? "does not exist" : `cannot be read (${code})`;
    throw new ScriptProblem(`Script ${file} ${why}`, "Give the path of a TypeScript file", 2);
  }
  for (const pattern of importPatterns) {
    for (const [, name] of text.matchAll(pattern)) {
      if (name !== sdkName) {
        const nextStep = `A script is one self-contained file: put what it needs into it, and import only ${sdkName}`;
        throw new ScriptProblem(`Script ${file} imports ${JSON.stringify(name)}`, nextStep);
      }
    }
  }
  return text;
}

/** The text with the SDK's name replaced by its address, for runtimes without an import map. */
export function withSdkAt(text: string, sdkUrl: string): string {
  return text.replace(/(\bfrom\s*|\bimport\s*\(?\s*)(["'])pumble-iac\/script\2/g, `$1"${sdkUrl}"`);
}
