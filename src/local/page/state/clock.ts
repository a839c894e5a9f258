/** The workspace's time, which may stand still or be far from the browser's. */
import { signal } from "@preact/signals";
import type { ShownClock } from "../contract";

/** As the workspace last told; null before it did. */
export const workspaceClock = signal<ShownClock | null>(null);

/** Epoch milliseconds in the workspace. */
export function nowMs(): number {
  const clock = workspaceClock.value;
  return clock?.frozenAt ?? Date.now() + (clock?.offsetMs ?? 0);
}

/** Whether the workspace's time is the real one, give or take what a message takes. */
export function isRealTime({ frozenAt, offsetMs }: ShownClock): boolean {
  return frozenAt === null && Math.abs(offsetMs) < 1000;
}
