/** What stands at an address: the API addon, or something else that people take for it. */

const timeoutMs = 10_000;

export type Kind = "addon" | "page" | "redirect" | "nothing" | "broken" | "away";

export interface Probe {
  readonly kind: Kind;
  readonly status: number | null;
  /** Where a redirect leads, a whole address. */
  readonly location: string | null;
  /** The server's clock, epoch milliseconds. */
  readonly date: number | null;
}

/** Asks for an operation without a key, which an addon refuses in JSON. The key goes nowhere. */
export async function probe(baseUrl: string): Promise<Probe> {
  const url = `${baseUrl.replace(/\/+$/, "")}/myInfo`;
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });
    await response.body?.cancel();
    const { status, headers } = response;
    const date = Date.parse(headers.get("date") ?? "");
    const location = headers.get("location");
    return {
      ...{ kind: kindOf(status, headers.get("content-type") ?? ""), status },
      location: location !== null && URL.canParse(location, url) ? new URL(location, url).href : null,
      date: Number.isNaN(date) ? null : date,
    };
  } catch {
    return { kind: "away", status: null, location: null, date: null };
  }
}

function kindOf(status: number, type: string): Kind {
  if (status >= 300 && status < 400) return "redirect";
  if (type.includes("text/html")) return "page";
  if (status === 401 || status === 403) return "addon";
  return status >= 500 ? "broken" : "nothing";
}

/** An address that is likely to be meant instead, where an addon answers; null where there is none. */
export async function meantInstead(baseUrl: string, { location }: Probe): Promise<string | null> {
  const { origin, hostname, port, protocol } = new URL(baseUrl);
  const led = location === null ? [] : [location.replace(/\/myInfo\/?$/, ""), new URL(location).origin];
  // pumble dev puts the addon on the port after the workspace's own.
  const beside =
    ["localhost", "127.0.0.1"].includes(hostname) && port
      ? [`${protocol}//${hostname}:${Number(port) + 1}`]
      : [];
  for (const candidate of new Set([...led, origin, ...beside])) {
    if (candidate !== baseUrl && (await probe(candidate)).kind === "addon") return candidate;
  }
  return null;
}
