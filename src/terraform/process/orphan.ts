/** How often the parent is looked at. */
const intervalMs = 1000;

/** A killed process lets go of its connections a little before its children get another parent. */
const reparentedWithinMs = 50;

/** Watches for the death of the process that started this one. */
export interface ParentWatch {
  /** A connection has closed: looks soon, instead of at the next tick. */
  connectionClosed(): void;
}

/**
 * Calls `onOrphaned` once the parent has gone. A Terraform that is killed cannot ask its plugins to stop, and a connection
 * that breaks in the middle of its TLS handshake may go unnoticed, so open connections prove nothing.
 * @param parent `process.ppid` as it was at the very start; later it may already be another's
 */
export function watchParent(parent: number, onOrphaned: () => void): ParentWatch {
  const check = (): void => {
    if (process.ppid !== parent || !isAlive(parent)) onOrphaned();
  };
  setInterval(check, intervalMs).unref();
  return { connectionClosed: () => void setTimeout(check, reparentedWithinMs).unref() };
}

/** On Windows the parent's id does not change when it dies. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
