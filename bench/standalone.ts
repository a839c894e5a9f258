/**
 * The trivial provider as one executable beside the same one with its launcher. Fetches the executable's runtime with
 * npm.
 */
import { cpSync, mkdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { currentPlatform } from "../src/terraform/install";
import { standaloneExecutable } from "../test/standalone";
import { entryFileName } from "../tools/plugin-bundle";
import type { Experiment, Figure, Subjects } from "./experiment";
import type { ProviderPackage } from "./package";
import { PluginHost } from "./plugin-host";
import { Project } from "./project";
import { alternate, alternateCommands, type Samples } from "./timing";

const floor = "launcher";
const must = { ratio: 1 };

/** All that is compared; the executable is made when the first of them is measured. */
export function standaloneExperiments(subjects: Subjects): Experiment[] {
  let made: Standalone | undefined;
  const standalone = () => {
    made ??= make(subjects);
    return made;
  };
  const handshake: Figure = { name: "standalone-handshake", title: "handshake, standalone", floor, must };
  return [
    single(handshake, (runs) =>
      alternate(
        runs,
        () => handshakeMs(subjects.bench.executable, subjects.folder),
        () => handshakeMs(standalone().package.executable, subjects.folder),
      ),
    ),
    ...[3, 1000].map((objects) => plan(objects, subjects, standalone)),
  ];
}

interface Standalone {
  readonly package: ProviderPackage;
  readonly mirror: string;
}

function make({ folder, bench }: Subjects): Standalone {
  const { address, version } = bench;
  const bundleFile = join(folder, address.type, entryFileName);
  const executable = standaloneExecutable({ type: address.type, version, bundleFile });
  const mirror = join(folder, "standalone-mirror");
  const installed = join(mirror, address.host, address.namespace, address.type, version, currentPlatform());
  mkdirSync(dirname(installed), { recursive: true });
  cpSync(dirname(executable), installed, { recursive: true });
  const copy = join(installed, basename(executable));
  return { mirror, package: { ...bench, executable: copy, sizeBytes: statSync(copy).size } };
}

function single(figure: Figure, measure: (runs: number) => Promise<Samples>): Experiment {
  return { figures: [figure], measure: async (runs) => [await measure(runs)] };
}

async function handshakeMs(executable: string, folder: string): Promise<number> {
  const started = performance.now();
  const host = await PluginHost.start(executable, folder);
  const tookMs = performance.now() - started;
  await host.stop();
  return tookMs;
}

function plan(objects: number, subjects: Subjects, standalone: () => Standalone): Experiment {
  const { folder, bench, mirror } = subjects;
  const name = `standalone-plan-${objects}`;
  return single({ name, title: `\`plan\` ${objects} objects, standalone`, floor, must }, async (runs) => {
    const project = (place: string, provider: Standalone) =>
      Project.create({ folder: join(folder, place), objects, provider });
    const launcher = await project(`${name}-launcher`, { package: bench, mirror });
    const ours = await project(name, standalone());
    return alternateCommands(
      runs,
      () => launcher.plan(),
      () => ours.plan(),
    );
  });
}
