import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { ScriptProblem } from "./problem";
import { withSdkAt } from "./source";

/** A script as a module that plain Node runs. */
export interface NodeModuleFile {
  file: string;
  /** Removes it. */
  remove(): void;
}

/**
 * Writes the script, its types stripped and its line numbers kept, to a folder of its own.
 * @throws {ScriptProblem} when it does not parse
 */
export async function asNodeModule(
  script: string,
  text: string,
  file: string,
  sdkUrl: string,
): Promise<NodeModuleFile> {
  const { transform } = await import("sucrase");
  let code: string;
  try {
    code = transform(text, { transforms: ["typescript"], disableESTransforms: true }).code;
  } catch (error) {
    const reason = (error as Error).message.replace(/^Error transforming[^:]*: /, "");
    throw new ScriptProblem(`Script ${script} cannot be loaded: ${reason}`, "Correct the script");
  }
  const folder = mkdtempSync(join(tmpdir(), "pumble-script-"));
  const module = join(folder, `${basename(file).replace(/\.[^.]*$/, "")}.mjs`);
  writeFileSync(module, withSdkAt(code, sdkUrl), { mode: 0o600 });
  return { file: module, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
