import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pumblePlugin } from "../tools/pumble-plugin";
import { cleanEnv } from "./clean-env";
import type { Experiment, Figure, Subjects } from "./experiment";
import { peakDuring, peakResidentBytes } from "./memory";
import { buildPackage, type ProviderPackage } from "./package";
import { PluginHost } from "./plugin-host";
import { callsOf, neededBy, partsOfCommand } from "./plugin-time";
import { Project } from "./project";
import { alternate, alternateCommands, type Cost, median, type Samples } from "./timing";

/** Builds both providers. */
export async function buildSubjects(): Promise<Subjects> {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const mirror = join(folder, "mirror");
  const make = (type: string, bundle: typeof pumblePlugin): Promise<ProviderPackage> =>
    buildPackage({ type, bundle, folder: join(folder, type), mirror });
  const bench = await make("bench", { entry: "bench/provider/main.ts" });
  return { folder, mirror, bench, pumble: await make("pumble", pumblePlugin) };
}

/** Removes everything that was built. */
export function removeSubjects({ folder }: Subjects): void {
  rmSync(folder, { recursive: true, force: true });
}

/** All experiments with the plugin layer and the provider, the quick ones first. */
export function providerExperiments(subjects: Subjects): Experiment[] {
  const { bench, pumble } = subjects;
  return [
    handshake("handshake", "handshake", bench, subjects),
    handshake("pumble-handshake", "handshake, Pumble provider", pumble, subjects),
    firstSchema("schema", "first schema", bench, subjects),
    firstSchema("pumble-schema", "first schema, Pumble provider", pumble, subjects),
    command("validate", 3, { must: 6, target: 4.6 }, subjects),
    command("plan", 3, { must: 8, target: 6 }, subjects),
    command("plan", 1000, { must: 2.1, target: 1.8 }, subjects),
    applyAndDestroy(300, subjects),
    memoryAtHandshake("memory", "memory at handshake", bench, subjects),
    memoryAtHandshake("pumble-memory", "memory at handshake, Pumble provider", pumble, subjects),
    memoryAfterPlan(1000, subjects),
    size("size", "package on disk", bench),
    size("pumble-size", "package on disk, Pumble provider", pumble),
  ];
}

const bareNode = "`node -e 0`";
const builtIn = "`terraform_data`";

function single(figure: Figure, measure: (runs: number) => Promise<Samples>): Experiment {
  return { figures: [figure], measure: async (runs) => [await measure(runs)] };
}

async function startNode({ folder }: Subjects, code = "0"): Promise<number> {
  const startedMs = performance.now();
  const child = spawn("node", ["-e", code], { env: cleanEnv(folder), stdio: "ignore" });
  await once(child, "exit");
  return performance.now() - startedMs;
}

async function withPlugin<T>(
  { executable }: ProviderPackage,
  { folder }: Subjects,
  use: (host: PluginHost, startedMs: number) => Promise<T>,
): Promise<T> {
  const started = performance.now();
  const host = await PluginHost.start(executable, folder);
  try {
    return await use(host, started);
  } finally {
    await host.stop();
  }
}

function handshake(name: string, title: string, subject: ProviderPackage, subjects: Subjects): Experiment {
  const ours = () => withPlugin(subject, subjects, async (_host, started) => performance.now() - started);
  const figure = { name, title, floor: bareNode, must: { ratio: 2.5 }, target: 1.3 };
  return single(figure, (runs) => beside(runs, ours, { subjects, step: "handshake" }));
}

/** Beside the start of bare Node, and once more beside what cannot be left out. */
async function beside(
  runs: number,
  ours: () => Promise<number>,
  { subjects, step }: { subjects: Subjects; step: keyof typeof neededBy },
): Promise<Samples> {
  const samples = await alternate(runs, () => startNode(subjects), ours);
  const loaded = await alternate(
    runs,
    () => startNode(subjects),
    () => startNode(subjects, neededBy[step]),
  );
  const [bare, withParts] = [median(loaded.floor), median(loaded.ours)];
  const parts = { "Node with what of it this needs, and nothing of ours, × bare Node": withParts / bare };
  return { ...samples, parts };
}

