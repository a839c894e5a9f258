/** Logged requests as a person reads them. */
import type { LoggedRequest } from "../contract";

/** JSON with line breaks and indents; anything else as it is. */
export function prettyBody(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/** What a hook told the app, such as `SLASH_COMMAND`; null for a call of the platform API. */
export function hookKind(entry: LoggedRequest): string | null {
  if (entry.direction !== "hook") return null;
  return /"(?:messageType|eventType)"\s*:\s*"([A-Z_]+)"/.exec(entry.requestBody)?.[1] ?? "HOOK";
}

/** The address with its long ids cut in the middle, so that what differs is seen. */
export function shortUrl(url: string): string {
  return url.replace(/\b([0-9a-f]{4})[0-9a-f]{16}([0-9a-f]{4})\b/g, "$1…$2");
}

/** What to show for its answer: the status, or why there is none. */
export function outcome({ status, problem }: LoggedRequest): string {
  return status === null ? (problem?.startsWith("fault") ? "cut" : "none") : String(status);
}

/** Whether something went wrong, on purpose or not. */
export function isFailure({ status, problem }: LoggedRequest): boolean {
  return problem !== null || status === null || status >= 400;
}

/** Which kinds of entries are wanted. */
export type Kind = "all" | "in" | "public" | "hook" | "failed";

/** The entries of that kind whose address, body or kind holds the text, newest first. */
export function select(entries: readonly LoggedRequest[], kind: Kind, text: string): LoggedRequest[] {
  const wanted = text.trim().toLowerCase();
  const fits = (entry: LoggedRequest) => {
    if (kind === "failed" ? !isFailure(entry) : kind !== "all" && entry.direction !== kind) return false;
    if (!wanted) return true;
    const { method, url, requestBody, responseBody, problem } = entry;
    return [`${method} ${url}`, requestBody, responseBody, problem ?? ""].some((part) =>
      part.toLowerCase().includes(wanted),
    );
  };
  return entries.filter(fits).reverse();
}
