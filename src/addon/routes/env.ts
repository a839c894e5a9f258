/** What middleware leaves for handlers. */
import type { HttpBindings } from "@hono/node-server";

/** Header with the request's id; a well-formed one from a proxy in front is kept. */
export const requestIdHeader = "x-request-id";

export interface Env {
  Bindings: Partial<HttpBindings>;
  Variables: {
    /** Names this request in answers and logs. */
    requestId: string;
    /** Filled in by routes: more fields for the request's log line. */
    logFields: Record<string, unknown>;
    /** Where the caller stands in its limits, once it is known. */
    limitHeaders?: Record<string, string>;
  };
}
