/** Which files of a room are mutated: all, or a sample that is the same for everybody. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** About every third line makes a mutant: enough lines for 300 of them. */
const sampleLines = 1_200;

/** What holds no logic of ours: generated code, and files that only name others. */
const skipped = /(^|\/)(generated|bindings|node_modules)\/|\.d\.ts$|(^|\/)index\.ts$/;

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative("", join(entry.parentPath, entry.name)))
    .filter((file) => !skipped.test(file))
    .sort();
}

const rank = (file: string): string => createHash("sha256").update(file).digest("hex");

/**
 * Files below `room`, in a fixed random order until there are enough lines for some 300 mutants.
 * @throws Error when there is no such room
 */
export function sampleOf(room: string): string[] {
  const chosen: string[] = [];
  let lines = 0;
  for (const file of sources(room).sort((a, b) => rank(a).localeCompare(rank(b)))) {
    if (lines >= sampleLines) break;
    chosen.push(file);
    lines += readFileSync(file, "utf8").split("\n").length;
  }
  if (chosen.length === 0) throw new Error(`There are no sources below ${room}.`);
  return chosen.sort();
}

/** All files below `room`. */
export function allOf(room: string): string[] {
  return sources(room);
}
