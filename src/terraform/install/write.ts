import { randomBytes } from "node:crypto";
import { chmodSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export interface WriteOptions {
  /** @default 0o644 */
  readonly mode?: number;
  /** Folder on the same file system for the unfinished file. @default the file's own */
  readonly temporaryIn?: string;
}

/**
 * Writes a file so that a reader sees the old content or the new one, never a part; leaves it alone when it is already
 * right.
 * @returns whether anything was written
 * @throws Error for a link or a folder in its place: somebody else put it there
 */
export function writeAtomically(path: string, content: Uint8Array, options: WriteOptions = {}): boolean {
  const { mode = 0o644, temporaryIn = dirname(path) } = options;
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found && !found.isFile()) throw new Error(`Cannot write ${path}: it is no file. Move it away.`);
  if (found && readFileSync(path).equals(content)) {
    if ((found.mode & 0o777) !== mode) chmodSync(path, mode);
    return false;
  }
  mkdirSync(dirname(path), { recursive: true });
  const temporary = join(temporaryIn, `.${randomBytes(6).toString("hex")}.tmp`);
  try {
    writeFileSync(temporary, content, { mode, flag: "wx" });
    chmodSync(temporary, mode); // the umask may have taken bits away
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
  return true;
}
