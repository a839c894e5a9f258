/** When a call is tried again, and after how long. Data first, arithmetic after. */
export const retryPolicy = {
  /** Tries of one call, the first included. */
  tries: 10,
  /** Tries while the server has never answered this client: a wrong address should fail soon. */
  triesUnreached: 4,
  /** The n-th wait is a random time between 0 and `baseMs * 2^n`, never above `capMs`. */
  baseMs: 250,
  capMs: 10_000,
  /** The same after 429 without Retry-After: Pumble's windows are one minute long. */
  limitedBaseMs: 4_000,
  limitedCapMs: 60_000,
  /** A longer Retry-After is not waited for. */
  retryAfterMaxMs: 300_000,
  /** After a write whose fate is unknown, how long to let it settle before each read back. */
  settleMs: [300, 2_000],
  /** The same when no answer came in time: the server may still be at it. */
  settleAfterTimeoutMs: [1_000, 5_000],
} as const;

/**
 * Full jitter: a random wait under an exponentially growing ceiling.
 * @param attempt 0 for the first repeat
 * @param random 0 to 1
 */
export function backoffMs(attempt: number, limited: boolean, random: number): number {
  const base = limited ? retryPolicy.limitedBaseMs : retryPolicy.baseMs;
  const cap = limited ? retryPolicy.limitedCapMs : retryPolicy.capMs;
  return Math.round(random * Math.min(cap, base * 2 ** attempt));
}

/** Milliseconds that a Retry-After header asks for (seconds or an HTTP date), or null when it asks nothing. */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null || header.trim() === "") return null;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
