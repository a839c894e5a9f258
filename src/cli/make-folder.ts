/** Makes a folder and those above it. */
import { existsSync, lstatSync, mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { usageProblem } from "./cli-problem";
import { near } from "./near";

/**
 * One after the other: Node's `recursive` never comes back where a file system takes no folders, such as in /proc.
 * @param mode of those that are made
 * @returns those that were made, from the top
 * @throws {CliProblem} when a file is in the way; the system's error when it has no leave
 */
export function makeFolder(path: string, mode = 0o777): string[] {
  const full = resolve(path);
  const missing: string[] = [];
  for (let at = full; !existsSync(at); at = dirname(at)) missing.unshift(at);
  for (const folder of missing) make(folder, mode);
  mustBeFolder(full);
  return missing;
}

/** @throws {CliProblem} for a file, and for a link that leads nowhere; what is not there may become a folder */
export function mustBeFolder(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found && lstatSync(path, { throwIfNoEntry: false })) {
    throw usageProblem(
      `${near(path)} is a link that leads nowhere.`,
      "Name another path, or remove the link.",
    );
  }
  if (!found || found.isDirectory()) return;
  throw usageProblem(`${near(path)} is a file, where a folder is needed.`, "Name another path.");
}

/** Somebody else may make it at the same time. */
function make(folder: string, mode: number): void {
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
