/** Refusals of the public API, in the two shapes that callers know; nearly all are 403. */

import {
  PlatformError,
  PlatformPaused,
  PlatformProtocolError,
  PlatformRateLimited,
  PlatformRefusal,
} from "../../platform/errors";
import { type ErrorKind, errorCodes, errorKindHeader, errorKindOf } from "../../pumble/errors";
import type { Trace } from "../http/request-log";
import { DatabaseFailure } from "../store/failure";
import { answer } from "./answer";
import type { ApiAnswer, HeaderList } from "./exchange";

/** Header that names each field at fault, for the platform's own message does not. */
const errorFieldsHeader = "x-pumble-error-fields";

/** A refusal as it is answered. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly kind: ErrorKind,
    readonly body: object,
    readonly headers: HeaderList = [],
  ) {
    super(JSON.stringify(body));
    this.name = "ApiProblem";
  }

  /** @param limits where the caller stands in its limits, once that is known */
  answer(trace: Trace, limits?: HeaderList): ApiAnswer {
    const { headers, ...rest } = answer(trace, this.message, { status: this.status, limits });
    return { ...rest, headers: [...headers, errorKindHeader, this.kind, ...this.headers] };
  }
}

/** A refusal of the addon's own: 403 `{"error": …}`. */
export function refused(kind: ErrorKind, error: string): ApiProblem {
  return new ApiProblem(403, kind, { error });
}

/** Fields at fault and what each must be. */
export type FieldProblems = readonly { field: string; problem: string }[];

/** A refusal of the input, in the platform's shape: 403, where nothing else is said, with code 400000 and a bracketed list. */
export function invalid(problems: FieldProblems, status = 403): ApiProblem {
  const message = `[${[...new Set(problems.map(({ problem }) => problem))].join(", ")}]`;
  const body = { message, localizedMessage: message, code: errorCodes.invalid };
  return new ApiProblem(status, "invalid", body, [errorFieldsHeader, fieldsHeader(problems)]);
}

/** Longest value of the header, in characters: clients take some 16 KB of headers, and often less. */
const fieldsHeaderMax = 1_000;

/** As many fields as fit, and how many more there are. */
function fieldsHeader(problems: FieldProblems): string {
  const parts: string[] = [];
  let length = 0;
  for (const { field, problem } of problems) {
    const part = `${field || "body"} ${problem}`.replace(/[^\x20-\x7e]/g, "?").slice(0, 200);
    length += part.length + 2;
    if (length > fieldsHeaderMax) break;
    parts.push(part);
  }
  const rest = problems.length - parts.length;
  return parts.join("; ") + (rest > 0 ? `; and ${rest} more` : "");
}

/** What a refusal by the platform means. Its true status helps where the body says nothing. */
function kindOfRefusal({ status, body }: PlatformRefusal): ErrorKind {
  // "Invalid token" is about the owner's access, not about the input.
  if (status === 401) return "not_authenticated";
  const kind = errorKindOf(403, body);
  return kind === "not_allowed" ? errorKindOf(status, body) : kind;
}

/**
 * A failure of the database as callers get it; null when it is none. Pumble is called after the database, so nothing has
 * happened; a commit that nobody answered is told apart.
 */
export function fromDatabase(error: unknown): ApiProblem | null {
  if (!(error instanceof DatabaseFailure)) return null;
  const wait = ["retry-after", String(error.retryAfterSeconds)];
  if (error.mayHaveHappened) {
    const text = `${error.message}. What was asked for may have happened all the same.`;
    return new ApiProblem(503, "unavailable", { error: text }, wait);
  }
  const text = `${error.message}. Nothing was done; try again in ${error.retryAfterSeconds} seconds.`;
  return new ApiProblem(503, "addon_unavailable", { error: text }, wait);
}

/** A failure upstream as callers get it; null when it is no platform failure. */
export function fromPlatform(error: unknown): ApiProblem | null {
  if (!(error instanceof PlatformError)) return null;
  if (error instanceof PlatformRateLimited) {
    const wait = ["retry-after", String(error.retryAfterSeconds ?? 60)];
    return new ApiProblem(429, "rate_limited", error.body ?? { error: "Too many requests" }, wait);
  }
  if (error instanceof PlatformRefusal) {
    const kind = kindOfRefusal(error);
    return new ApiProblem(403, kind, error.body ?? { error: `Pumble refused the request (${error.status})` });
  }
  if (error instanceof PlatformPaused) {
    const wait = ["retry-after", String(Math.ceil(error.waitMs / 1000))];
    return new ApiProblem(503, "unavailable", { error: `Pumble cannot be reached: ${error.message}` }, wait);
  }
  if (error instanceof PlatformProtocolError) {
    return new ApiProblem(502, "unavailable", { error: `Pumble's answer cannot be used: ${error.message}` });
  }
  return new ApiProblem(502, "unavailable", { error: `Pumble cannot be reached: ${error.message}` });
}
