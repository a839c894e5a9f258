/** The real case beside as many of Terraform's own objects. The package must have been built. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installForConfiguration } from "../../constructs/plugin";
import { startTestStack, type TestStack } from "../../test/e2e/test-stack";
import { startMovableProvider } from "../../test/faults/start-movable";
import type { Experiment, Figure } from "../experiment";
import { callsOf, partsOfCommand } from "../plugin-time";
import { Project } from "../project";
import { alternateCommands, type Samples } from "../timing";
import { emailOf, realCase, realCounts, realObjects } from "./configuration";

const floor = "`terraform_data`";

const figures: Figure[] = [
  {
    ...{ name: "real-first-plan", title: "real case, first `plan`", floor },
    ...{ must: { ratio: 5 }, target: 2.2 },
  },
  {
    ...{ name: "real-empty-plan", title: "real case, `plan` with nothing to do", floor },
    ...{ must: { ratio: 5 }, target: 2.2 },
  },
  { name: "real-refresh-requests", title: "real case, requests of a refresh", must: { requests: 80 } },
  {
    name: "real-apply-requests",
    title: "real case, requests of the first apply",
    must: { requests: 3 * realObjects },
  },
];

/** How many requests the addon has answered. */
async function answered({ stack }: TestStack): Promise<number> {
  const text = await (await fetch(`${stack.addonUrl}/metrics`)).text();
  const counts = [...text.matchAll(/^pumble_addon_requests_total\{(.*)\} (\d+)$/gm)];
  return counts
    .filter(([, labels]) => !labels!.includes("/metrics"))
    .reduce((sum, [, , count]) => sum + Number(count), 0);
}

async function requestsOf(stack: TestStack, work: () => Promise<unknown>): Promise<number> {
  const before = await answered(stack);
  await work();
  return (await answered(stack)) - before;
}

/** Plans, applies on a moved clock, and plans again. */
export function realCaseExperiment(): Experiment {
  return {
    figures,
    async measure(runs) {
      const folder = mkdtempSync(join(tmpdir(), "pumble-real-case-"));
      let aheadMs = 0;
      const users = Array.from({ length: realCounts.people }, (_, index) => ({
        ...{ email: emailOf(index), name: `Person ${index}` },
      }));
      const owner = { email: "owner@example.com", name: "Owner", role: "OWNER" as const };
      const seed = { users: [owner, ...users], channels: [{ name: "general", main: true }] };
      const stack = await startTestStack({ now: () => Date.now() + aheadMs }, seed);
      try {
        const builtIn = await Project.of({
          folder: join(folder, "floor"),
          files: realCase("terraform_data"),
        });
        const ours = await oursIn(join(folder, "ours"), stack);
        const plans = async (callsOfObject: number): Promise<Samples> => {
          const samples = await alternateCommands(
            runs,
            () => builtIn.plan(),
            () => ours.project.plan(),
          );
          const parts = await partsOfCommand({
            folder: ours.folder,
            calls: callsOfObject * realObjects,
            floor: samples.processor!.floor!,
            run: () => ours.project.plan(),
          });
          return { ...samples, parts };
        };
        const first = await plans(callsOf.newObject);
        await builtIn.apply();
        const applied = await requestsOf(stack, () =>
          withMovable(
            stack,
            (ms) => (aheadMs += ms),
            (env) => ours.project.apply(env),
          ),
        );
        const empty = await plans(callsOf.keptObject);
        const refreshed = await requestsOf(stack, () => ours.project.plan());
        return [first, empty, { ours: [refreshed] }, { ours: [applied] }];
      } finally {
        await stack.close();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

interface Ours {
  readonly folder: string;
  readonly project: Project;
}

async function oursIn(folder: string, stack: TestStack): Promise<Ours> {
  const project = await Project.of({
    ...{ folder, files: realCase("pumble"), env: stack.env },
    before: () => void installForConfiguration(folder),
  });
  return { folder, project };
}

/** Pauses of the client move the clock instead of taking their time. */
async function withMovable(
  stack: TestStack,
  onPause: (ms: number) => void,
  work: (env: Record<string, string>) => Promise<unknown>,
): Promise<void> {
  const provider = await startMovableProvider(stack, onPause);
  try {
    await work({ ...provider.env });
  } finally {
    await provider.stop();
  }
}
