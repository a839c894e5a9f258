import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { ScriptProblem } from "./script-problem";

const built = join("script", "pumble-iac.mjs");

/** The built SDK that scripts import: found from here upwards, since this file is bundled at different depths. */
export function builtSdk(from: string = __dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    for (const sdk of [join(folder, built), join(folder, "dist", built)]) if (existsSync(sdk)) return sdk;
    if (dirname(folder) === folder) break;
  }
  throw new ScriptProblem("The script SDK has not been built", "Run `npm run build` in pumble-iac");
}
