/** What the plugins of a command took, apart from the command itself. Linux only. */
import { readdirSync, readFileSync } from "node:fs";
import { isPluginIn } from "./memory";
import { type Cost, median, type Samples } from "./timing";

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

/** What of a command's processor time is the provider's, as medians of three. @param folder in which it runs */
export async function partsOfCommand(
  folder: string,
  command: () => Promise<Cost>,
): Promise<NonNullable<Samples["parts"]>> {
  const provider: number[] = [];
  const all: number[] = [];
  while (all.length < 3) {
    const { processorMs, result } = await pluginProcessorMs(folder, command);
    provider.push(processorMs);
    all.push(result.processorMs);
  }
  return {
    "processor time of the provider's processes, ms": median(provider),
    "processor time of Terraform itself, ms": median(all) - median(provider),
  };
}
