/** Keeping other sites' pages in the same browser away from a workspace that asks nobody for a password. */
import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { notAllowed, Refusal } from "../core/failure";

const loopback = new Set(["localhost", "127.0.0.1", "[::1]", "::1"]);

/**
 * Refuses requests that name another host: a foreign name that was made to point here (DNS rebinding). A workspace that
 * listens for other machines cannot know its own names and takes any.
 */
export function onlyOwnHost(host: string): MiddlewareHandler {
  return async function onlyOwnHost(c, next) {
    const { hostname } = new URL(c.req.url);
    if (!isOwnHost(host, hostname)) throw notAllowed(`This workspace does not answer for ${hostname}`);
    await next();
  };
}

/** Whether a request may name this host, for a workspace that listens there. */
export function isOwnHost(host: string, hostname: string): boolean {
  return !loopback.has(host) || loopback.has(hostname);
}

/**
 * Refuses to change anything for a page of another origin, by either header that tells of one: browsers leave out
 * `Sec-Fetch-Site` where the address is not trusted. Requests that no browser sent pass.
 */
export function onlyOwnOrigin(): MiddlewareHandler {
  return async function onlyOwnOrigin(c, next) {
    const site = c.req.header("sec-fetch-site");
    const isForeign = site !== undefined && site !== "same-origin" && site !== "none";
    const isOther = site !== "same-origin" && isOtherHost(c.req.header("origin"), c.req.url);
    if (c.req.method !== "GET" && (isForeign || isOther))
      throw notAllowed("Another site's page cannot do this");
    await next();
  };
}

/** Whether the page of another site asks. Hosts alone: behind a proxy that speaks TLS the schemes differ. */
export function isOtherHost(origin: string | undefined, url: string): boolean {
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== new URL(url).host;
}

/** Refuses a body of more bytes with 413, before more of it is kept. */
export function bodyWithin(maxSize: number): MiddlewareHandler {
  const onError = () => {
    throw new Refusal(413, 413_000, `A body may have at most ${maxSize} bytes here`);
  };
  const counted = bodyLimit({ maxSize, onError });
  return async function bodyWithin(c, next) {
    const length = c.req.header("content-length");
    if (length === undefined || c.req.header("transfer-encoding") !== undefined) return counted(c, next);
    return Number(length) > maxSize ? onError() : next();
  };
}
