/** Finds the files of a workspace: one file, or every YAML file below a folder. */
import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { Place } from "./place";
import { Problems } from "./problems";
import { type Folder, isInside, quote, readText } from "./text";

/** Names that the root file of a folder may have. */
export const rootFileNames = ["workspace.yaml", "workspace.yml"];

export interface Tree extends Folder {
  /** The file that may hold what nobody else's may; null when the folder has none. */
  readonly rootFile: string | null;
  /** File → text, in order of names. Those that cannot be read are left out. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Whether a path is a workspace's file or folder, by its look alone. */
export function isWorkspacePath(path: string): boolean {
  try {
    if (statSync(path).isFile()) return /\.ya?ml$/i.test(path);
    return readdirSync(path).some((name) => rootFileNames.includes(name));
  } catch {
    return false;
  }
}

/** Reads a workspace's files. What is wrong with them goes to `problems`. */
export function readTree(path: string): Tree {
  const problems = new Problems();
  const given = resolve(path);
  const top: Place = { file: path, line: 1, column: 1, length: 1 };
  const nothing = { root: given, problems, rootFile: null, texts: new Map<string, string>() };
  let root: string;
  let names: string[];
  let rootFile: string | null;
  try {
    if (statSync(given).isFile()) {
      root = realpathSync(dirname(given));
      names = [basename(given)];
      rootFile = basename(given);
    } else {
      root = realpathSync(given);
      names = [...yamlBelow({ root, problems }, "")].sort();
      rootFile = names.find((name) => rootFileNames.includes(name)) ?? null;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const what = code === "ENOENT" ? "does not exist" : `cannot be opened (${code})`;
    problems.error("file", top, `${quote(path)} ${what}`, "Give the workspace's file or folder.");
    return nothing;
  }
  if (names.length === 0 && !problems.hasErrors) {
    problems.error("file", top, `${quote(path)} holds no YAML file`, "Write one: pumble init --kind file");
  }
  const texts = new Map<string, string>();
  for (const file of names) {
    const text = readText({ root, problems }, file, { file, line: 1, column: 1, length: 1 });
    if (text === null) continue;
    texts.set(file, text);
    problems.addText(file, text);
  }
  return { root, problems, rootFile, texts };
}

/** Every YAML file below a folder; neither hidden folders nor installed packages. Links to folders are not followed. */
function* yamlBelow(folder: Folder, below: string): Generator<string> {
  for (const entry of readdirSync(join(folder.root, below), { withFileTypes: true })) {
    const name = below ? `${below}/${entry.name}` : entry.name;
    if (entry.name.startsWith(".") || entry.name === "node_modules" || entry.name === "cdktf.out") continue;
    if (entry.isDirectory()) yield* yamlBelow(folder, name);
    else if (entry.isSymbolicLink() && leadsToFolder(folder, name, entry)) continue;
    else if (/\.ya?ml$/i.test(entry.name)) yield name;
  }
}

function leadsToFolder({ root, problems }: Folder, name: string, entry: Dirent): boolean {
  try {
    const real = realpathSync(join(root, name));
    if (!statSync(real).isDirectory()) return false;
    if (!isInside(root, real)) {
      const place = { file: relative(root, join(root, name)), line: 1, column: 1, length: 1 };
      const sentence = `${quote(entry.name)} is a link to a folder outside of the workspace's folder`;
      problems.error("file", place, sentence, "Put a copy into the folder.");
    }
    return true;
  } catch {
    return false;
  }
}
