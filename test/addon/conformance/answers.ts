/** What an answer must be: status, every header that is not the connection's, and each byte of the body. */
import { expect } from "vitest";
import type { ErrorKind } from "../../../src/pumble/errors";
import { type Answer, limits, nowMs } from "./world";

/** What is wanted of an answer. */
export interface Wanted {
  /** @default 200, or 403 where there is a kind */
  status?: number;
  /** The exact text; empty: no body, and no content type. */
  body: string;
  /** What a refusal means. */
  kind?: ErrorKind;
  /** Headers that only this answer has, or has otherwise. */
  headers?: Record<string, string>;
  /** Whether the key was accepted, so that the caller is told what is left of the minute. @default true */
  isCounted?: boolean;
}

/** Seconds that are left of the minute, at every call. */
export const resetSeconds = String(60 - Math.floor((nowMs % 60_000) / 1000));

export function expectAnswer(answer: Answer, wanted: Wanted): void {
  const { body, kind, headers, isCounted = true } = wanted;
  const { status, text } = answer;
  expect({ status, text, headers: answer.headers }).toEqual({
    status: wanted.status ?? (kind ? 403 : 200),
    text: body,
    headers: {
      date: new Date(answer.atMs).toUTCString(),
      "content-length": String(Buffer.byteLength(body)),
      ...(body ? { "content-type": "application/json; charset=utf-8" } : {}),
      ...(isCounted
        ? {
            "ratelimit-limit": String(limits.perKey),
            "ratelimit-remaining": String(answer.remaining),
            "ratelimit-reset": resetSeconds,
          }
        : {}),
      "x-request-id": answer.requestId,
      ...(kind ? { "x-pumble-error": kind } : {}),
      ...headers,
    },
  });
}
