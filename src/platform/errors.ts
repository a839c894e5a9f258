/** How a call to the platform fails. Messages name the call, never a token. */

/** The body of a platform error. */
export interface PlatformErrorBody {
  message: string;
  localizedMessage?: string | undefined;
  code?: number | undefined;
}

/** A failed call to the platform. `call` is method and path, such as `POST /v1/channels`. */
export class PlatformError extends Error {
  constructor(
    readonly call: string,
    problem: string,
  ) {
    super(`${call}: ${problem}`);
    this.name = new.target.name;
  }
}

/** The platform answered 4xx: it understood and refused. Nothing was changed. */
export class PlatformRefusal extends PlatformError {
  /** @param body the error body, or null when the answer was not in the platform's shape */
  constructor(
    call: string,
    readonly status: number,
    readonly body: PlatformErrorBody | null,
  ) {
    super(call, `${body?.message ?? "refused"} (${status})`);
  }
}

/** The platform answered 429. */
export class PlatformRateLimited extends PlatformError {
  /** @param retryAfterSeconds from the Retry-After header, or null when there was none */
  constructor(
    call: string,
    readonly retryAfterSeconds: number | null,
    readonly body: PlatformErrorBody | null,
  ) {
    super(call, "too many requests (429)");
  }
}

/** No usable answer: connection refused or lost, time over, 5xx, or a body that is no JSON. A write may have happened. */
export class PlatformUnavailable extends PlatformError {
  /** @param status what was answered, or null when nothing was */
  constructor(
    call: string,
    readonly reason: string,
    readonly status: number | null = null,
  ) {
    super(call, status === null ? reason : `${reason} (${status})`);
  }
}

/**
 * The platform answered 2xx, but not with what it documents: nothing, no JSON, or fields that are not there. A write has
 * most likely happened.
 */
export class PlatformProtocolError extends PlatformUnavailable {}

/** Not sent: the platform failed too often in a row, and is left alone for a moment. Nothing was changed. */
export class PlatformPaused extends PlatformError {
  /** @param waitMs until a call is tried again */
  constructor(
    call: string,
    readonly waitMs: number,
  ) {
    super(call, `not tried, for Pumble failed repeatedly; next try in ${Math.ceil(waitMs / 1000)} s`);
  }
}
