/** Ctrl-C, and the end that a forge puts to a job: Terraform is asked once to stop, and waited for. */
import type { ChildProcess } from "node:child_process";
import { warn } from "../terminal";

const running = new Set<ChildProcess>();
/** By which a person or a forge asks us to stop. */
export const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
let cancelled = false;

/** Whether somebody asked us to stop. */
export function isCancelled(): boolean {
  return cancelled;
}

/** Whether a process was asked to stop that is waited for. */
export function isEnding(): boolean {
  return running.size > 0;
}

/**
 * Asks a process to stop when we are asked. Only once: Terraform takes a second signal for “at once”, and loses what it
 * was about to write down.
 */
export function stopWithUs(child: ChildProcess): void {
  if (running.size === 0) for (const signal of signals) process.on(signal, stop);
  running.add(child);
  if (cancelled) child.kill("SIGINT");
  child.once("close", () => {
    running.delete(child);
    if (running.size === 0) for (const signal of signals) process.off(signal, stop);
  });
}

function stop(): void {
  if (cancelled) return;
  cancelled = true;
  warn("Stopping: Terraform ends what it has begun.");
  for (const child of running) child.kill("SIGINT");
}
