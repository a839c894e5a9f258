/** What the plugins of a command took, apart from the command itself. Linux only. */
import { readdirSync, readFileSync } from "node:fs";
import { isPluginIn } from "./memory";

/** How often processes are looked at: what a plugin does after the last look before its end is missed. */
const intervalMs = 10;

/** Nanoseconds that each thread of a process has run, in sum. */
function processorNs(pid: string): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  return threads.reduce((sum, thread) => {
    const text = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8");
    return sum + Number(text.split(" ")[0]);
  }, 0);
}

/**
 * Processor time of all plugins that run in a folder while `work` does, in milliseconds.
 * @throws Error when none was seen
 */
export async function pluginProcessorMs<Result>(
  folder: string,
  work: () => Promise<Result>,
): Promise<{ processorMs: number; result: Result }> {
  const plugins = new Map<string, number>();
  const look = (): void => {
    for (const pid of readdirSync("/proc")) {
      if (!/^\d+$/.test(pid)) continue;
      if (!plugins.has(pid) && !isPluginIn(folder, pid)) continue;
      try {
        plugins.set(pid, Math.max(plugins.get(pid) ?? 0, processorNs(pid)));
      } catch {} // it ended
    }
  };
  const timer = setInterval(look, intervalMs);
  try {
    const result = await work();
    if (plugins.size === 0) throw new Error(`No plugin was seen in ${folder}.`);
    return { processorMs: [...plugins.values()].reduce((sum, ns) => sum + ns, 0) / 1e6, result };
  } finally {
    clearInterval(timer);
  }
}
