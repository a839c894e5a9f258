import { errorCodes } from "../../pumble";

/** A refusal as the platform words it: HTTP status, and the body `{message, localizedMessage, code}`. */
export class Refusal extends Error {
  override readonly name: string = "Refusal";

  constructor(
    readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 429 | 503,
    readonly code: number,
    message: string,
  ) {
    super(message);
  }

  get body(): { message: string; localizedMessage: string; code: number } {
    return { message: this.message, localizedMessage: this.message, code: this.code };
  }
}

const storageReasons: Record<string, string> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EROFS: "the disk is read-only",
};

/** 503: the folder did not take a change, so nothing has changed. */
export class StorageFailure extends Refusal {
  constructor(cause: unknown) {
    const { code = "", message } = cause as NodeJS.ErrnoException;
    super(503, 503_000, `Nothing was changed: ${storageReasons[code] ?? message}`);
    this.cause = cause;
  }
}

/** 400: a value breaks a rule. The platform lists what is wrong in brackets, as in `[must not be null]`. */
export function invalid(...problems: string[]): Refusal {
  return new Refusal(400, errorCodes.invalid, `[${problems.join(", ")}]`);
}

/** 400 with a sentence instead of the bracketed list, for the texts seen live in that form. */
export function refused(message: string): Refusal {
  return new Refusal(400, errorCodes.invalid, message);
}

/** 404: it does not exist, or this caller cannot see it. */
export function notFound(): Refusal {
  return new Refusal(404, errorCodes.notFound, "Not found");
}

/** 403: it exists and this caller may not do that. */
export function notAllowed(message: string): Refusal {
  return new Refusal(403, errorCodes.notAllowed, message);
}

/** 401: no token, or one that nobody was given. */
export function notAuthenticated(message: string): Refusal {
  return new Refusal(401, 401_000, message);
}

/** 429: a documented limit per minute is used up. */
export function tooManyRequests(limit: string): Refusal {
  return new Refusal(429, 429_000, `Too many requests: ${limit}`);
}
