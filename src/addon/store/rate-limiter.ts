/**
 * Counts requests a minute by bucket, and refuses what is too many. On PostgreSQL replicas share their counts: each takes
 * a small share of what is left before it lets a request through, so never more than the limit pass over all of them.
 */
import type { Kysely } from "kysely";
import type { TimeSource } from "../clock";
import type { Schema } from "./schema";

/** Length of a window. */
export const windowMs = 60_000;

/**
 * A replica takes this part of what is left at a time, rounded up. What it does not use is lost to the others until the
 * window ends; the less is left, the less that is.
 */
const shareOf = 20;

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
  /** What it was made for. */
  limit: number;
  /** Taken for this process and not used yet. */
  mine: number;
  /** Not taken by anybody, as far as was last heard. */
  free: number;
  /** A share that is being taken. */
  taking: Promise<void> | undefined;
}

export class RateLimiter {
  readonly #windows = new Map<string, Window>();
  readonly #clock: TimeSource;
  readonly #db: Kysely<Schema> | null;

  /** @param db where counts are shared; null when this process is alone */
  constructor(clock: TimeSource, db: Kysely<Schema> | null) {
    this.#clock = clock;
    this.#db = db;
  }

  /**
   * Counts a request in all of these buckets, or in none when one is full.
   * @throws DatabaseFailure when nobody can tell
   */
  async take(buckets: readonly [Bucket, ...Bucket[]]): Promise<Allowance> {
    const now = this.#clock.now();
    const startedAt = now - (now % windowMs);
    const resetSeconds = Math.ceil((startedAt + windowMs - now) / 1000);
    const states = buckets.map((bucket) => ({ bucket, window: this.#window(bucket, startedAt) }));
    for (;;) {
      const lacking = states.filter(({ window }) => window.mine <= 0);
      const full = lacking.find(({ window }) => window.free <= 0 && !window.taking);
      if (full) return { allowed: false, bucket: full.bucket, remaining: 0, resetSeconds };
      if (lacking.length === 0) break;
      await Promise.all(lacking.map(({ bucket, window }) => this.#takeShare(bucket, window)));
    }
    for (const { window } of states) window.mine--;
    const left = ({ window }: (typeof states)[number]) => window.mine + window.free;
    const tightest = states.reduce((one, other) => (left(other) < left(one) ? other : one));
    return { allowed: true, bucket: tightest.bucket, remaining: left(tightest), resetSeconds };
  }

  /** Removes counts of past windows. */
  async prune(): Promise<void> {
    const before = this.#clock.now() - 2 * windowMs;
    for (const [id, window] of this.#windows) if (window.startedAt < before) this.#windows.delete(id);
    await this.#db?.deleteFrom("rate_window").where("started_at", "<", before).execute();
  }

  #takeShare(bucket: Bucket, window: Window): Promise<void> {
    window.taking ??= this.#askForShare(bucket, window).finally(() => {
      window.taking = undefined;
    });
    return window.taking;
  }

  async #askForShare({ id, limit }: Bucket, window: Window): Promise<void> {
    const wanted = this.#db ? Math.max(1, Math.ceil(window.free / shareOf)) : window.free;
    const taken = this.#db ? await this.#count(this.#db, { id, window, requests: wanted }) : wanted;
    const before = taken - wanted;
    window.mine += Math.min(wanted, Math.max(0, limit - before));
    window.free = Math.max(0, this.#db ? limit - taken : 0);
  }

  /** Adds to what all replicas have taken, and gives the sum. */
  async #count(
    db: Kysely<Schema>,
    { id, window, requests }: { id: string; window: Window; requests: number },
  ): Promise<number> {
    const row = await db
      .insertInto("rate_window")
      .values({ bucket: id, started_at: window.startedAt, requests })
      .onConflict((conflict) =>
        conflict.columns(["bucket", "started_at"]).doUpdateSet((set) => ({
          requests: set("rate_window.requests", "+", set.ref("excluded.requests")),
        })),
      )
      .returning("requests")
      .executeTakeFirstOrThrow();
    return row.requests;
  }

  #window({ id, limit }: Bucket, startedAt: number): Window {
    const known = this.#windows.get(id);
    // A limit that was changed, as a local workspace does, holds at once.
    if (known?.startedAt === startedAt && known.limit === limit) return known;
    const fresh: Window = { startedAt, limit, mine: 0, free: limit, taking: undefined };
    this.#windows.set(id, fresh);
    return fresh;
  }
}
