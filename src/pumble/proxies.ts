/** How to reach the network from behind a company's proxy, as an environment says it. */

/** Proxies by the protocol of the address that is called. */
export interface Proxies {
  httpProxy?: string;
  httpsProxy?: string;
  /** Hosts that are called directly, with commas between. */
  noProxy: string;
}

/** A variable that names no proxy. Its value is not repeated: it may hold a password. */
export class ProxyVariableError extends Error {
  constructor(readonly variable: string) {
    super(`${variable} is no proxy's address. Give one such as http://proxy.example.com:3128, or unset it.`);
  }
}

/** Never called through a proxy: what runs on this machine. Go's programs, Terraform among them, do the same. */
const thisMachine = ["localhost", "127.0.0.1", "[::1]"];

/**
 * The proxies that `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` name, in lower case or upper case; lower case wins.
 * @returns null without a proxy
 * @throws {ProxyVariableError}
 */
export function proxiesOf(env: Readonly<Record<string, string | undefined>>): Proxies | null {
  const httpProxy = addressIn(env, "http_proxy");
  const httpsProxy = addressIn(env, "https_proxy");
  if (httpProxy === undefined && httpsProxy === undefined) return null;
  const direct = textOf(env, "no_proxy")?.value ?? "";
  return {
    ...(httpProxy === undefined ? {} : { httpProxy }),
    ...(httpsProxy === undefined ? {} : { httpsProxy }),
    noProxy: direct === "*" ? direct : [direct, ...thisMachine].filter(Boolean).join(","),
  };
}

function textOf(env: Readonly<Record<string, string | undefined>>, name: string) {
  for (const variable of [name, name.toUpperCase()]) {
    const value = env[variable]?.trim();
    if (value) return { variable, value };
  }
  return undefined;
}

/** An address without a scheme is one of HTTP, as everywhere else. */
function addressIn(env: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  const found = textOf(env, name);
  if (!found) return undefined;
  const address = found.value.includes("://") ? found.value : `http://${found.value}`;
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    throw new ProxyVariableError(found.variable);
  }
  return address;
}

/** The proxy that calls to an address go through, as host and port without user and password; null for none. */
export function proxyFor(address: string, { httpProxy, httpsProxy, noProxy }: Proxies): string | null {
  const { protocol, hostname, port } = new URL(address);
  const proxy = protocol === "https:" ? (httpsProxy ?? httpProxy) : httpProxy;
  if (proxy === undefined || noProxy === "*") return null;
  const at = port || (protocol === "https:" ? "443" : "80");
  const isDirect = noProxy.split(/[,\s]+/).some((entry) => {
    const [, host = entry, onlyAt] = /^(.+):(\d+)$/.exec(entry) ?? [];
    const name = host.replace(/^\*?\./, "").toLowerCase();
    const isIt = name !== "" && (hostname === name || hostname.endsWith(`.${name}`));
    return isIt && (onlyAt === undefined || onlyAt === at);
  });
  return isDirect ? null : new URL(proxy).host;
}
