import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { Examples } from "./examples";
import type { Pages } from "./pages";

/** Pages of these folders are made; what else is in the docs folder (guides) is written by hand and left alone. */
const generatedFolders = [
  "resources",
  "data-sources",
  "functions",
  "ephemeral-resources",
  "list-resources",
  "actions",
];

/** Examples from a folder. */
export function folderExamples(folder: string): Examples {
  return (path) => {
    const file = join(folder, path);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  };
}

/**
 * Writes pages below a folder and removes pages of things that are gone.
 * @param options with `check`, nothing is written
 * @returns the files that are (or, with `check`, would be) written or removed
 */
export function writeDocs(pages: Pages, folder: string, options: { check?: boolean } = {}): string[] {
  const changed: string[] = [];
  for (const [path, text] of pages) {
    const file = join(folder, path);
    if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
    changed.push(path);
    if (options.check) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  for (const path of generatedFiles(folder)) {
    if (pages.has(path)) continue;
    changed.push(path);
    if (!options.check) rmSync(join(folder, path));
  }
  return changed.sort();
}

function generatedFiles(folder: string): string[] {
  return generatedFolders
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path))
    .flatMap((path) =>
      readdirSync(path).map((name) => relative(folder, join(path, name)).split(sep).join("/")),
    )
    .filter((path) => path.endsWith(".md"));
}
