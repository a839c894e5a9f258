/** Counts requests a minute by bucket, and refuses what is too many. On PostgreSQL replicas share their counts. */
import type { Kysely } from "kysely";
import type { Clock } from "../clock";
import type { Schema } from "./schema";

/** Length of a window. */
export const windowMs = 60_000;

/** How often a replica tells its counts and learns those of the others. What slips through is bounded by this. */
export const shareEveryMs = 250;

/** Something that is counted, and how often it may happen in a minute. */
export interface Bucket {
  id: string;
  limit: number;
}

/** Where a caller stands in its tightest bucket. */
export interface Allowance {
  allowed: boolean;
  bucket: Bucket;
  remaining: number;
  /** Whole seconds until the count starts again. */
  resetSeconds: number;
}

interface Window {
  startedAt: number;
  /** As the database last told, our own told requests included. */
  shared: number;
  /** Counted here and not told yet. */
  untold: number;
}

export class RateLimiter {
  readonly #windows = new Map<string, Window>();
  readonly #clock: Clock;
  readonly #db: Kysely<Schema> | null;

  /** @param db where counts are shared; null when this process is alone */
  constructor(clock: Clock, db: Kysely<Schema> | null) {
    this.#clock = clock;
    this.#db = db;
  }

  /** Counts a request in all of these buckets, or in none when one is full. */
  take(buckets: readonly [Bucket, ...Bucket[]]): Allowance {
    const now = this.#clock.now();
    const startedAt = now - (now % windowMs);
    const resetSeconds = Math.ceil((startedAt + windowMs - now) / 1000);
    const states = buckets.map((bucket) => {
      const window = this.#window(bucket.id, startedAt);
      return { bucket, window, left: bucket.limit - window.shared - window.untold };
    });
    const tightest = states.reduce((one, other) => (other.left < one.left ? other : one));
    if (tightest.left <= 0) return { allowed: false, bucket: tightest.bucket, remaining: 0, resetSeconds };
    for (const { window } of states) window.untold++;
    return { allowed: true, bucket: tightest.bucket, remaining: tightest.left - 1, resetSeconds };
  }

  /** Tells the database what was counted here, and takes over what others counted. */
  async share(): Promise<void> {
    this.#forgetOld();
    if (!this.#db) return;
    for (const [bucket, window] of this.#windows) {
      const told = window.untold;
      if (told === 0) continue;
      const row = await this.#db
        .insertInto("rate_window")
        .values({ bucket, started_at: window.startedAt, requests: told })
        .onConflict((conflict) =>
          conflict.columns(["bucket", "started_at"]).doUpdateSet((set) => ({
            requests: set("rate_window.requests", "+", set.ref("excluded.requests")),
          })),
        )
        .returning("requests")
        .executeTakeFirstOrThrow();
      window.shared = row.requests;
      window.untold -= told;
    }
  }

  /** Removes counts of past windows from the database. */
  async prune(): Promise<void> {
    const before = this.#clock.now() - 2 * windowMs;
    await this.#db?.deleteFrom("rate_window").where("started_at", "<", before).execute();
  }

  #window(id: string, startedAt: number): Window {
    const known = this.#windows.get(id);
    if (known?.startedAt === startedAt) return known;
    const fresh = { startedAt, shared: 0, untold: 0 };
    this.#windows.set(id, fresh);
    return fresh;
  }

  #forgetOld(): void {
    const before = this.#clock.now() - windowMs;
    for (const [id, window] of this.#windows) if (window.startedAt < before) this.#windows.delete(id);
  }
}
