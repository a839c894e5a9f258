/** Two runs beside each other: by the ratio to the floor where there is one, for machines and their load differ. */
import { readFileSync } from "node:fs";
import { cells, type Result, ratioOf } from "./report";
import { median } from "./timing";

/** What a file that `npm run bench` wrote holds. */
export function readResults(file: string): Result[] {
  return (JSON.parse(readFileSync(file, "utf8")) as { results: Result[] }).results;
}

function measure({ samples }: Result): { value: number; text: string } {
  const ratio = ratioOf(samples);
  const value = ratio ?? median(samples.ours);
  return { value, text: ratio === undefined ? value.toFixed(1) : `${value.toFixed(2)} ×` };
}

function processor({ samples }: Result): string {
  const ratio = samples.processor && ratioOf(samples.processor);
  return ratio === undefined ? "–" : `${ratio.toFixed(2)} ×`;
}

/** A Markdown table of what both files hold. */
export function comparison(before: readonly Result[], after: readonly Result[]): string {
  const rows = before.flatMap((one) => {
    const other = after.find(({ figure }) => figure.name === one.figure.name);
    if (!other) return [];
    const [was, is] = [measure(one), measure(other)];
    const change = `${(100 * (is.value / was.value - 1)).toFixed(0)} %`;
    return [cells(one.figure.title, was.text, is.text, change, `${processor(one)} → ${processor(other)}`)];
  });
  const head = [cells("Figure", "A", "B", "Change", "Processor"), cells("---", "---", "---", "---", "---")];
  return [...head, ...rows].join("\n");
}
