import { spawn } from "node:child_process";
import { once } from "node:events";

/** Samples of the same thing on both sides, in the order in which they were taken. */
export interface Samples {
  readonly ours: readonly number[];
  /** None for figures that stand alone. */
  readonly floor?: readonly number[];
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env: Record<string, string>;
}

/**
 * Runs a command to its end.
 * @throws Error with what it printed when it fails
 */
export async function run(command: string, args: readonly string[], options: CommandOptions): Promise<void> {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      printed = (printed + chunk).slice(-4000);
    });
  }
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}:\n${printed}`);
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
): Promise<Required<Samples>> {
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

/** The middle value, or the mean of the two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2;
}
