import type { Clock } from "../../src/client/clock";

interface Sleeper {
  at: number;
  wake(): void;
}

/** A clock that tests move. Running: a sleep moves it at once. Held: sleepers wait for `advance`. */
export class MovableClock implements Clock {
  /** Every sleep asked for, in milliseconds. */
  readonly sleeps: number[] = [];
  #now: number;
  #sleepers: Sleeper[] = [];

  constructor(
    start = Date.UTC(2026, 0, 5, 9),
    private readonly mode: "running" | "held" = "running",
  ) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.sleeps.push(ms);
    if (this.mode === "running") {
      this.#now += ms;
      return;
    }
    await new Promise<void>((wake, reject) => {
      this.#sleepers.push({ at: this.#now + ms, wake });
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
  }

  /** Moves the time and wakes whose time has come. */
  advance(ms: number): void {
    this.#now += ms;
    const due = this.#sleepers.filter((sleeper) => sleeper.at <= this.#now);
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.at > this.#now);
    for (const sleeper of due) sleeper.wake();
  }
}
