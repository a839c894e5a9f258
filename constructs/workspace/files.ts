/** The part of this package that reads a workspace's files, loaded when it is first wanted. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { filesForConstructs } from "../../src/workspace-file/for-constructs";

/** The bundled reader, seen from the built library or from the sources. */
export function filesReader(): typeof filesForConstructs {
  const candidates = [join(__dirname, "..", ".."), join(__dirname, "..", "..", "dist")];
  const found = candidates.map((folder) => join(folder, "workspace-file.cjs")).find(existsSync);
  if (!found) throw new Error("The package has not been built: run `npm run build` in pumble-iac.");
  const loaded = createRequire(found)(found) as { filesForConstructs: typeof filesForConstructs };
  return loaded.filesForConstructs;
}
