import { spawn } from "node:child_process";
import { once } from "node:events";

/** Samples of the same thing on both sides, in the order in which they were taken. */
export interface Samples {
  readonly ours: readonly number[];
  /** None for figures that stand alone. */
  readonly floor?: readonly number[];
  /** Processor time of both, in milliseconds, where it was taken: a busy machine stretches it less. */
  readonly processor?: { readonly ours: readonly number[]; readonly floor?: readonly number[] };
  /** What bounds a figure, by its name: medians in milliseconds or, where the name says so, others. */
  readonly parts?: Parts;
}

/** Numbers by what they are. */
export type Parts = Readonly<Record<string, number>>;

/** What a command took. */
export interface Cost {
  readonly wallMs: number;
  /** Of the command and of all that it started. */
  readonly processorMs: number;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env: Record<string, string>;
}

/** Bash knows what its children took; what they print goes another way than what it tells. */
const timed = 'TIMEFORMAT="%3U %3S"; time "$@" >&3 2>&3';

/**
 * Runs a command to its end.
 * @throws Error with what it printed when it fails
 */
export async function run(command: string, args: readonly string[], options: CommandOptions): Promise<Cost> {
  const startedMs = performance.now();
  const child = spawn("bash", ["-c", timed, "bash", command, ...args], {
    ...options,
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  let told = "";
  let printed = "";
  child.stderr!.on("data", (chunk: Buffer) => {
    told += chunk;
  });
  child.stdio[3]!.on("data", (chunk: Buffer) => {
    printed = (printed + chunk).slice(-4000);
  });
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}:\n${printed}`);
  const [user = Number.NaN, system = Number.NaN] = told.trim().split(" ").map(Number);
  return { wallMs: performance.now() - startedMs, processorMs: (user + system) * 1000 };
}

/** How long some work takes, in milliseconds. */
export async function timeMs(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/**
 * Measures two things in turn, after one unmeasured run of each, so that whatever else the machine does meets both.
 * Who goes first changes from run to run.
 */
export async function alternate(
  runs: number,
  floor: () => Promise<number>,
  ours: () => Promise<number>,
): Promise<{ ours: number[]; floor: number[] }> {
  const samples = { ours: [] as number[], floor: [] as number[] };
  for (let index = -1; index < runs; index++) {
    const sides = [
      { into: samples.floor, measure: floor },
      { into: samples.ours, measure: ours },
    ];
    if (index % 2 === 0) sides.reverse();
    for (const { into, measure } of sides) {
      const value = await measure();
      if (index >= 0) into.push(value);
    }
  }
  return samples;
}

/** The same for commands, whose processor time is taken too. */
export async function alternateCommands(
  runs: number,
  floor: () => Promise<Cost>,
  ours: () => Promise<Cost>,
): Promise<Samples> {
  const processor = { ours: [] as number[], floor: [] as number[] };
  const measured = (into: number[], work: () => Promise<Cost>) => async (): Promise<number> => {
    const { wallMs, processorMs } = await work();
    into.push(processorMs);
    return wallMs;
  };
  const samples = await alternate(runs, measured(processor.floor, floor), measured(processor.ours, ours));
  const counted = (values: readonly number[]) => values.slice(-runs);
  return { ...samples, processor: { ours: counted(processor.ours), floor: counted(processor.floor) } };
}

/** The middle value, or the mean of the two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2;
}
