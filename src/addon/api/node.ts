/**
 * The public API straight on Node's HTTP server. Hono routes these requests too, but its context and the `Request` and
 * `Response` around each cost more than all that the addon does for them (see bench/addon.ts). So a request that plainly
 * asks for an operation is answered here; what is in any way odd (HEAD, an escaped path, a fragment …) goes on to Hono.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { getQueryParam } from "hono/utils/url";
import { incomingBytes, utf8 } from "../http/body";
import { headerOf } from "../http/env";
import { requestIdHeader, type Trace } from "../http/request-log";
import type { Services } from "../services";
import type { ApiRequest } from "./exchange";
import type { ApiRoute } from "./routes";

/** A target that means the same before and after `URL` has read it: path and query. */
const plainTarget = /^(\/\w+)(\?[\w.~*%+&=:@,-]*)?$/;

class NodeRequest implements ApiRequest {
  readonly trace: Trace;
  readonly #incoming: IncomingMessage;

  constructor(incoming: IncomingMessage, trace: Trace) {
    this.#incoming = incoming;
    this.trace = trace;
  }

  header(name: string): string | undefined {
    return headerOf(this.#incoming.headers, name);
  }

  param(): string {
    return "";
  }

  query(): Record<string, string> {
    // It takes absolute URLs alone.
    return getQueryParam(`http://-${this.#incoming.url}`) as Record<string, string>;
  }

  async text(maxBytes: number): Promise<string> {
    return utf8(await incomingBytes(this.#incoming, maxBytes));
  }
}

/** Hosts as `URL` would write them; nearly all requests name the same one. */
function plainHosts(): (host: string | undefined) => boolean {
  let last: string | undefined;
  return function isPlain(host) {
    if (host === undefined) return false;
    if (host === last) return true;
    const url = `http://${host}`;
    if (!URL.canParse(url) || new URL(url).host !== host) return false;
    last = host;
    return true;
  };
}

/** How long the rest of a body that nobody read may keep its connection. */
const restMs = 500;

/** After an answer that did not wait for the whole body: Node throws the rest away, which must not take forever. */
function boundRest(incoming: IncomingMessage): void {
  if (incoming.complete || incoming.destroyed || incoming.method === "GET") return;
  const timer = setTimeout(() => incoming.socket.destroySoon(), restMs).unref();
  incoming.once("end", () => clearTimeout(timer));
  incoming.once("close", () => clearTimeout(timer));
  incoming.resume();
}

/** Answers the requests that plainly ask for one of these routes; false where it left one alone. */
export function nodeApi(
  routes: readonly ApiRoute[],
  { requests, log }: Pick<Services, "requests" | "log">,
): (incoming: IncomingMessage, outgoing: ServerResponse) => boolean {
  const byPath = new Map(routes.map((route) => [route.path, route]));
  const isPlainHost = plainHosts();

  async function answer(
    { path, method, pipeline }: ApiRoute,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<void> {
    const trace = requests.begin(headerOf(incoming.headers, requestIdHeader));
    const { status, headers, text } = await pipeline(new NodeRequest(incoming, trace));
    requests.end(trace, { method, path, status });
    if (text === null) outgoing.writeHead(status, [...headers]).end();
    else {
      const length = String(Buffer.byteLength(text));
      outgoing.writeHead(status, [...headers, "Content-Length", length]).end(text);
    }
    boundRest(incoming);
  }

  return function answerPlain(incoming, outgoing) {
    const path = plainTarget.exec(incoming.url!)?.[1];
    const route = path && byPath.get(path);
    if (!route || route.method !== incoming.method || !isPlainHost(incoming.headers.host)) return false;
    answer(route, incoming, outgoing).catch((error: unknown) => {
      log.error("An answer could not be sent", { error, path });
      outgoing.destroy();
    });
    return true;
  };
}
