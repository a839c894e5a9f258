/** Answers of routes that need a key. */
import { requestIdHeader, type Trace } from "../http/request-log";
import type { ApiAnswer, HeaderList } from "./exchange";

const empty: HeaderList = ["content-length", "0"];
const json: HeaderList = ["content-type", "application/json; charset=utf-8"];
const none: HeaderList = [];

/**
 * An answer with its JSON text, or an empty one, and the headers that every answer has.
 * @param limits where the caller stands in its limits, once that is known
 */
export function answer(
  trace: Trace,
  text: string | null,
  { status = 200, limits = none }: { status?: number; limits?: HeaderList | undefined } = {},
): ApiAnswer {
  const content = text === null ? empty : json;
  return { status, text, headers: [...content, ...limits, requestIdHeader, trace.requestId] };
}

/** The answer to what failed unexpectedly. */
export function failure({ requestId }: Trace, text: string): ApiAnswer {
  return { status: 500, text, headers: ["content-type", "application/json", requestIdHeader, requestId] };
}
