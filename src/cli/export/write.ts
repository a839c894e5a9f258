/** Writes a folder of files: all of them or none, and never over what is there. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CliProblem } from "../problem";
import type { Files } from "./files";

/** What a project may have already without being in the way. */
const shared = [".gitignore", "package.json"];
const shownMax = 5;

/**
 * @returns the names of what was written
 * @throws {CliProblem} when one of them is there; then nothing was written
 */
export function writeAnew(folder: string, files: Files): string[] {
  const there = Object.keys(files).filter((name) => existsSync(join(folder, name)));
  refuseToOverwrite(there.filter((name) => !shared.includes(name)));
  const wanted = Object.entries(files).filter(([name]) => !there.includes(name));
  for (const [name, text] of wanted) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: "wx" });
  }
  return wanted.map(([name]) => name);
}

function refuseToOverwrite(taken: readonly string[]): void {
  if (taken.length === 0) return;
  const more = taken.length > shownMax ? ` and ${taken.length - shownMax} more` : "";
  throw new CliProblem(
    `${taken.slice(0, shownMax).join(", ")}${more} ${taken.length === 1 ? "is" : "are"} there already, and nothing was written.`,
    "Name a folder that does not hold them: --out DIR",
  );
}
