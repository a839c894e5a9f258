import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import type { Figure, Must } from "./experiment";
import { median, type Samples } from "./timing";

/** A figure with what was measured. */
export interface Result {
  readonly figure: Figure;
  readonly samples: Samples;
}

/** The machine and its state, without which no figure means anything. */
export interface Circumstances {
  readonly date: string;
  readonly node: string;
  readonly processor: string;
  readonly cores: number;
  /** Load averages of 1, 5 and 15 minutes, before and after. */
  readonly loadBefore: readonly number[];
  readonly loadAfter: readonly number[];
  readonly runs: number;
  /** Titles of figures that were wanted, and are not there: the run was stopped, or they failed. */
  readonly missing?: readonly string[];
}

export function circumstances(runs: number, loadBefore: readonly number[]): Circumstances {
  const processors = cpus();
  return {
    date: new Date().toISOString(),
    node: process.version,
    processor: processors[0]?.model ?? "unknown",
    cores: processors.length,
    loadBefore,
    loadAfter: loadavg(),
    runs,
  };
}

/** Whether a figure is within what it must be. */
export function isOk({ figure, samples }: Result): boolean {
  const { must } = figure;
  const ours = median(samples.ours);
  if ("megabytes" in must) return ours <= must.megabytes;
  if ("requests" in must) return ours <= must.requests;
  if ("milliseconds" in must) return ours < must.milliseconds;
  const floor = median(samples.floor!);
  return "ratio" in must ? ours / floor <= must.ratio : ours - floor < must.addedMs;
}

/** How many times its floor a figure is; undefined for one that stands alone. */
export function ratioOf({ ours, floor }: Pick<Samples, "ours" | "floor">): number | undefined {
  return floor && median(ours) / median(floor);
}

/** One row: figure, floor, ours, ratio, ratio of processor time, must, target, verdict. */
export function row(result: Result): string {
  const { figure, samples } = result;
  const { title, must, target } = figure;
  const unit = "megabytes" in must ? megabytes : "requests" in must ? String : milliseconds;
  const [ours, floor] = [median(samples.ours), samples.floor && median(samples.floor)];
  const ratio = "addedMs" in must ? `+ ${milliseconds(ours - floor!)}` : times(ratioOf(samples));
  return cells(
    title,
    floor === undefined ? "–" : `${figure.floor} ${unit(floor)}`,
    unit(ours),
    ratio,
    times(samples.processor && ratioOf(samples.processor)),
    limit(must),
    target === undefined ? "–" : `≤ ${target}`,
    verdict(result),
  );
}

/**
 * Whether a figure is where it shall get to; true for one without a target. Processor time counts where it was taken: on
 * a busy machine both sides wait, and wall times come close to each other.
 */
export function isThere({ figure: { target }, samples }: Result): boolean {
  if (target === undefined) return true;
  const ratios = [ratioOf(samples), samples.processor && ratioOf(samples.processor)];
  return ratios.every((ratio) => ratio === undefined || ratio <= target);
}

/** What a figure came to. */
function verdict(result: Result): string {
  if (!isOk(result)) return "over";
  return isThere(result) ? "ok" : "ok, not there yet";
}

function limit(must: Must): string {
  if ("ratio" in must) return `≤ ${must.ratio}`;
  if ("addedMs" in must) return `< + ${must.addedMs} ms`;
  if ("megabytes" in must) return `≤ ${must.megabytes} MB`;
  return "requests" in must ? `≤ ${must.requests}` : `< ${must.milliseconds} ms`;
}

function times(ratio: number | undefined): string {
  return ratio === undefined ? "–" : `${ratio.toFixed(2)} ×`;
}

/** The table's head. */
export const head = [
  cells("Figure", "Floor", "Ours", "Wall", "Processor", "Must", "Target", ""),
  cells(...Array.from({ length: 8 }, () => "---")),
];

/** What stands under the table. */
export function footnote({ node, processor, cores, loadBefore, loadAfter, runs }: Circumstances): string {
  const load = (averages: readonly number[]): string => averages[0]!.toFixed(1);
  return `Medians of ${runs}, floor and ours in turn. Node ${node}, ${cores} × ${processor}, load average ${load(loadBefore)} before and ${load(loadAfter)} after.`;
}

/**
 * Keeps every sample.
 * @returns the file's path
 */
export function writeResults(about: Circumstances, results: readonly Result[]): string {
  const folder = join("bench", "results");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${about.date.replaceAll(":", "-")}.json`);
  writeFileSync(path, `${JSON.stringify({ ...about, results }, undefined, 2)}\n`);
  return path;
}

/** A row of a table. */
export function cells(...texts: readonly string[]): string {
  return `| ${texts.join(" | ")} |`;
}

/** Milliseconds for people. */
export function milliseconds(value: number): string {
  return `${value < 1000 ? value.toFixed(1) : value.toFixed(0)} ms`;
}

function megabytes(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} MB`;
}
