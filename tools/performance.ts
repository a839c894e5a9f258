/** The guide of how quick and how large things are, made of one run of the benchmark. */

import { readPublished } from "../bench/publish";
import { type Circumstances, footnote, head, isThere, type Result, ratioOf, row } from "../bench/report";

/** What a target that is not reached is made of, as it was measured in the same run. */
function bound({ figure, samples }: Result): string {
  const parts = Object.entries(samples.parts ?? {}).map(([name, value]) => `${name}: ${value}`);
  const processor = samples.processor && ratioOf(samples.processor);
  const inProcessor = processor === undefined ? "" : `, ${processor.toFixed(2)} × in processor time`;
  const ratio = `${ratioOf(samples)!.toFixed(2)} ×${inProcessor},`;
  const made = parts.length > 0 ? ` Measured beside it: ${parts.join("; ")}.` : "";
  return `- **${figure.title}**: ${ratio} where ${figure.target} × is wanted.${made}`;
}

function missing(titles: readonly string[]): string {
  if (titles.length === 0) return "\nWhat is not in the table was not measured in that run.\n";
  return `\nNot measured in that run: ${titles.join("; ")}.\n`;
}

/**
 * Whether more wanted to run than there are cores, which makes wall times chance. Of the load after it, the benchmark's
 * own processes are a part: about as much as there are cores.
 */
function isBusy({ loadBefore, loadAfter, cores }: Circumstances): boolean {
  return loadBefore[0]! > cores || loadAfter[0]! > 2 * cores;
}

/** The whole page. */
export function performancePage(): string {
  const run = readPublished();
  const withTarget = run.results.filter(({ figure }) => figure.target !== undefined);
  const reached = withTarget.filter(isThere);
  const missed = withTarget.filter((result) => !isThere(result));
  return `---
page_title: "How quick it is"
subcategory: ""
description: "What provider, constructs, addon and local workspace take, each beside what it cannot be quicker than."
---

<!-- Made by \`npm run generate\` from bench/published.json. -->

# How quick it is

Each figure is measured beside its floor, in turn and in one run, so that what else the machine does meets both: \`node -e 0\`
for what starts a process, Terraform's built-in \`terraform_data\` for what Terraform does, a bare proxy on the same framework
for the addon. *Wall* and *Processor* say how many times the floor ours takes; processor time is that of a command and of all
that it starts, and other work on the machine stretches it less. *Must* is what a change may not go over; *Target*, which both
have to be within, is where we want to get. The load average says how busy the machine was besides: above its number of cores,
wall times of either side say little.

${[...head, ...run.results.map(row)].join("\n")}

${footnote(run)} Run on ${run.date.slice(0, 10)}.
${missing(run.missing ?? [])}
## Targets

${isBusy(run) ? "The machine was busy, so that these only seem to be reached" : "Reached"}: ${reached.map(({ figure: { title, target } }) => `${title} (≤ ${target} ×)`).join(", ") || "none"}.

Not reached:

${missed.map(bound).join("\n")}

## Measure it yourself

<!-- try: not here: needs a checkout, and takes nine minutes with three runs of each -->
\`\`\`sh
npm run build
npm run bench -- --runs 3                         # everything, three runs of each
npm run bench -- --only plan-1000 --runs 5        # one figure
npm run bench -- --compare BEFORE.json AFTER.json # two runs, from bench/results/
npm run soak                                      # what must hold under load, restarts and faults
\`\`\`
`;
}