function firstSchema(name: string, title: string, subject: ProviderPackage, subjects: Subjects): Experiment {
  const ours = () =>
    withPlugin(subject, subjects, async (host, started) => {
      await host.connect();
      await host.call("GetProviderSchema");
      return performance.now() - started;
    });
  const figure = { name, title, floor: bareNode, must: { ratio: 3.8 }, target: 2.5 };
  return single(figure, (runs) => beside(runs, ours, { subjects, step: "schema" }));
}

/** The same configuration twice: Terraform's own objects, and those of the trivial provider. */
async function projects(
  objects: number,
  { folder, mirror, bench }: Subjects,
): Promise<{ floor: Project; ours: Project }> {
  const floor = await Project.create({ folder: join(folder, `floor-${objects}`), objects });
  const provider = { package: bench, mirror };
  return {
    floor,
    ours: await Project.create({ folder: join(folder, `ours-${objects}`), objects, provider }),
  };
}

function command(
  name: "validate" | "plan",
  objects: number,
  { must: ratio, target }: { must: number; target: number },
  subjects: Subjects,
): Experiment {
  const figure = {
    ...{ name: `${name}-${objects}`, title: `\`${name}\` ${objects} objects` },
    ...{ floor: builtIn, must: { ratio }, target },
  };
  return single(figure, async (runs) => {
    const { floor, ours } = await projects(objects, subjects);
    const samples = await alternateCommands(
      runs,
      () => floor[name](),
      () => ours[name](),
    );
    const parts = await partsOfCommand({
      folder: join(subjects.folder, `ours-${objects}`),
      calls: callsOf[name === "plan" ? "newObject" : "checkedObject"] * objects,
      floor: samples.processor!.floor!,
      run: () => ours[name](),
    });
    return { ...samples, parts };
  });
}

function applyAndDestroy(objects: number, subjects: Subjects): Experiment {
  const figure = (name: string, ratio: number): Figure => ({
    name: `${name}-${objects}`,
    title: `\`${name}\` ${objects} objects`,
    floor: builtIn,
    must: { ratio },
  });
  return {
    figures: [figure("apply", 1.8), figure("destroy", 1.7)],
    async measure(runs) {
      const { floor, ours } = await projects(objects, subjects);
      const destroyed = { floor: [] as Cost[], ours: [] as Cost[] };
      const cycle = (project: Project, into: Cost[]) => async (): Promise<Cost> => {
        const applied = await project.apply();
        into.push(await project.destroy());
        return applied;
      };
      const applied = await alternateCommands(
        runs,
        cycle(floor, destroyed.floor),
        cycle(ours, destroyed.ours),
      );
      const of = (costs: readonly Cost[], what: keyof Cost) => costs.slice(1).map((cost) => cost[what]);
      const both = (what: keyof Cost) => ({
        ours: of(destroyed.ours, what),
        floor: of(destroyed.floor, what),
      });
      return [applied, { ...both("wallMs"), processor: both("processorMs") }];
    },
  };
}

function memoryAtHandshake(
  name: string,
  title: string,
  subject: ProviderPackage,
  subjects: Subjects,
): Experiment {
  return single({ name, title, must: { megabytes: 55 } }, async (runs) => {
    const ours: number[] = [];
    while (ours.length < runs) {
      const bytes = await withPlugin(subject, subjects, async (host) => {
        await host.connect();
        return peakResidentBytes(host.pid);
      });
      ours.push(megabytes(bytes ?? Number.NaN));
    }
    return { ours };
  });
}

function memoryAfterPlan(objects: number, subjects: Subjects): Experiment {
  const figure = { name: "memory-plan", title: `memory after \`plan\` ${objects}`, must: { megabytes: 90 } };
  return single(figure, async (runs) => {
    const { ours } = await projects(objects, subjects);
    const peaks: number[] = [];
    while (peaks.length < Math.min(runs, 3)) {
      peaks.push(megabytes(await peakDuring(join(subjects.folder, `ours-${objects}`), () => ours.plan())));
    }
    return { ours: peaks };
  });
}

function size(name: string, title: string, { sizeBytes }: ProviderPackage): Experiment {
  return single({ name, title, must: { megabytes: 1 } }, async () => ({ ours: [megabytes(sizeBytes)] }));
}

function megabytes(bytes: number): number {
  return bytes / 1_000_000;
}
