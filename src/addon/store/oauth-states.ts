/** The `state` of a consent link: signed, for a limited time, and optionally for one member only. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Clock } from "../clock";

/** A consent link is good for this long. */
export const stateLifetimeMs = 15 * 60_000;

const content = z.object({
  /** Epoch milliseconds. */
  until: z.number(),
  workspaceId: z.string().optional(),
  userId: z.string().optional(),
});

/** Whom a consent link was made for; empty for anybody. */
export interface StateSubject {
  workspaceId?: string | undefined;
  userId?: string | undefined;
}

export class OAuthStates {
  readonly #key: Uint8Array;
  readonly #clock: Clock;

  /** @param key 32 bytes, used for nothing else */
  constructor(key: Uint8Array, clock: Clock) {
    this.#key = key;
    this.#clock = clock;
  }

  issue(subject: StateSubject = {}): string {
    const until = this.#clock.now() + stateLifetimeMs;
    const body = Buffer.from(JSON.stringify({ ...subject, until })).toString("base64url");
    return `${body}.${this.#sign(body).toString("base64url")}`;
  }

  /** Whom the state was made for, or why it is refused. */
  check(state: string): StateSubject | "forged" | "expired" {
    const [body = "", signature = ""] = state.split(".");
    const expected = this.#sign(body);
    const given = Buffer.from(signature, "base64url");
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return "forged";
    const { until, ...subject } = content.parse(JSON.parse(Buffer.from(body, "base64url").toString("utf8")));
    return this.#clock.now() < until ? subject : "expired";
  }

  #sign(body: string): Buffer {
    return createHmac("sha256", this.#key).update(body).digest();
  }
}
