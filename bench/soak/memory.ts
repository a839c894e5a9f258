/** Whether a process that was not restarted holds more and more. */

import { median } from "../timing";
import type { SoakJournal } from "./journal";
import type { Memory, SoakProcess } from "./process";

/** Growth of the heap, between the second and the last quarter, that is no leak: a share of it, and at least so much. */
const growthMax = { share: 0.2, bytes: 6_000_000 };

/** What one process held. */
export interface MemoryOf {
  readonly name: string;
  readonly samples: readonly (Memory & { readonly atMs: number })[];
}

/** Looks at processes now and then. */
export class MemoryWatch {
  readonly #samples = new Map<SoakProcess<object>, (Memory & { atMs: number })[]>();

  constructor(private readonly journal: SoakJournal) {}

  async look(processes: readonly SoakProcess<object>[]): Promise<void> {
    for (const process of processes) {
      const samples = this.#samples.get(process) ?? [];
      samples.push({ ...(await process.memory()), atMs: this.journal.nowMs });
      this.#samples.set(process, samples);
    }
  }

  /** Judges what was seen. */
  judge(): MemoryOf[] {
    return [...this.#samples].map(([{ name }, samples]) => {
      const heap = samples.map(({ heapUsed, external }) => heapUsed + external);
      const quarter = Math.floor(heap.length / 4);
      this.journal.checked("memory", heap.length);
      if (quarter >= 1) {
        const early = median(heap.slice(quarter, 2 * quarter));
        const late = median(heap.slice(-quarter));
        if (late - early > Math.max(growthMax.bytes, growthMax.share * early)) {
          this.journal.violated("memory", `${name} held ${megabytes(early)}, later ${megabytes(late)}`);
        }
      }
      return { name, samples };
    });
  }
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
