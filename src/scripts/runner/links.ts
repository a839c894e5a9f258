/**
 * Symbolic links inside declared folders. Deno compares paths as they are written and follows what is there, so a link
 * would lead out of what a script declares. Scripts can make none themselves: Deno wants unlimited permissions for that.
 */
import { type Dirent, readdirSync, readlinkSync, realpathSync } from "node:fs";
import { isAbsolute, join, relative, sep } from "node:path";
import { ScriptProblem } from "./script-problem";

/** Absolute paths of files and folders. */
export interface DeclaredPaths {
  read: readonly string[];
  write: readonly string[];
}

const entriesMax = 200_000;
/** Each is an argument of Deno's. */
const linksMax = 500;

/**
 * Links that lead out of what is declared, which the script must not use.
 * @param script for messages
 * @throws {ScriptProblem} for a link that the script could move, for then it would be used under another name; and where
 * there are too many
 */
export function linksOut(script: string, declared: DeclaredPaths): string[] {
  const found = new Set<string>();
  let entries = 0;
  for (const kind of ["read", "write"] as const) {
    const within = declared[kind].flatMap((path) => [path, realOf(path) ?? []].flat());
    for (const root of declared[kind]) {
      for (const { path, isLink } of walk(root)) {
        entries += 1;
        if (entries > entriesMax) throw tooMuch(script, root, `more than ${entriesMax} entries`);
        if (!isLink) continue;
        const isOut = !isWithin(realOf(path), within);
        if ((isOut || climbs(path)) && isMovable(path, declared)) throw movable(script, path);
        if (isOut) found.add(path);
        if (found.size > linksMax)
          throw tooMuch(script, root, `more than ${linksMax} links that lead out of it`);
      }
    }
  }
  return [...found];
}

/** Everything below a folder, without following links. */
function* walk(folder: string): Generator<{ path: string; isLink: boolean }> {
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    yield { path, isLink: entry.isSymbolicLink() };
    if (entry.isDirectory()) yield* walk(path);
  }
}

/** None for a file, for what is not there, and for what the script cannot read either. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Where a path really leads; undefined where nothing is there yet. */
function realOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function isWithin(path: string | undefined, folders: readonly string[]): boolean {
  if (path === undefined) return false;
  return folders.some((folder) => {
    const way = relative(folder, path);
    return way === "" || (!isAbsolute(way) && way !== ".." && !way.startsWith(`..${sep}`));
  });
}

/** Whether it leads elsewhere once it is moved. */
function climbs(link: string): boolean {
  const target = readlinkSync(link);
  return !isAbsolute(target) && target.split(/[\\/]/).includes("..");
}

/** Moving something takes both permissions. */
function isMovable(path: string, { read, write }: DeclaredPaths): boolean {
  return isWithin(path, read) && isWithin(path, write);
}

function movable(script: string, link: string): ScriptProblem {
  return new ScriptProblem(
    `Script ${script} was not run: ${link} is a link that leads out of what it declares, and it could move that`,
    "Remove the link, or declare a folder without it for writing",
  );
}

function tooMuch(script: string, folder: string, what: string): ScriptProblem {
  return new ScriptProblem(
    `Script ${script} was not run: ${folder} holds ${what}, too many to look through`,
    "Declare only the folders and files that it needs",
  );
}
