/// <reference path="../pumble/undici-parts.d.ts" />
import { proxiesOf } from "../pumble/proxies";

/**
 * Sends what is called with Node's own `fetch` through the proxies that the environment names.
 * @throws {ProxyVariableError} for one that is none
 */
export async function behindProxies(): Promise<void> {
  const proxies = proxiesOf(process.env);
  if (!proxies) return;
  const { default: ProxiedAgent } = await import("undici/lib/dispatcher/env-http-proxy-agent.js");
  const { setGlobalDispatcher } = await import("undici/lib/global.js");
  setGlobalDispatcher(new ProxiedAgent({ ...proxies, proxyTunnel: false }));
}
