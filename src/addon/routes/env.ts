/** What middleware leaves for handlers. */
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";

/** A request header, by its lower-case name. On Node it is already parsed; `Headers` would be built just for this. */
export function requestHeader(c: Context<Env>, name: string): string | undefined {
  const incoming = c.env?.incoming;
  if (!incoming) return c.req.header(name);
  const value = incoming.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Header with the request's id; a well-formed one from a proxy in front is kept. */
export const requestIdHeader = "x-request-id";

/** Read with `c.get`: `c.var` copies them all each time. */
export interface Env {
  Bindings: Partial<HttpBindings>;
  Variables: {
    /** Names this request in answers and logs. */
    requestId: string;
    /** Filled in by routes: more fields for the request's log line. */
    logFields: Record<string, unknown>;
    /** The answer was made with the request's id among its headers. */
    hasRequestId?: boolean;
    /** Where the caller stands in its limits, once it is known. */
    limitHeaders?: Record<string, string>;
  };
}
