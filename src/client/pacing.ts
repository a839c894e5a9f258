import { type RateClass, requestsPerMinute } from "../pumble";
import type { Clock } from "./clock";
import { type ClientLog, silentLog } from "./log";
import { orAborted } from "./or-aborted";

/** The limit that every call counts against, and those of single kinds of write. */
export type Lane = "user" | RateClass;

/** Limits are per minute; the second more covers requests that travel for different times. */
const windowMs = 61_000;
/** A wait from here on is worth telling at the info level. */
const noticeMs = 1_000;

interface LaneState {
  limit: number;
  /** When the calls of the last window were let go, oldest first. */
  started: number[];
  /** Nothing leaves before this time. */
  pausedUntil: number;
  /** When the clock was last looked at. */
  seenAt: number;
  /** The end of the queue: who waits, waits for the one before. */
  tail: Promise<void>;
}

/** Keeps calls under the documented limits, first come first served within each kind. */
export class Pacer {
  readonly #lanes = new Map<Lane, LaneState>();

  /** @param limits calls a minute; a lower number than documented is allowed, a higher one too */
  constructor(
    private readonly clock: Clock,
    private readonly limits: Partial<Record<Lane, number>> = {},
    private readonly log: ClientLog = silentLog,
  ) {}

  /** Waits for a turn. With a rate class: first for its own limit, then for the one of all calls. */
  async turn(rate: RateClass | undefined, signal?: AbortSignal): Promise<void> {
    if (rate) await this.#enter(rate, signal);
    await this.#enter("user", signal);
  }

  /** After a 429: nothing of this kind leaves for so long. */
  pause(lane: Lane, ms: number): void {
    const state = this.#lane(lane);
    follow(state, this.clock.now());
    state.pausedUntil = Math.max(state.pausedUntil, this.clock.now() + ms);
  }

  async #enter(lane: Lane, signal: AbortSignal | undefined): Promise<void> {
    const state = this.#lane(lane);
    const turn = state.tail.then(() => this.#waitFor(lane, state, signal));
    state.tail = turn.catch(() => {});
    await orAborted(turn, signal);
  }

  async #waitFor(lane: Lane, state: LaneState, signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      signal?.throwIfAborted();
      const now = this.clock.now();
      follow(state, now);
      const ms = waitMs(state, now);
      if (ms <= 0) {
        state.started.push(now);
        return;
      }
      const why = state.pausedUntil > now ? "Pumble asked to slow down" : `at most ${state.limit} a minute`;
      const line = `Waiting ${(ms / 1000).toFixed(1)} s before the next ${lane === "user" ? "call" : lane}: ${why}`;
      if (ms >= noticeMs) this.log.info(line);
      else this.log.debug(line);
      await this.clock.sleep(ms, signal);
    }
  }

  #lane(lane: Lane): LaneState {
    let state = this.#lanes.get(lane);
    if (!state) {
      const limit = this.limits[lane] ?? requestsPerMinute[lane];
      state = { limit, started: [], pausedUntil: 0, seenAt: 0, tail: Promise.resolve() };
      this.#lanes.set(lane, state);
    }
    return state;
  }
}

/** A clock that is set back takes all times along: else calls would wait for as long as it was set back. */
function follow(state: LaneState, now: number): void {
  const backMs = state.seenAt - now;
  state.seenAt = now;
  if (backMs <= 0) return;
  state.started = state.started.map((at) => at - backMs);
  state.pausedUntil -= backMs;
}

/** How long until one more call fits, 0 when it fits now. Forgets what left the window. */
function waitMs(state: LaneState, now: number): number {
  while (state.started.length > 0 && state.started[0]! <= now - windowMs) state.started.shift();
  const full = state.started.length >= state.limit ? state.started[0]! + windowMs - now : 0;
  return Math.max(full, state.pausedUntil - now);
}
