/** What a stack with scripts needs to run them: a copy of the runner, so that no path leads to where this package is. */
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { checkNoLinks } from "../src/terraform/install";
import { afterSynth } from "./after-synth";

/** The runner's folder within the stack's. */
const folderName = "pumble-scripts";

/** How Terraform starts the runner from the stack's folder; the script follows. */
export const runner = ["node", `${folderName}/run.cjs`];

const prepared = new WeakSet<TerraformStack>();

/** Sees to it that the stack's folder has the runner, once for each stack. */
export function installRunner(scope: Construct): void {
  const stack = TerraformStack.of(scope);
  if (prepared.has(stack)) return;
  prepared.add(stack);
  const project = process.cwd();
  afterSynth(scope, (folder) => {
    const target = join(folder, folderName);
    checkNoLinks(folder, target);
    mkdirSync(target, { recursive: true });
    for (const entry of readdirSync(target, { recursive: true, withFileTypes: true })) {
      // Through a link the copy would land wherever it leads.
      if (entry.isSymbolicLink())
        throw new Error(`${join(entry.parentPath, entry.name)} is a link. Move it away.`);
    }
    const built = builtRunner();
    cpSync(join(built, "run.cjs"), join(target, "run.cjs"));
    cpSync(join(built, "script"), join(target, "script"), { recursive: true });
    writeFileSync(join(target, "project"), `${relative(target, project).replaceAll("\\", "/")}\n`);
  });
}

/** The built runner, seen from the built library or from the sources. */
function builtRunner(): string {
  const candidates = [join(__dirname, ".."), join(__dirname, "..", "dist")];
  const found = candidates.find((folder) => existsSync(join(folder, "run.cjs")));
  if (!found) throw new Error("The script runner has not been built: run `npm run build` in pumble-iac.");
  return found;
}
