import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import type { Figure } from "./experiment";
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
  if ("milliseconds" in must) return ours < must.milliseconds;
  const floor = median(samples.floor!);
  return "ratio" in must ? ours / floor <= must.ratio : ours - floor < must.addedMs;
}

/** One row: figure, floor, ours, ratio, must, verdict. */
export function row(result: Result): string {
  const { figure, samples } = result;
  const { must } = figure;
  const ours = median(samples.ours);
  const verdict = isOk(result) ? "ok" : "over";
  if ("megabytes" in must) {
    return cells(figure.title, "–", megabytes(ours), "–", `≤ ${must.megabytes} MB`, verdict);
  }
  if ("milliseconds" in must && !samples.floor) {
    return cells(figure.title, "–", milliseconds(ours), "–", `< ${must.milliseconds} ms`, verdict);
  }
  const floor = median(samples.floor!);
  const compared = `${figure.floor} ${milliseconds(floor)}`;
  if ("addedMs" in must) {
    const added = `+ ${milliseconds(ours - floor)}`;
    return cells(figure.title, compared, milliseconds(ours), added, `< + ${must.addedMs} ms`, verdict);
  }
  const ratio = (ours / floor).toFixed(2);
  const most = "milliseconds" in must ? `< ${must.milliseconds} ms` : `≤ ${must.ratio}`;
  return cells(figure.title, compared, milliseconds(ours), ratio, most, verdict);
}

/** The table's head. */
export const head = [
  cells("Figure", "Floor", "Ours", "Ratio", "Must", ""),
  cells("---", "---", "---", "---", "---", "---"),
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
  const figures = results.map(({ figure, samples }) => ({ ...figure, ...samples }));
  writeFileSync(path, `${JSON.stringify({ ...about, figures }, undefined, 2)}\n`);
  return path;
}

function cells(...texts: readonly string[]): string {
  return `| ${texts.join(" | ")} |`;
}

function milliseconds(value: number): string {
  return `${value < 1000 ? value.toFixed(1) : value.toFixed(0)} ms`;
}

function megabytes(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} MB`;
}
