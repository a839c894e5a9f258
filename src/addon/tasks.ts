/** Work that goes on after its request was answered. */
import type { Log } from "./log";
import { DatabaseFailure } from "./store/failure";

export class Tasks {
  readonly #running = new Set<Promise<void>>();
  /** Whether work that is started once was asked for again, by what it is done for. */
  readonly #askedAgain = new Map<string, boolean>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Starts work once the answer at hand is on its way. A failure is logged under this name. */
  start(name: string, work: () => Promise<unknown>): void {
    const task = new Promise<void>((resolve) => setImmediate(resolve))
      .then(work)
      .then(
        () => undefined,
        (error: unknown) => {
          // The database's watch tells of its own troubles, and not each time.
          if (error instanceof DatabaseFailure) this.#log.debug(`${name} failed`, { error });
          else this.#log.error(`${name} failed`, { error });
        },
      )
      .finally(() => this.#running.delete(task));
    this.#running.add(task);
  }

  /**
   * Starts work of which one run at a time is enough: asked for while it runs, it runs once more after that.
   * @param id what it is done for
   */
  startOnce(id: string, name: string, work: () => Promise<unknown>): void {
    const isUnderWay = this.#askedAgain.has(id);
    this.#askedAgain.set(id, isUnderWay);
    if (isUnderWay) return;
    this.start(name, async () => {
      this.#askedAgain.set(id, false);
      try {
        await work();
      } finally {
        const isAskedAgain = this.#askedAgain.get(id);
        this.#askedAgain.delete(id);
        if (isAskedAgain) this.startOnce(id, name, work);
      }
    });
  }

  /** Resolves when nothing is running. */
  async drain(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}
