/** What the page of the benchmark is made of: one run's medians, without its samples. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Circumstances, Result } from "./report";
import { median, type Samples } from "./timing";

export const publishedFile = join("bench", "published.json");

/** One run. */
export type Published = Circumstances & { readonly results: readonly Result[] };

function medians({ figure, samples }: Result): Result {
  const middle = (values: readonly number[]) => [Number(median(values).toPrecision(4))];
  const both = ({ ours, floor }: Pick<Samples, "ours" | "floor">) => ({
    ours: middle(ours),
    ...(floor ? { floor: middle(floor) } : {}),
  });
  const { processor, parts } = samples;
  const rounded = Object.entries(parts ?? {}).map(([name, value]) => [name, Number(value.toPrecision(3))]);
  return {
    figure,
    samples: {
      ...both(samples),
      ...(processor ? { processor: both(processor) } : {}),
      ...(parts ? { parts: Object.fromEntries(rounded) } : {}),
    },
  };
}

/** Keeps a run for the page, which `npm run generate` then makes of it. @param file as `npm run bench` wrote it */
export function publish(file: string): void {
  const run = JSON.parse(readFileSync(file, "utf8")) as Published;
  const kept = { ...run, results: run.results.map(medians) };
  writeFileSync(publishedFile, `${JSON.stringify(kept, undefined, 2)}\n`);
}

/** The run that the page tells of. */
export function readPublished(): Published {
  return JSON.parse(readFileSync(publishedFile, "utf8")) as Published;
}
