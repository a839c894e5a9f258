/** Starts the `pumble` command. */
import { behindProxies } from "./behind-proxies";
import { runCommandLine } from "./command-line";
import { own } from "./main";
import { bearClosedStreams } from "./terminal";

async function start(): Promise<void> {
  bearClosedStreams();
  process.exitCode = (await runCommandLine(own, behindProxies)) ?? process.exitCode;
}

void start();
