/** Stops calling a platform that fails again and again, so that callers get an answer at once and it gets a rest. */

/** When to stop, and for how long. */
export interface CircuitOptions {
  /** Failures in a row after which calls are no longer tried. @default 10 */
  failures?: number;
  /** How long to wait until one call is tried again. @default 5000 */
  pauseMs?: number;
  /** Epoch milliseconds. @default Date.now */
  now?: () => number;
}

export class Circuit {
  readonly #failures: number;
  readonly #pauseMs: number;
  readonly #now: () => number;
  #failed = 0;
  #nextTryAt = 0;

  constructor(options: CircuitOptions = {}) {
    this.#failures = options.failures ?? 10;
    this.#pauseMs = options.pauseMs ?? 5_000;
    this.#now = options.now ?? Date.now;
  }

  /** Milliseconds to wait before the next call, 0 when it may be made now. After a pause one call goes ahead as a trial. */
  waitMs(): number {
    if (this.#failed < this.#failures) return 0;
    const now = this.#now();
    const waitMs = this.#nextTryAt - now;
    // Longer than a pause: the clock was set back meanwhile.
    if (waitMs > 0 && waitMs <= this.#pauseMs) return waitMs;
    this.#nextTryAt = now + this.#pauseMs;
    return 0;
  }

  /** A call got a usable answer, were it a refusal. */
  succeeded(): void {
    this.#failed = 0;
  }

  /** A call got none. */
  failed(): void {
    this.#failed++;
    if (this.#failed === this.#failures) this.#nextTryAt = this.#now() + this.#pauseMs;
  }
}
