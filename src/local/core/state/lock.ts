import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Keeps a second process out of a folder. The lock names its process and when that started, so that one left by a
 * killed process does not hold, even when its number has been given to another.
 * @returns a function that unlocks
 * @throws Error that names the process which uses the folder
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, "workspace.lock");
  const mine = `${process.pid} ${startedAt(process.pid) ?? "?"}`;
  for (const isLastTry of [false, true]) {
    try {
      writeFileSync(path, mine, { flag: "wx", mode: 0o600 });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || isLastTry) throw error;
      const holder = holderOf(path);
      if (holder !== null) {
        throw new Error(`${folder} is in use by process ${holder}. Stop it, or choose another folder.`);
      }
      rmSync(path, { force: true });
    }
  }
  throw new Error(`Cannot lock ${folder}`);
}

/** The living process that holds the lock, or null. */
function holderOf(path: string): number | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return null;
  }
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
