import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exitCodes } from "../exit-codes";
import { warn } from "../terminal";
import { isEnding, signals } from "./cancellation";

/** Does something with a folder that is gone afterwards, also when somebody stops us. */
export async function withScratch<T>(act: (dir: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), "pumble-run-"));
  const remove = () => rmSync(dir, { recursive: true, force: true });
  const stop = () => {
    // What was begun is waited for, and comes back here.
    if (isEnding()) return;
    remove();
    warn("Stopped.");
    process.exit(exitCodes.stopped);
  };
  for (const signal of signals) process.on(signal, stop);
  try {
    return await act(dir);
  } finally {
    for (const signal of signals) process.off(signal, stop);
    remove();
  }
}
