/**
 * `npm run bench:local`: a local workspace of any size. A Markdown table on stdout; exit 1 when a figure is over. The
 * package must have been built.
 */
import { loadavg } from "node:os";
import { Command } from "commander";
import { type LocalFigure, measureLocal, type Size } from "./local-workspace";

function row({ title, value, processorMs, must, unit }: LocalFigure): string {
  const processor = processorMs === undefined ? "–" : `${processorMs.toFixed(1)} ms`;
  const verdict = value <= must ? "ok" : "over";
  return `| ${title} | ${value.toFixed(1)} ${unit} | ${processor} | ≤ ${must} ${unit} | ${verdict} |`;
}

async function bench(size: Size): Promise<void> {
  console.log("| Figure | Ours | Processor | Must | |\n| --- | --- | --- | --- | --- |");
  for (const figure of await measureLocal(size)) {
    console.log(row(figure));
    if (figure.value > figure.must) process.exitCode = 1;
  }
  const { channels, messages, runs } = size;
  const load = loadavg()[0]!.toFixed(1);
  console.log(`\n${messages} messages in ${channels} channels, medians of ${runs}, load average ${load}.`);
}

new Command("bench:local")
  .option("--channels <count>", "channels", Number, 500)
  .option("--messages <count>", "messages in all of them", Number, 100_000)
  .option("--runs <count>", "runs of each request", Number, 100)
  .action(bench)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  });
