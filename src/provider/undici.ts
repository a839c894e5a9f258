/**
 * What the client needs of undici and nothing else: the HTTP/1 dispatcher without fetch, caches and mocks. The plugin's
 * bundle uses it in place of `undici` (see tools/build.ts), which makes each start of the provider 100 ms quicker.
 */
import type { Dispatcher } from "undici";
import api from "undici/lib/api";
import Agent from "undici/lib/dispatcher/agent";

export { Agent };

type Options = { dispatcher: Dispatcher } & Omit<Dispatcher.RequestOptions, "origin" | "path">;

/** Like undici's own `request`, for an absolute URL. */
export function request(url: string, { dispatcher, ...options }: Options): Promise<Dispatcher.ResponseData> {
  const { origin, pathname, search } = new URL(url);
  return api.request.call(dispatcher, { ...options, origin, path: `${pathname}${search}` });
}
