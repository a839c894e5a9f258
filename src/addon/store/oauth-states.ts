/** The `state` of a consent link: signed, for a limited time, and optionally for one member only. */
import { createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import type { TimeSource } from "../clock";

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
  readonly #keys: readonly Uint8Array[];
  readonly #clock: TimeSource;

  /** @param keys 32 bytes each, used for nothing else: the first one signs, all of them are good, so that keys may change */
  constructor(keys: readonly Uint8Array[], clock: TimeSource) {
    this.#keys = keys;
    this.#clock = clock;
  }

  issue(subject: StateSubject = {}): string {
    const until = this.#clock.now() + stateLifetimeMs;
    const body = Buffer.from(JSON.stringify({ ...subject, until })).toString("base64url");
    return `${body}.${sign(body, this.#keys[0]!).toString("base64url")}`;
  }

  /** Whom the state was made for, or why it is refused. */
  check(state: string): StateSubject | "forged" | "expired" {
    const [body = "", signature = ""] = state.split(".");
    const given = Buffer.from(signature, "base64url");
    const isOurs = this.#keys.some((key) => {
      const expected = sign(body, key);
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
    if (!isOurs) return "forged";
    const { until, ...subject } = content.parse(JSON.parse(Buffer.from(body, "base64url").toString("utf8")));
    return this.#clock.now() < until ? subject : "expired";
  }
}

function sign(body: string, key: Uint8Array): Buffer {
  return createHmac("sha256", key).update(body).digest();
}
