/** A workspace of files as a large community has it: 633 channels in 17 files. The package must have been built. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { startTestStack } from "../test/e2e/test-stack";
import { startMovableProvider } from "../test/faults/start-movable";
import { largePeople, largeWorkspace } from "../test/workspace-file/large-workspace";
import type { Experiment, Figure } from "./experiment";
import { Project } from "./project";
import { type Cost, median, type Samples } from "./timing";

/** Terraform's own plan of as many objects, which nothing that runs Terraform can be quicker than. */
const floor = "`terraform plan`, `terraform_data`";

const figures: Figure[] = [
  { name: "files-validate", title: "`pumble validate`, 633 channels", must: { milliseconds: 2000 } },
  {
    name: "files-first-plan",
    title: "first `pumble plan`, 633 channels",
    floor,
    must: { milliseconds: 10_000 },
  },
  {
    name: "files-second-plan",
    title: "second `pumble plan`, 633 channels",
    floor,
    must: { milliseconds: 5000 },
  },
];

/** Channels, their members and their announcements. */
const objects = 1525;

interface Time {
  readonly wallMs: number;
  /** Of the command and of Terraform and the provider below it. */
  readonly processorMs: number;
}

/** Runs the command under bash, which knows what its children took. */
function timed(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Time> {
  const script = 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>&1';
  const command = [process.execPath, join("dist", "bin", "pumble.js"), ...args];
  const began = performance.now();
  const child = spawn("bash", ["-c", script, "bash", ...command], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk) => (said += chunk));
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("close", (code) => {
      if (code !== 0) return fail(new Error(`pumble ${args.join(" ")} ended with ${code}`));
      const [user = 0, system = 0] = said.trim().split(" ").map(Number);
      done({ wallMs: performance.now() - began, processorMs: (user + system) * 1000 });
    });
  });
}

/** Validates, plans, applies on a moved clock, and plans again. */
export function filesExperiment(): Experiment {
  return {
    figures,
    async measure(runs) {
      const folder = mkdtempSync(join(tmpdir(), "pumble-files-bench-"));
      const files = join(folder, "files");
      writeFiles(files);
      let aheadMs = 0;
      const users = largePeople().map((email, index) => ({ email, name: `Person ${index}` }));
      const seed = {
        users: [{ email: "owner@example.com", name: "Owner", role: "OWNER" as const }, ...users],
        channels: [{ name: "general", main: true }],
      };
      const stack = await startTestStack({ now: () => Date.now() + aheadMs }, seed);
      const provider = await startMovableProvider(stack, (ms) => {
        aheadMs += ms;
      });
      const env = { ...process.env, ...stack.env };
      const builtIn = await Project.create({ folder: join(folder, "floor"), objects });
      const times = async (command: string, floor?: () => Promise<Cost>) => {
        const samples = { ours: [] as Time[], floor: [] as number[] };
        for (let run = 0; run < runs; run++) {
          if (floor) samples.floor.push((await floor()).wallMs);
          samples.ours.push(await timed([command, files], env));
        }
        return samples;
      };
      try {
        const validated = await times("validate");
        const first = await times("plan", () => builtIn.plan());
        await builtIn.apply();
        await timed(["apply", files, "--yes"], { ...env, ...provider.env });
        const second = await times("plan", () => builtIn.plan());
        const all = [validated, first, second];
        for (const [index, { name }] of figures.entries()) tellProcessor(name, all[index]!.ours);
        return all.map(({ ours, floor }): Samples => {
          const wall = ours.map(({ wallMs }) => wallMs);
          return floor.length > 0 ? { ours: wall, floor } : { ours: wall };
        });
      } finally {
        await provider.stop();
        await stack.close();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

function tellProcessor(name: string, times: readonly Time[]): void {
  const ms = median(times.map(({ processorMs }) => processorMs));
  process.stderr.write(
    `${name}: ${(ms / 1000).toFixed(1)} s of processors, the command's and Terraform's together\n`,
  );
}

function writeFiles(folder: string): void {
  for (const [name, text] of Object.entries(largeWorkspace())) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}
