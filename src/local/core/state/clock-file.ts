import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ClockState, WorkspaceClock } from "../clock";
import { StorageFailure } from "../failure";

/**
 * Puts the clock where the folder's workspace had it, and from now on keeps there whether it stands still and how far it
 * was moved: a change that the disk does not take is a StorageFailure. Throws an Error that names the file when it is
 * damaged.
 */
export function keepClock(folder: string, clock: WorkspaceClock): void {
  const path = join(folder, "clock.json");
  const saved = read(path);
  if (saved) clock.restore(saved);
  clock.onChange((state) => write(path, state));
}

/** @throws StorageFailure when it is not stored; what was there before is then there still */
function write(path: string, state: ClockState): void {
  const fresh = `${path}.new`;
  try {
    writeFileSync(fresh, JSON.stringify(state), { mode: 0o600 });
    renameSync(fresh, path);
  } catch (error) {
    try {
      rmSync(fresh, { force: true });
    } catch {}
    throw new StorageFailure(error);
  }
}

function read(path: string): ClockState | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  try {
    const { offsetMs, frozenAt } = JSON.parse(text) as Partial<ClockState>;
    if (Number.isFinite(offsetMs) && (frozenAt === null || Number.isFinite(frozenAt))) {
      return { offsetMs: offsetMs!, frozenAt: frozenAt! };
    }
  } catch {}
  throw new Error(`${path} is damaged. Remove it, and the clock shows the real time again.`);
}
