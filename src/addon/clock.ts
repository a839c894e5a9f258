/** Where the time comes from, so that tests can move it. */
export interface TimeSource {
  /** Epoch milliseconds. */
  now(): number;
}

/** The machine's clock. */
export const systemClock: TimeSource = { now: () => Date.now() };

/** The time as the `Date` header tells it; made anew once a second. */
export function httpDates(clock: TimeSource): () => string {
  let second = Number.NaN;
  let text = "";
  return () => {
    const now = Math.floor(clock.now() / 1000);
    if (now !== second) {
      second = now;
      text = new Date(now * 1000).toUTCString();
    }
    return text;
  };
}
