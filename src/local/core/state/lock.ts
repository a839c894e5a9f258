import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Keeps a second process out of a folder. The lock names its process and when that started, so that one left by a
 * killed process does not hold, even when its number has been given to another.
 * @returns a function that unlocks
 * @throws Error that names the process which uses the folder
 */
export function lockFolder(folder: string): () => void {
  const lock = take(join(folder, "workspace.lock"));
  if (typeof lock === "function") return lock;
  throw new Error(`${folder} is in use by process ${lock}. Stop it, or choose another folder.`);
}

/** Makes the lock, in place of one that holds nobody off. Gives what removes it, or the process that has it. */
function take(path: string): (() => void) | number {
  for (;;) {
    if (create(path)) return () => rmSync(path, { force: true });
    const found = inspect(path);
    if (found === null) continue;
    if (found.holder !== null) return found.holder;
    // Whoever finds the same lock left behind takes this one first: else the slower would remove what the quicker has made.
    const mayRemove = take(`${path}.${found.version}`);
    if (typeof mayRemove === "number") return mayRemove;
    try {
      if (inspect(path)?.version === found.version) rmSync(path, { force: true });
    } finally {
      mayRemove();
    }
  }
}

/** Makes a lock with its text in one step, for nobody may find an empty one; false when there is one. */
function create(path: string): boolean {
  const text = `${process.pid} ${startedAt(process.pid) ?? "?"}`;
  const fresh = `${path}.${randomBytes(6).toString("hex")}.new`;
  try {
    writeFileSync(fresh, text, { mode: 0o600 });
    linkSync(fresh, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    // Not every file system has links.
    if (code === "EPERM" || code === "ENOTSUP" || code === "ENOSYS") return createPlainly(path, text);
    throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
}

function createPlainly(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Which lock it is, and the living process that holds it, if any; null when it is gone. */
function inspect(path: string): { version: string; holder: number | null } | null {
  try {
    const { ino, mtimeNs } = statSync(path, { bigint: true });
    return { version: `${ino}-${mtimeNs}`, holder: holderIn(readFileSync(path, "utf8")) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function holderIn(text: string): number | null {
  // What a full disk or a power cut left of a lock names no process, and 0 and below are groups of them.
  const [pid = 0, started] = text.split(" ").map(Number);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return null;
  const now = startedAt(pid);
  return now === null || Number.isNaN(started) || now === started ? pid : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** When the process started, in the kernel's ticks; null where that cannot be known. */
function startedAt(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]);
  } catch {
    return null;
  }
}
