import { readdirSync, readFileSync } from "node:fs";

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

/** The highest peak of all processes whose command line names `text`, in bytes, while `work` runs. */
export async function peakDuring(text: string, work: () => Promise<unknown>): Promise<number> {
  let peak = 0;
  const look = (): void => {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      if (commandLine(pid).includes(text)) peak = Math.max(peak, peakResidentBytes(pid) ?? 0);
    }
  };
  const timer = setInterval(look, intervalMs);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return peak;
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
