/** Keeping other sites' pages in the same browser away from a workspace that asks nobody for a password. */
import type { MiddlewareHandler } from "hono";
import { notAllowed } from "../core/failure";

const loopback = new Set(["localhost", "127.0.0.1", "[::1]", "::1"]);

/**
 * Refuses requests that name another host: a foreign name that was made to point here (DNS rebinding). A workspace that
 * listens for other machines cannot know its own names and takes any.
 */
export function onlyOwnHost(host: string): MiddlewareHandler {
  return async function onlyOwnHost(c, next) {
    if (loopback.has(host)) {
      const { hostname } = new URL(c.req.url);
      if (!loopback.has(hostname)) throw notAllowed(`This workspace does not answer for ${hostname}`);
    }
    await next();
  };
}

/** Refuses to change anything for a page of another origin. Requests that no browser sent pass. */
export function onlyOwnOrigin(): MiddlewareHandler {
  return async function onlyOwnOrigin(c, next) {
    const site = c.req.header("sec-fetch-site");
    const isForeign = site !== undefined && site !== "same-origin" && site !== "none";
    if (c.req.method !== "GET" && isForeign) throw notAllowed("Another site's page cannot do this");
    await next();
  };
}
