/** What middleware leaves for handlers. */
import type { HttpBindings } from "@hono/node-server";

export interface Env {
  Bindings: Partial<HttpBindings>;
  Variables: {
    /** Names this request in answers and logs. */
    requestId: string;
    /** Filled in by routes: more fields for the request's log line. */
    logFields: Record<string, unknown>;
  };
}
