/**
 * `npm run bench:local`: a large local workspace, started from its folder as a process of its own. A Markdown table on
 * stdout; exit 1 when a figure is over. The package must have been built.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { Command } from "commander";
import { startLocalWorkspace } from "../src/local";
import { cleanEnv } from "./clean-env";
import { largeSeed, sentences } from "./large-seed";
import { median } from "./timing";

const program = join("dist", "bin", "pumble.js");
/** Between two looks at the memory, while the process settles. */
const settleMs = 5000;

interface Size {
  channels: number;
  messages: number;
  runs: number;
}

interface Sample {
  /** The median. */
  value: number;
  /** Processor time of the workspace alone. */
  processorMs?: number;
}

interface Figure extends Sample {
  title: string;
  must?: number | undefined;
  unit: string;
}

interface Running {
  process: ChildProcess;
  pageUrl: string;
  startedMs: number;
}

/** Starts the command on the folder, until it says that it is ready. */
async function start(folder: string): Promise<Running> {
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    [program, "dev", "--no-addon", "--json", "--port", "0", "--data", folder],
    {
      env: cleanEnv(folder),
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  for await (const line of createInterface(child.stdout!)) {
    const { pageUrl } = JSON.parse(line) as { pageUrl: string };
    return { process: child, pageUrl, startedMs: performance.now() - startedAt };
  }
  throw new Error(`${program} ended before it was ready`);
}

async function stop({ process: child }: Running): Promise<void> {
  child.kill("SIGTERM");
  if (child.exitCode === null) await new Promise((resolve) => child.once("exit", resolve));
}

function residentMegabytes({ process: child }: Running): number {
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024;
}

/** Calls of the page, as one member. */
async function client({ pageUrl }: Running) {
  const state = (await (await fetch(`${pageUrl}page/api/state`)).json()) as { members: { id: string }[] };
  const headers = { "x-pumble-member": state.members[0]!.id, "content-type": "application/json" };
  return async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
    const response = await fetch(`${pageUrl}page/api/${path}`, init);
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Answer;
  };
}

/** Milliseconds of processor time that the process has used, to 10 ms. */
function processorMs({ process: child }: Running): number {
  const stat = readFileSync(`/proc/${child.pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Milliseconds of each run, and the workspace's processor time of one, which a busy machine does not stretch. */
async function times(
  runs: number,
  running: Running,
  work: (run: number) => Promise<unknown>,
): Promise<Sample> {
  const usedMs = processorMs(running);
  const samples: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const startedAt = performance.now();
    await work(run);
    samples.push(performance.now() - startedAt);
  }
  return { value: median(samples), processorMs: (processorMs(running) - usedMs) / runs };
}

async function measure(folder: string, size: Size): Promise<Figure[]> {
  const starts: Sample[] = [];
  for (let run = 0; run < 3; run += 1) {
    const running = await start(folder);
    starts.push({ value: running.startedMs, processorMs: processorMs(running) });
    await stop(running);
  }
  const running = await start(folder);
  try {
    const call = await client(running);
    const entries = await call<{ channel: { id: string; name: string } }[]>("GET", "channels");
    const ids = entries.filter((entry) => entry.channel.name).map((entry) => entry.channel.id);
    const channel = (run: number) => `channels/${ids[(run * 37) % ids.length]}/messages`;
    const sentence = sentences(11);
    const search = () => call("GET", `search?text=${sentence().split(" ").slice(0, 2).join("+")}&limit=20`);
    const requests = (title: string, runs: number, work: (run: number) => Promise<unknown>, must?: number) =>
      times(runs, running, work).then((sample): Figure => ({ title, ...sample, must, unit: "ms" }));
    const figures = [
      {
        title: "Start from the folder",
        value: median(starts.map(({ value }) => value)),
        processorMs: median(starts.map((sample) => sample.processorMs!)),
        ...{ must: 3000, unit: "ms" },
      },
      await requests("First search after the start", 1, search),
      await requests("List a page of 50", size.runs, (run) => call("GET", `${channel(run)}?limit=50`), 20),
      await requests(
        "Post a message",
        size.runs,
        (run) => call("POST", channel(run), { text: sentence() }),
        20,
      ),
      await requests("Search for two words", size.runs, search, 20),
    ];
    await wait(settleMs);
    const memory = { title: "Memory at the end", value: residentMegabytes(running), must: 400, unit: "MB" };
    return [...figures, memory];
  } finally {
    await stop(running);
  }
}

function row({ title, value, processorMs, must = Number.POSITIVE_INFINITY, unit }: Figure): string {
  const processor = processorMs === undefined ? "–" : `${processorMs.toFixed(1)} ms`;
  const limit = Number.isFinite(must) ? `≤ ${must} ${unit}` : "–";
  const verdict = value <= must ? "ok" : "over";
  return `| ${title} | ${value.toFixed(1)} ${unit} | ${processor} | ${limit} | ${verdict} |`;
}

async function bench(size: Size): Promise<void> {
  if (!existsSync(program)) throw new Error(`${program} is missing. Run \`npm run build\` first.`);
  const folder = mkdtempSync(join(tmpdir(), "pumble-bench-local-"));
  try {
    const workspace = await startLocalWorkspace({
      dataDir: join(folder, "workspace"),
      seed: largeSeed(size),
    });
    await workspace.close();
    console.log("| Figure | Ours | Processor | Must | |\n| --- | --- | --- | --- | --- |");
    for (const figure of await measure(folder, size)) {
      console.log(row(figure));
      if (figure.value > (figure.must ?? Number.POSITIVE_INFINITY)) process.exitCode = 1;
    }
    const { channels, messages, runs } = size;
    const load = loadavg()[0]!.toFixed(1);
    console.log(`\n${messages} messages in ${channels} channels, medians of ${runs}, load average ${load}.`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
