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
  const response = await send(http, url, request);
  const text = await response.text();
  if (!response.ok && !request.accept?.includes(response.status)) {
    throw new ForgeProblem(
      `${http.name} answered ${response.status} to ${method} ${new URL(url).pathname}: ${messageIn(text)}`,
      nextStep(response.status, http),
    );
  }
  return { status: response.status, body: parsed(text) as T, next: nextPage(response.headers, http) };
}

/** Every item of a list, page by page. */
export async function askForAll<T>(http: ForgeHttp, path: string): Promise<T[]> {
  const items: T[] = [];
  let next: string | null = path;
  for (let page = 0; next !== null && page < mostPages; page++) {
    const answer: Answer<T[]> = await ask(http, { path: next });
    items.push(...answer.body);
    next = answer.next;
  }
  return items;
}

/** Reads and edits are tried again; a comment that may be there already is not posted twice. */
async function send(http: ForgeHttp, url: string, { method = "GET", body }: Ask): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(url, {
        method,
        headers: { ...http.headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: "error", // The token is for this host.
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (response.status < 500 || method === "POST" || attempt === tries) return response;
    } catch (error) {
      if (method === "POST" || attempt === tries) throw unreachable(http, url, error);
    }
    await new Promise((resolve) => setTimeout(resolve, 250 * attempt));
  }
}

function unreachable(http: ForgeHttp, url: string, error: unknown): ForgeProblem {
  const { cause, message } = error as Error & { cause?: { code?: string } };
  return new ForgeProblem(
    `${http.name} cannot be reached at ${new URL(url).origin}: ${cause?.code ?? message}`,
    "Check the address and the network, then run it again.",
  );
}

function nextStep(status: number, { needs, name }: ForgeHttp): string {
  if (status === 401) return `The token is not valid. ${needs}`;
  if (status === 403 || status === 404)
    return `The token may not do this, or there is no such thing. ${needs}`;
  if (status === 429) return "Too many requests: wait a minute and run it again.";
  return status >= 500
    ? `${name} has a problem: run it again.`
    : "This is a fault of pumble-iac: please report it.";
}

function messageIn(text: string): string {
  const body = parsed(text) as { message?: unknown; error?: unknown } | null;
  const message = body?.message ?? body?.error;
  return typeof message === "string" ? message : text.slice(0, 200) || "(nothing)";
}

function parsed(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** From the `Link` header, which both forges send. A link that leads elsewhere is not followed: the token goes with it. */
function nextPage(headers: Headers, { api }: ForgeHttp): string | null {
  const next = /<([^>]+)>;\s*rel="next"/.exec(headers.get("link") ?? "")?.[1];
  return next && new URL(next).origin === new URL(api).origin ? next : null;
}
