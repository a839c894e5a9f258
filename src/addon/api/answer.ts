/** Answers of routes that need a key. */
import type { Context } from "hono";
import type { Env } from "../routes/env";
import { requestIdHeader } from "../routes/env";

/**
 * An answer with its JSON text, or an empty one, and the headers that every answer has. Made in one go from a plain
 * record: the Node adaptor sends that without building `Headers`, and would lose headers that are added afterwards.
 */
export function answer(
  c: Context<Env>,
  text: string | null,
  status = 200,
  headers: Record<string, string> = {},
): Response {
  const content: Record<string, string> =
    text === null ? { "content-length": "0" } : { "content-type": "application/json; charset=utf-8" };
  const limitHeaders = c.get("limitHeaders");
  const requestId = c.get("requestId");
  c.set("hasRequestId", true);
  return new Response(text, {
    status,
    headers: { ...content, ...limitHeaders, [requestIdHeader]: requestId, ...headers },
  });
}
