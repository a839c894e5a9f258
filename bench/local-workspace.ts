/** A large local workspace, started from its folder as a process of its own. The package must have been built. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { startLocalWorkspace } from "../src/local";
import { cleanEnv } from "./clean-env";
import type { Experiment, Figure, Must } from "./experiment";
import { largeSeed, sentences } from "./large-seed";
import { median } from "./timing";

const program = join("dist", "bin", "pumble.js");
/** Between two looks at the memory, while the process settles. */
const settleMs = 5000;

/** How large, and how often it is asked. */
export interface Size {
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

/** One thing that was measured. */
export interface LocalFigure extends Sample {
  name: string;
  title: string;
  must: number;
  unit: "ms" | "MB";
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

async function measure(folder: string, size: Size): Promise<LocalFigure[]> {
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
    const requests = async (
      [name, title, must]: readonly [string, string, number],
      runs: number,
      work: (run: number) => Promise<unknown>,
    ): Promise<LocalFigure> => ({ name, title, must, unit: "ms", ...(await times(runs, running, work)) });
    const figures: LocalFigure[] = [
      {
        ...{ name: "local-start", title: "start from the folder", must: 3000, unit: "ms" },
        value: median(starts.map(({ value }) => value)),
        processorMs: median(starts.map((sample) => sample.processorMs!)),
      },
      await requests(["local-first-search", "first search after the start", 3000], 1, search),
      await requests(["local-list", "list a page of 50", 20], size.runs, (run) =>
        call("GET", `${channel(run)}?limit=50`),
      ),
      await requests(["local-post", "post a message", 20], size.runs, (run) =>
        call("POST", channel(run), { text: sentence() }),
      ),
      await requests(["local-search", "search for two words", 20], size.runs, search),
    ];
    await wait(settleMs);
    const memory = { name: "local-memory", title: "memory at the end", must: 400 };
    return [...figures, { ...memory, value: residentMegabytes(running), unit: "MB" }];
  } finally {
    await stop(running);
  }
}

/** Plants a workspace of that size in a folder of its own, and measures it. */
export async function measureLocal(size: Size): Promise<LocalFigure[]> {
  if (!existsSync(program)) throw new Error(`${program} is missing. Run \`npm run build\` first.`);
  const folder = mkdtempSync(join(tmpdir(), "pumble-bench-local-"));
  try {
    const workspace = await startLocalWorkspace({
      dataDir: join(folder, "workspace"),
      seed: largeSeed(size),
    });
    await workspace.close();
    return await measure(folder, size);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The local workspace with 100,000 messages. */
export function localExperiment(): Experiment {
  const figure = (name: string, title: string, must: Must): Figure => ({
    ...{ name, title: `local workspace of 100,000 messages, ${title}`, must },
  });
  const figures = [
    figure("local-start", "start from the folder", { milliseconds: 3000 }),
    figure("local-first-search", "first search after the start", { milliseconds: 3000 }),
    figure("local-list", "list a page of 50", { milliseconds: 20 }),
    figure("local-post", "post a message", { milliseconds: 20 }),
    figure("local-search", "search for two words", { milliseconds: 20 }),
    figure("local-memory", "memory at the end", { megabytes: 400 }),
  ];
  return {
    figures,
    async measure() {
      const found = await measureLocal({ channels: 500, messages: 100_000, runs: 100 });
      return figures.map(({ name }) => {
        const { value, processorMs } = found.find((one) => one.name === name)!;
        return {
          ours: [value],
          ...(processorMs === undefined ? {} : { processor: { ours: [processorMs] } }),
        };
      });
    },
  };
}
