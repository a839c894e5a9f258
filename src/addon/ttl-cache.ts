/** Remembers what was loaded for a short while. Calls that arrive during a load share it; failures are not kept. */
import type { TimeSource } from "./clock";

interface Entry<Value> {
  value: Promise<Value>;
  loadedAt: number;
}

/** How long and how much to remember. */
export interface TtlCacheOptions {
  ttlMs: number;
  /** The oldest entries give way beyond this. @default 10000 */
  maxEntries?: number;
  clock: TimeSource;
}

export class TtlCache<Value> {
  readonly #entries = new Map<string, Entry<Value>>();
  readonly #ttlMs: number;
  readonly #maxEntries: number;
  readonly #clock: TimeSource;

  constructor(options: TtlCacheOptions) {
    this.#ttlMs = options.ttlMs;
    this.#maxEntries = options.maxEntries ?? 10_000;
    this.#clock = options.clock;
  }

  /** The remembered value of this key, or what `load` gives now. */
  get(key: string, load: () => Promise<Value>): Promise<Value> {
    const known = this.#entries.get(key);
    const now = this.#clock.now();
    // A clock that was set back must not make it last longer.
    if (known && now >= known.loadedAt && now < known.loadedAt + this.#ttlMs) return known.value;
    const entry = { value: load(), loadedAt: now };
    entry.value.catch(() => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
    });
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    if (this.#entries.size > this.#maxEntries) this.#entries.delete(this.#entries.keys().next().value!);
    return entry.value;
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }
}
