/** HTTP to a forge: JSON, pages, a few tries where that is safe, and errors that say what to do. */
import { ForgeProblem } from "./forge";

export interface ForgeHttp {
  /** Address of the API, without a slash at its end. */
  api: string;
  headers: Record<string, string>;
  name: string;
  /** What a token needs, for the error. */
  needs: string;
}

export interface Answer<T> {
  status: number;
  body: T;
  /** The address of the next page. */
  next: string | null;
}

const timeoutMs = 30_000;
const mostPages = 50;
const tries = 3;

export interface Ask {
  method?: "GET" | "POST" | "PUT" | "PATCH";
  path: string;
  body?: unknown;
  /** Statuses that are answers, not errors. */
  accept?: number[];
}

/** @throws {ForgeProblem} for an answer that is no success */
export async function ask<T>(http: ForgeHttp, request: Ask): Promise<Answer<T>> {
  const { method = "GET", path } = request;
  const url = path.startsWith("http") ? path : `${http.api}${path}`;
  const { response, text } = await send(http, url, request);
  const { status, headers } = response;
  const call = `${method} ${new URL(url).pathname}`;
  if (!response.ok && !request.accept?.includes(status)) {
    const title = `${http.name} answered ${status} to ${call}: ${messageIn(text)}`;
    throw new ForgeProblem(title, nextStep(response, http));
  }
  const body = parsed(text);
  // What is answered to a comment is not read, and it is posted by then.
  if (method === "GET" && (typeof body !== "object" || body === null)) throw notTheApi(http, call);
  return { status, body: body as T, next: nextPage(headers, url) };
}

/** Every item of a list, page by page. */
export async function askForAll<T>(http: ForgeHttp, path: string): Promise<T[]> {
  const items: T[] = [];
  let next: string | null = path;
  for (let page = 0; next !== null && page < mostPages; page++) {
    const answer: Answer<T[]> = await ask(http, { path: next });
    if (!Array.isArray(answer.body)) throw notTheApi(http, `GET ${path.replace(/\?.*/, "")}`);
    items.push(...answer.body);
    next = answer.next;
  }
  return items;
}

/** Reads and edits are tried again; a comment that may be there already is not posted twice. */
async function send(http: ForgeHttp, url: string, { method = "GET", body }: Ask) {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(url, {
        method,
        headers: { ...http.headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: "manual", // The token is for this host.
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = await response.text();
      if (response.status < 500 || method === "POST" || attempt === tries) return { response, text };
    } catch (error) {
      if (method === "POST" || attempt === tries) throw unreachable(http, url, error);
    }
    await new Promise((resolve) => setTimeout(resolve, 250 * attempt));
  }
}

function unreachable(http: ForgeHttp, url: string, error: unknown): ForgeProblem {
  const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
  return new ForgeProblem(
    `${http.name} cannot be reached at ${new URL(url).origin}: ${cause?.code ?? cause?.message ?? message}`,
    "Check the address and the network, then run it again.",
  );
}

function notTheApi({ name, api }: ForgeHttp, call: string): ForgeProblem {
  return new ForgeProblem(
    `${name} answered ${call} with what its API does not answer.`,
    `Check the address of the API, which is ${api}: a page to log in at, or a proxy, may stand before it.`,
  );
}

function nextStep({ status, headers }: Response, { needs, name }: ForgeHttp): string {
  if (status < 400) return "It has moved, as a repository does that is renamed: say what it is called now.";
  if (status === 401) return `The token is not valid. ${needs}`;
  // GitHub answers 403 to what comes too often.
  const isLimited = headers.has("retry-after") || headers.get("x-ratelimit-remaining") === "0";
  if (status === 429 || (status === 403 && isLimited))
    return "Too many requests: wait a minute and run it again.";
  if (status === 403 || status === 404)
    return `The token may not do this, or there is no such thing. ${needs}`;
  return status >= 500
    ? `${name} has a problem: run it again.`
    : "This is a fault of pumble-iac: please report it.";
}

function messageIn(text: string): string {
  const body = parsed(text) as { message?: unknown; error?: unknown } | null;
  const message = body?.message ?? body?.error;
  return typeof message === "string" ? message : text.slice(0, 200) || "(nothing)";
}

/** Null for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** From the `Link` header, which both forges send. A link that leads elsewhere is not followed: the token goes with it. */
function nextPage(headers: Headers, url: string): string | null {
  const next = /<([^>]+)>;\s*rel="next"/.exec(headers.get("link") ?? "")?.[1];
  if (!next || !URL.canParse(next, url)) return null;
  const page = new URL(next, url);
  return page.origin === new URL(url).origin ? page.href : null;
}
