/// <reference path="../pumble/undici-parts.d.ts" />
/** Starts the `pumble` command. */
import { proxiesOf } from "../pumble/proxies";
import { runCommandLine } from "./command-line";
import { own } from "./main";
import { bearClosedStreams } from "./terminal";

/** For what is called with Node's own `fetch`. */
async function behindProxies(): Promise<void> {
  const proxies = proxiesOf(process.env);
  if (!proxies) return;
  const { default: ProxiedAgent } = await import("undici/lib/dispatcher/env-http-proxy-agent.js");
  const { setGlobalDispatcher } = await import("undici/lib/global.js");
  setGlobalDispatcher(new ProxiedAgent({ ...proxies, proxyTunnel: false }));
}

async function start(): Promise<void> {
  bearClosedStreams();
  await behindProxies();
  process.exitCode = (await runCommandLine(own)) ?? process.exitCode;
}

void start();
