/** What happened in a run: each violation, each piece of trouble, and how often each call was answered how. */

/** An invariant that did not hold. */
export interface Violation {
  /** Milliseconds since the run began. */
  readonly atMs: number;
  readonly invariant: Invariant;
  readonly what: string;
}

export const invariants = {
  lost: "nothing that was acknowledged is lost",
  twice: "nothing is posted twice",
  refused: "what was refused did not happen",
  key: "no revoked or expired key works, and every other one does",
  scheduled: "what was scheduled is sent once, when it is due",
  apply: "concurrent applies come to rest: an empty plan, each object once",
  crash: "no process ends by itself, and none answers 500",
  memory: "memory stays flat",
} as const;

export type Invariant = keyof typeof invariants;

export class SoakJournal {
  readonly violations: Violation[] = [];
  readonly trouble: { readonly atMs: number; readonly what: string }[] = [];
  readonly counts = new Map<string, number>();
  /** How often an invariant was looked at. */
  readonly checks = new Map<Invariant, number>();
  readonly #startedMs = performance.now();

  constructor(private readonly say: (line: string) => void) {}

  get nowMs(): number {
    return Math.round(performance.now() - this.#startedMs);
  }

  /** The first of a kind are told at once; a broken invariant may be seen thousands of times. */
  violated(invariant: Invariant, what: string): void {
    this.violations.push({ atMs: this.nowMs, invariant, what });
    if (this.violations.filter((one) => one.invariant === invariant).length > 5) return;
    this.say(`VIOLATION after ${(this.nowMs / 1000).toFixed(1)} s: ${invariants[invariant]}: ${what}`);
  }

  troubled(what: string): void {
    this.trouble.push({ atMs: this.nowMs, what });
    this.say(`${(this.nowMs / 1000).toFixed(1)} s  ${what}`);
  }

  count(what: string, times = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + times);
  }

  checked(invariant: Invariant, times = 1): void {
    this.checks.set(invariant, (this.checks.get(invariant) ?? 0) + times);
  }
}
