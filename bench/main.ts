/**
 * `npm run bench`: how quick and how small the plugin layer, synthesis, files and the addon are, beside what they cannot
 * be quicker than. A Markdown table on stdout, every sample as JSON under bench/results/. Exit 1 when a figure is over.
 */
import { loadavg } from "node:os";
import { Command, InvalidArgumentError } from "commander";
import { addonExperiments } from "./addon";
import { comparison, readResults } from "./compare";
import type { Experiment, Figure } from "./experiment";
import { buildSubjects, providerExperiments, removeSubjects } from "./figures";
import { filesExperiment } from "./files";
import { growthExperiments } from "./growth";
import { inProcessExperiments } from "./in-process";
import { localExperiment } from "./local-workspace";
import { publish } from "./publish";
import { realCaseExperiment } from "./real-case/experiment";
import { circumstances, footnote, head, isOk, type Result, row, writeResults } from "./report";
import { standaloneExperiments } from "./standalone";
import { synthExperiments } from "./synth";
import type { Samples } from "./timing";

interface Options {
  readonly compare?: readonly string[];
  readonly publish?: string;
  readonly runs: number;
  readonly only?: readonly string[];
}

async function bench({ runs, only }: Options): Promise<void> {
  const loadBefore = loadavg();
  const date = new Date().toISOString();
  const subjects = await buildSubjects();
  const results: Result[] = [];
  let wanted: Experiment[] = [];
  try {
    const all = [
      ...providerExperiments(subjects),
      ...standaloneExperiments(subjects),
      ...growthExperiments(subjects),
      ...synthExperiments(),
      ...inProcessExperiments(),
      ...addonExperiments(subjects),
      realCaseExperiment(),
      localExperiment(),
      filesExperiment(),
    ];
    const names = all.flatMap(({ figures }) => figures.map(({ name }) => name));
    for (const name of only ?? []) {
      if (!names.includes(name))
        throw new Error(`There is no figure ${name}; there are ${names.join(", ")}.`);
    }
    wanted = all.filter(({ figures }) => figures.some(({ name }) => only?.includes(name) ?? true));
    for (const line of head) console.log(line);
    for (const { figures, measure } of wanted) {
      const samples = await measure(runs).catch((error: unknown) => tellFailure(figures, error));
      for (const [index, figure] of figures.entries()) {
        if (!samples[index]) continue;
        const result = { figure, samples: samples[index] };
        results.push(result);
        console.log(row(result));
      }
      // A long run that is stopped keeps what it has.
      writeResults({ ...circumstances(runs, loadBefore), date, missing: missing(wanted, results) }, results);
    }
  } finally {
    removeSubjects(subjects);
  }
  const about = { ...circumstances(runs, loadBefore), date, missing: missing(wanted, results) };
  console.log(`\n${footnote(about)}`);
  console.log(`Samples: ${writeResults(about, results)}`);
  if (!results.every(isOk)) process.exitCode = 1;
}

function missing(wanted: readonly Experiment[], results: readonly Result[]): string[] {
  const figures = wanted.flatMap((experiment) => experiment.figures);
  return figures.filter((one) => !results.some(({ figure }) => figure === one)).map(({ title }) => title);
}

/** The others are measured all the same. */
function tellFailure(figures: readonly Figure[], error: unknown): Samples[] {
  const names = figures.map(({ name }) => name).join(", ");
  console.error(`Not measured: ${names}: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
  return [];
}

async function act(options: Options): Promise<void> {
  if (options.publish) return publish(options.publish);
  if (!options.compare) return bench(options);
  const [before, after, ...more] = options.compare;
  if (!before || !after || more.length > 0) throw new Error("Give --compare two files.");
  console.log(comparison(readResults(before), readResults(after)));
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("Give a whole number from 1 up.");
  return value;
}

new Command("bench")
  .option("--runs <count>", "measured runs of each side", positive, 11)
  .option("--only <figure...>", "measure these figures only, such as handshake plan-1000")
  .option("--compare <file...>", "measure nothing: two files of bench/results/ beside each other")
  .option("--publish <file>", "measure nothing: keep a file of bench/results/ for the page")
  .action(act)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  });
