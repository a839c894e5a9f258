import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { startName } from "../src/terraform/install/package";

/** How often processes are looked at while their peak is wanted. */
const intervalMs = 20;

/** The most memory that a process ever had resident, in bytes; undefined when it is gone, or this is not Linux. */
export function peakResidentBytes(pid: number | string): number | undefined {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}

/**
 * The highest peak, in bytes, of all plugins that run in a folder while `work` does.
 * @throws Error when none was seen
 */
export async function peakDuring(folder: string, work: () => Promise<unknown>): Promise<number> {
  let peak = 0;
  const look = (): void => {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      if (isPluginIn(folder, pid)) peak = Math.max(peak, peakResidentBytes(pid) ?? 0);
    }
  };
  const timer = setInterval(look, intervalMs);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  if (peak === 0) throw new Error(`No plugin was seen in ${folder}: memory is measured on Linux only.`);
  return peak;
}

/** Whether a process is a plugin of Terraform's in a folder: it starts one there, by a relative path. */
export function isPluginIn(folder: string, pid: string): boolean {
  try {
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return commandLine.includes(startName) && readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    return false; // gone, or somebody else's
  }
}
