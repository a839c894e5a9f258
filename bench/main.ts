/**
 * `npm run bench`: how quick and how small the plugin layer, synthesis and the addon are, beside what they cannot be quicker than. A Markdown table
 * on stdout, every sample as JSON under bench/results/. Exit 1 when a figure is over.
 */
import { loadavg } from "node:os";
import { Command, InvalidArgumentError } from "commander";
import { addonExperiments } from "./addon";
import { buildSubjects, providerExperiments, removeSubjects } from "./figures";
import { filesExperiment } from "./files";
import { growthExperiments } from "./growth";
import { inProcessExperiments } from "./in-process";
import { realCaseExperiment } from "./real-case/experiment";
import { circumstances, footnote, head, isOk, type Result, row, writeResults } from "./report";
import { standaloneExperiments } from "./standalone";
import { synthExperiments } from "./synth";

interface Options {
  readonly runs: number;
  readonly only?: readonly string[];
}

async function bench({ runs, only }: Options): Promise<void> {
  const loadBefore = loadavg();
  const subjects = await buildSubjects();
  const results: Result[] = [];
  try {
    const all = [
      ...providerExperiments(subjects),
      ...standaloneExperiments(subjects),
      ...growthExperiments(subjects),
      ...synthExperiments(),
      ...inProcessExperiments(),
      ...addonExperiments(subjects),
      filesExperiment(),
      realCaseExperiment(),
    ];
    const names = all.flatMap(({ figures }) => figures.map(({ name }) => name));
    for (const name of only ?? []) {
      if (!names.includes(name))
        throw new Error(`There is no figure ${name}; there are ${names.join(", ")}.`);
    }
    const wanted = all.filter(({ figures }) => figures.some(({ name }) => only?.includes(name) ?? true));
    for (const line of head) console.log(line);
    for (const { figures, measure } of wanted) {
      const samples = await measure(runs);
      for (const [index, figure] of figures.entries()) {
        const result = { figure, samples: samples[index]! };
        results.push(result);
        console.log(row(result));
      }
    }
  } finally {
    removeSubjects(subjects);
  }
  const about = circumstances(runs, loadBefore);
  console.log(`\n${footnote(about)}`);
  console.log(`Samples: ${writeResults(about, results)}`);
  if (!results.every(isOk)) process.exitCode = 1;
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("Give a whole number from 1 up.");
  return value;
}

new Command("bench")
  .option("--runs <count>", "measured runs of each side", positive, 11)
  .option("--only <figure...>", "measure these figures only, such as handshake plan-1000")
  .action(bench)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  });
