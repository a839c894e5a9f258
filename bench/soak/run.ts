/** What a load works with. */
import { setTimeout as pause } from "node:timers/promises";
import type { SoakJournal } from "./journal";
import type { KeyBook } from "./key-book";
import type { Model } from "./model";
import type { Random } from "./random";
import type { Outcome, Scene } from "./scene";

export interface Run {
  readonly seed: number;
  readonly scene: Scene;
  readonly journal: SoakJournal;
  readonly model: Model;
  readonly keys: KeyBook;
  readonly random: Random;
  /** Set when the loads are to end. */
  isOver: boolean;
}

/** Does it again and again until the run is over, with a pause between. */
export async function repeatedly(run: Run, pauseMs: number, step: () => Promise<void>): Promise<void> {
  while (!run.isOver) {
    await step();
    await pause(pauseMs);
  }
}

/** Good, surely not done, or nobody knows. */
export type Effect = "done" | "refused" | "unknown";

/** What an answer says of a write. */
export function effectOf(outcome: Outcome): Effect {
  if (!outcome || outcome.status >= 500) return "unknown";
  return outcome.status === 200 ? "done" : "refused";
}
