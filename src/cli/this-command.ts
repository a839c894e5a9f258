import { existsSync } from "node:fs";
import { join } from "node:path";

/** How to start this command from elsewhere: the bundled file, seen from itself or from the sources. */
export function pumbleCommand(): string[] {
  const built = [join(__dirname, "pumble.js"), join(__dirname, "..", "..", "dist", "bin", "pumble.js")];
  return ["node", built.find((path) => existsSync(path)) ?? built.at(-1)!];
}
