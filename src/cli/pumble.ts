/** Starts the `pumble` command. */
import { behindProxies } from "./behind-proxies";
import { runCommandLine } from "./command-line";
import { own } from "./main";
import { bearClosedStreams } from "./terminal";

async function start(): Promise<void> {
  bearClosedStreams();
  const code = await runCommandLine(own, behindProxies);
  // What ended well may yet have lost its output.
  if (code) process.exitCode = code;
}

void start();
