/** What middleware leaves for handlers. */
import type { IncomingHttpHeaders } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { Trace } from "./request-log";

/** A header as Node has parsed it, by its lower-case name. */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** A request header, by its lower-case name. On Node it is already parsed; `Headers` would be built just for this. */
export function requestHeader(c: Context<Env>, name: string): string | undefined {
  const incoming = c.env?.incoming;
  return incoming ? headerOf(incoming.headers, name) : c.req.header(name);
}

/** Read with `c.get`: `c.var` copies them all each time. */
export interface Env {
  Bindings: Partial<HttpBindings>;
  Variables: {
    trace: Trace;
    /** The answer was made with the request's id among its headers. */
    hasRequestId?: boolean;
  };
}
