/**
 * Where the page is, kept in its address so that a reload or a shared link comes back to it:
 * `/?member=<userId>#/<channelId>/<threadRootId>@<messageId>`, or `#/app/<appId>` for an app.
 */
import { computed, signal } from "@preact/signals";
import { formatHash, parseHash, type Route } from "../text/route-hash";

export const route = signal<Route>({ channelId: null, threadId: null });

/** The message to which the address leads. */
export const targetId = computed(() => route.value.messageId ?? null);

/** Keeps something else that is open in the address, so that a reload comes back to it; null takes it out. */
export function keepInAddress(name: string, value: string | null): void {
  const url = new URL(location.href);
  if (value === null) url.searchParams.delete(name);
  else url.searchParams.set(name, value);
  if (url.href !== location.href) history.replaceState(history.state, "", url);
}

/** What `keepInAddress` has kept, null when there is nothing. */
export function fromAddress(name: string): string | null {
  return new URLSearchParams(location.search).get(name);
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
