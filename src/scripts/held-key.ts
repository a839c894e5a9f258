/**
 * The key, held where a script cannot reach it. A script shares its globals with the SDK and may put something of its own
 * in the place of any of them, so what touches the key is taken aside before the script is loaded.
 */

const { fetch: ownFetch, URL: OwnURL } = globalThis;
const hrefOf = Function.prototype.call.bind(Object.getOwnPropertyDescriptor(URL.prototype, "href")!.get!) as (
  url: URL,
) => string;
const startsWith = Function.prototype.call.bind(String.prototype.startsWith) as (
  text: string,
  start: string,
) => boolean;

/** What the client is given in the key's place. */
export const placeholder = "held-by-the-runner";

/**
 * A `fetch` that puts the key into each request, and sends it nowhere but below the base URL. Nothing in what it hands to
 * the runtime inherits from what a script could have changed.
 */
export function fetchWithKey(apiKey: string, baseUrl: string): typeof fetch {
  const below = `${new URL(baseUrl).href.replace(/\/+$/, "")}/`;
  return async (url, init) => {
    // As it will be sent: `..` in it would climb out of where the API is.
    if (typeof url !== "string" || !startsWith(url, below) || !startsWith(hrefOf(new OwnURL(url)), below)) {
      throw new TypeError("the key is for the API alone");
    }
    const headers: object = { __proto__: null, ...(init?.headers as Record<string, string>), ApiKey: apiKey };
    return ownFetch(url, { __proto__: null, ...init, headers } as RequestInit);
  };
}
