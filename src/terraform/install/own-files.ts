/**
 * What an installer wrote, so that it takes away and replaces nothing else. The names stand beside the package, where
 * Terraform passes over files, and not in it, where they would count for its hash.
 */
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import type { PackageFiles } from "./hash";
import { writeAtomically } from "./write";

/**
 * @param folder of the package
 * @param files what is going to stand there
 * @returns the names of what is there by this installer, or is already right
 * @throws Error that names what somebody else put there
 */
export function ownFiles(folder: string, files: PackageFiles): string[] {
  const recorded = new Set(readRecord(folder));
  const present = lstatSync(folder, { throwIfNoEntry: false }) ? readdirSync(folder) : [];
  for (const name of present) {
    const path = join(folder, name);
    const wanted = files.get(name);
    const isOwn = recorded.has(name) || (wanted !== undefined && isSame(path, wanted));
    if (isOwn && lstatSync(path).isFile()) continue;
    throw new Error(
      `Cannot install provider: ${path} was not put there by it, and Terraform takes no package with other files. Move it away.`,
    );
  }
  return present;
}

/** Remembers the names for {@link ownFiles}. */
export function recordFiles(folder: string, names: Iterable<string>, temporaryIn: string): void {
  const text = `${JSON.stringify([...new Set(names)].sort())}\n`;
  writeAtomically(recordOf(folder), Buffer.from(text), { temporaryIn });
}

/** @throws Error that names the first link, or file, in the place of a folder between `root` and `folder` */
export function checkNoLinks(root: string, folder: string): void {
  let path = root;
  for (const part of relative(root, folder).split(sep)) {
    path = join(path, part);
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (!found || found.isDirectory()) continue;
    const what = found.isSymbolicLink() ? "a link" : "no folder";
    throw new Error(`Cannot install provider: ${path} is ${what}. Move it away, or install somewhere else.`);
  }
}

const recordOf = (folder: string): string => join(dirname(folder), `.${basename(folder)}.files.json`);

function readRecord(folder: string): string[] {
  try {
    const names: unknown = JSON.parse(readFileSync(recordOf(folder), "utf8"));
    return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
  } catch {
    return []; // then nothing there counts as written by us
  }
}

const isSame = (path: string, content: Uint8Array): boolean =>
  lstatSync(path).isFile() && readFileSync(path).equals(content);
