/** What a person reads of a run, and what a program does. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Invariant, invariants, type SoakJournal } from "./journal";
import { type MemoryOf, megabytes } from "./memory";
import type { DatabaseKind } from "./set-up";

/** A run that is over. */
export interface SoakResult {
  readonly seed: number;
  readonly minutes: number;
  readonly database: DatabaseKind;
  readonly journal: SoakJournal;
  readonly memory: readonly MemoryOf[];
}

function sorted(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([one], [other]) => one.localeCompare(other));
}

function byKind(trouble: SoakJournal["trouble"]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { what } of trouble) {
    const kind = what.replace(/\d+ (s|ms) /, "");
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return sorted(counts);
}

function memoryLine({ name, samples }: MemoryOf): string {
  const first = samples[Math.floor(samples.length / 4)];
  const last = samples.at(-1);
  if (!first || !last) return `  ${name}: not looked at`;
  const heap = (one: typeof first) => megabytes(one.heapUsed + one.external);
  return `  ${name.padEnd(12)} heap ${heap(first)} → ${heap(last)}, resident ${megabytes(first.rss)} → ${megabytes(last.rss)}, ${samples.length} looks`;
}

/** Some lines for people. */
export function summary({ seed, minutes, database, journal, memory }: SoakResult): string {
  const { violations, checks, counts, trouble } = journal;
  const found = violations.length === 0 ? "0 violations" : `${violations.length} VIOLATIONS`;
  const lines = (Object.keys(invariants) as Invariant[]).map((invariant) => {
    const times = violations.filter((one) => one.invariant === invariant).length;
    const verdict = times > 0 ? `${times} VIOLATIONS` : "held";
    return `  ${verdict.padEnd(14)} ${invariants[invariant]} (${checks.get(invariant) ?? 0} checks)`;
  });
  return [
    `Seed ${seed}, ${minutes} min, ${database === "postgres" ? "PostgreSQL, two addons" : "SQLite"}: ${found}`,
    ...lines,
    "Memory while nothing was restarted:",
    ...memory.map(memoryLine),
    "Trouble:",
    ...byKind(trouble).map(([what, times]) => `  ${String(times).padStart(4)} × ${what}`),
    "Calls:",
    ...sorted(counts).map(([what, times]) => `  ${String(times).padStart(7)}  ${what}`),
    "",
  ].join("\n");
}

/** Keeps all of it. @returns the file's path */
export function writeResult({ journal, ...about }: SoakResult): string {
  const folder = join("bench", "results");
  mkdirSync(folder, { recursive: true });
  const date = new Date().toISOString();
  const path = join(folder, `soak-${about.seed}-${date.replaceAll(":", "-")}.json`);
  const { violations, trouble } = journal;
  const told = { checks: Object.fromEntries(journal.checks), counts: Object.fromEntries(journal.counts) };
  writeFileSync(path, `${JSON.stringify({ date, ...about, violations, trouble, ...told }, undefined, 2)}\n`);
  return path;
}
