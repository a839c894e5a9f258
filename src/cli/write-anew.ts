/** Writes a folder of files: all of them or none, and never over what is there. */
import { lstatSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CliProblem } from "./cli-problem";
import { makeFolder, mustBeFolder } from "./make-folder";

/** What a project may have already without being in the way. */
const shared = [".gitignore", "package.json"];
const shownMax = 5;

/**
 * @param files name → text
 * @param nextStep what to do when some are there
 * @returns the names of what was written
 * @throws {CliProblem} when one of them is there, be it a link that leads nowhere; then nothing was written
 */
export function writeAnew(
  folder: string,
  files: Readonly<Record<string, string>>,
  nextStep: string,
): string[] {
  refuseTaken(folder, Object.keys(files), nextStep);
  const wanted = Object.entries(files).filter(([name]) => !isThere(join(folder, name)));
  const undo: (() => void)[] = [];
  try {
    for (const [name, text] of wanted) write(join(folder, name), text, undo);
  } catch (error) {
    for (const step of undo.reverse()) tried(step);
    throw error;
  }
  return wanted.map(([name]) => name);
}

/**
 * Refuses to write into a folder, before there is anything to write.
 * @param names files of the folder
 * @throws {CliProblem} when one of them is there, or the folder is none
 */
export function refuseTaken(folder: string, names: readonly string[], nextStep: string): void {
  mustBeFolder(folder);
  const taken = names.filter((name) => !shared.includes(name) && isThere(join(folder, name)));
  if (taken.length > 0) throw refusal(taken, nextStep);
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function write(path: string, text: string, undo: (() => void)[]): void {
  for (const made of makeFolder(dirname(path))) undo.push(() => rmdirSync(made));
  // A disk that is full has the file, and not its text.
  undo.push(() => rmSync(path, { force: true }));
  try {
    writeFileSync(path, text, { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") undo.pop();
    throw error;
  }
}

/** What cannot be taken back stays, such as a folder into which somebody else has put something. */
function tried(step: () => void): void {
  try {
    step();
  } catch {
    // What is told is why it had to be taken back.
  }
}

function refusal(taken: readonly string[], nextStep: string): CliProblem {
  const more = taken.length > shownMax ? ` and ${taken.length - shownMax} more` : "";
  return new CliProblem(
    `${taken.slice(0, shownMax).join(", ")}${more} ${taken.length === 1 ? "is" : "are"} there already, and nothing was written.`,
    nextStep,
  );
}
