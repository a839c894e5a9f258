import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ScriptProblem } from "./problem";

/** The built SDK that scripts import: found from here upwards, since this file is bundled at different depths. */
export function builtSdk(from: string = __dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).name === "pumble-iac") {
      const sdk = join(folder, "dist", "script", "pumble-iac.mjs");
      if (existsSync(sdk)) return sdk;
      throw new ScriptProblem(`The script SDK is not built: ${sdk} is missing`, "Run: npm run build");
    }
    if (dirname(folder) === folder) {
      throw new ScriptProblem("The script SDK cannot be found", "Install the package pumble-iac again");
    }
  }
}
