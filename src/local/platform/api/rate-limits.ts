/** The documented limits per minute. */
import type { MiddlewareHandler } from "hono";
import { type RateClass, requestsPerMinute } from "../../../pumble";
import type { WorkspaceClock } from "../../core/clock";
import { tooManyRequests } from "../../core/failure";

const minuteMs = 60_000;

/** Counts calls in windows of one minute of the workspace's clock; a window begins with its first call. */
export class RateLimits {
  readonly #windows = new Map<string, { since: number; calls: number }>();

  #enabled: boolean;

  /** @param onSwitch hears of every switching on and off */
  constructor(
    private readonly clock: WorkspaceClock,
    enabled: boolean,
    private readonly onSwitch: (enabled: boolean) => void = () => {},
  ) {
    this.#enabled = enabled;
  }

  /** Off: nothing is counted or refused. */
  get enabled(): boolean {
    return this.#enabled;
  }

  /** Switches on or off; all windows begin anew. */
  switch(enabled: boolean): void {
    this.#enabled = enabled;
    this.clear();
    this.onSwitch(enabled);
  }

  /** Counts one call of any kind. Throws the refusal (429) when a limit is used up. */
  countCall(appId: string, userId: string): void {
    this.#count(`app:${appId}`, requestsPerMinute.app, "whole app");
    this.#count(`user:${appId}:${userId}`, requestsPerMinute.user, "user");
  }

  /** Counts one write of this class, per app; per app and user for home views. */
  countWrite(rate: RateClass, appId: string, userId: string): void {
    const owner = rate === "publishHomeView" ? `${appId}:${userId}` : appId;
    this.#count(`${rate}:${owner}`, requestsPerMinute[rate], rate);
  }

  /** All windows begin anew. */
  clear(): void {
    this.#windows.clear();
  }

  #count(key: string, limit: number, name: string): void {
    if (!this.enabled) return;
    const now = this.clock.now();
    let window = this.#windows.get(key);
    if (!window || now - window.since >= minuteMs || now < window.since) {
      window = { since: now, calls: 0 };
      this.#windows.set(key, window);
    }
    if (window.calls >= limit) throw tooManyRequests(`${name}, ${limit} per minute`);
    window.calls += 1;
  }
}

/** What is counted of a caller. */
interface CountedEnv {
  Variables: { caller: { appId: string; actor: { userId: string } } };
}

/** Counts the call against the limit of its class. */
export function limited(limits: RateLimits, rate: RateClass): MiddlewareHandler<CountedEnv> {
  return async function limited(c, next) {
    const { appId, actor } = c.var.caller;
    limits.countWrite(rate, appId, actor.userId);
    await next();
  };
}
