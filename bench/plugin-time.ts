/** What the plugins of a command took, apart from the command itself. Linux only. */
import { readdirSync, readFileSync } from "node:fs";
import { cleanEnv } from "./clean-env";
import { isPluginIn } from "./memory";
import { type Cost, median, type Parts, run } from "./timing";
import { transportProcessorMs } from "./transport";

/** How often processes are looked at: what a plugin does after the last look before its end is missed. */
const intervalMs = 10;

/** Nanoseconds that all threads of a process have run, in sum. Linux only. */
export function processorNs(pid: number | string): number {
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
): Promise<{ processorMs: number; processes: number; result: Result }> {
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
    const processorMs = [...plugins.values()].reduce((sum, ns) => sum + ns, 0) / 1e6;
    return { processorMs, processes: plugins.size, result };
  } finally {
    clearInterval(timer);
  }
}

/** What cannot be left out, by Node alone: a socket and a key until the handshake, and the server after it. */
export const neededBy = {
  handshake: `require("node:net").createServer().listen(0, () => process.exit());
    require("node:crypto").generateKeyPairSync("ec", { namedCurve: "P-256" });`,
  schema: 'require("node:http2"); require("node:tls"); require("node:crypto")',
} as const;

/**
 * RPCs that a command makes of one object: `validate` checks its configuration; a plan checks it twice and plans it, and
 * upgrades and reads what is in state before.
 */
export const callsOf = { checkedObject: 1, newObject: 3, keptObject: 5 } as const;

/** A command that a part of is the provider's. */
export interface PartedCommand {
  /** In which it runs. */
  readonly folder: string;
  /** How many RPCs it makes, see {@link callsOf}. */
  readonly calls: number;
  /** Processor time of the same without a provider, in milliseconds. */
  readonly floor: readonly number[];
  run(): Promise<Cost>;
}

/** What of a command's processor time is the provider's, and what of that is Node's own, as medians of three. */
export async function partsOfCommand(command: PartedCommand): Promise<Parts> {
  const provider: number[] = [];
  const all: number[] = [];
  let starts = 0;
  while (all.length < 3) {
    const { processorMs, processes, result } = await pluginProcessorMs(command.folder, () => command.run());
    provider.push(processorMs);
    all.push(result.processorMs);
    starts = Math.max(starts, processes);
  }
  const nodeMs = starts * (await startProcessorMs());
  const transportMs = await transportProcessorMs(command.calls);
  const terraformMs = median(all) - median(provider);
  const floorMs = median(command.floor);
  return {
    "processor time of the provider's processes, ms": median(provider),
    "of Node alone for as many starts of what a plugin needs, ms": nodeMs,
    "of Node's HTTP/2 alone for as many calls, ms": transportMs,
    "processor time of Terraform itself, ms": terraformMs,
    "processor time of the floor, ms": floorMs,
    "with nothing of ours it would be, × the floor in processor time":
      (terraformMs + nodeMs + transportMs) / floorMs,
  };
}

/** Processor time of one start of Node with TLS and HTTP/2, and nothing of ours. */
async function startProcessorMs(): Promise<number> {
  const taken: number[] = [];
  while (taken.length < 5) {
    const { processorMs } = await run("node", ["-e", neededBy.schema], { env: cleanEnv(process.cwd()) });
    taken.push(processorMs);
  }
  return median(taken);
}
