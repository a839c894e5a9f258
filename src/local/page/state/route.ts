/**
 * Where the page is, kept in its address so that a reload or a shared link comes back to it:
 * `/?member=<userId>#/<channelId>/<threadRootId>`.
 */
import { signal } from "@preact/signals";

/** An open channel and, beside it, an open thread. */
export interface Route {
  channelId: string | null;
  threadId: string | null;
}

/** Reads a location hash; anything that is not an id is left out. */
export function parseHash(hash: string): Route {
  const [channelId, threadId] = /^#\/([0-9a-f]{24})(?:\/([0-9a-f]{24}))?$/.exec(hash)?.slice(1) ?? [];
  return { channelId: channelId ?? null, threadId: threadId ?? null };
}

/** The hash of a route, `#/` for none. */
export function formatHash(route: Route): string {
  return `#/${[route.channelId, route.threadId].filter(Boolean).join("/")}`;
}

export const route = signal<Route>({ channelId: null, threadId: null });

/** The member named in the address, null when none is. */
export function memberInAddress(): string | null {
  return new URLSearchParams(location.search).get("member");
}

/** Goes somewhere: a new entry in the browser's history unless `replace` is set. */
export function navigate(next: Route, options: { member?: string; replace?: boolean } = {}): void {
  const url = new URL(location.href);
  if (options.member) url.searchParams.set("member", options.member);
  url.hash = formatHash(next);
  if (options.replace) history.replaceState(null, "", url);
  else if (url.href !== location.href) history.pushState(null, "", url);
  route.value = next;
}

/** Follows the browser's back and forward buttons. */
export function followHistory(): void {
  route.value = parseHash(location.hash);
  window.addEventListener("popstate", () => {
    route.value = parseHash(location.hash);
  });
}
