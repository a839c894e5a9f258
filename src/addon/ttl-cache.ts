/** Remembers what was loaded for a short while. Calls that arrive during a load share it; failures are not kept. */
import type { Clock } from "./clock";

interface Entry<Value> {
  value: Promise<Value>;
  untilMs: number;
}

/** How long and how much to remember. */
export interface TtlCacheOptions {
  ttlMs: number;
  /** The oldest entries give way beyond this. @default 10000 */
  maxEntries?: number;
  clock: Clock;
}

export class TtlCache<Value> {
  readonly #entries = new Map<string, Entry<Value>>();
  readonly #ttlMs: number;
  readonly #maxEntries: number;
  readonly #clock: Clock;

  constructor(options: TtlCacheOptions) {
    this.#ttlMs = options.ttlMs;
    this.#maxEntries = options.maxEntries ?? 10_000;
    this.#clock = options.clock;
  }

  /** The remembered value of this key, or what `load` gives now. */
  get(key: string, load: () => Promise<Value>): Promise<Value> {
    const known = this.#entries.get(key);
    if (known && this.#clock.now() < known.untilMs) return known.value;
    const entry = { value: load(), untilMs: this.#clock.now() + this.#ttlMs };
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
