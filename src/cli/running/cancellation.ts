/** Ctrl-C, and the end that a forge puts to a job: Terraform is asked once to stop, and waited for. */
import type { ChildProcess } from "node:child_process";
import { warn } from "../terminal";

/** By which a person or a forge asks us to stop. */
export const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export interface Cancellation {
  /** Whether somebody asked us to stop. */
  isCancelled(): boolean;
  /** Whether a process was asked to stop that is waited for. */
  isEnding(): boolean;
  /**
   * Asks a process to stop when we are asked. Only once: Terraform takes a second signal for “at once”, and loses what
   * it was about to write down.
   */
  stopWithUs(child: ChildProcess): void;
}

/** That of a process. Once cancelled, it stays so. */
export function cancellation(): Cancellation {
  const running = new Set<ChildProcess>();
  let cancelled = false;
  const stop = () => {
    if (cancelled) return;
    cancelled = true;
    warn("Stopping: Terraform ends what it has begun.");
    for (const child of running) child.kill("SIGINT");
  };
  return {
    isCancelled: () => cancelled,
    isEnding: () => running.size > 0,
    stopWithUs: (child) => {
      if (running.size === 0) for (const signal of signals) process.on(signal, stop);
      running.add(child);
      if (cancelled) child.kill("SIGINT");
      child.once("close", () => {
        running.delete(child);
        if (running.size === 0) for (const signal of signals) process.off(signal, stop);
      });
    },
  };
}

export const { isCancelled, isEnding, stopWithUs } = cancellation();
