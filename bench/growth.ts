/** Whether the provider uses as much for each of many objects as for each of a few. */
import { join } from "node:path";
import type { Experiment, Subjects } from "./experiment";
import { pluginProcessorMs } from "./plugin-time";
import { Project } from "./project";
import { median } from "./timing";

/** Its own start is told apart by a plan of next to nothing. */
const start = 3;
const sizes = [100, 300, 1000, 3000] as const;

/** Processor time of the provider for one object of a plan of 3,000, beside that of a plan of 300. */
export function growthExperiments({ folder, mirror, bench }: Subjects): Experiment[] {
  const figure = {
    ...{ name: "growth", title: "provider's processor time of an object, of 3,000" },
    ...{ floor: "of 300", must: { ratio: 1.25 } },
  };
  const plansOf = async (objects: number, runs: number): Promise<number[]> => {
    const place = join(folder, `growth-${objects}`);
    const project = await Project.create({ folder: place, objects, provider: { package: bench, mirror } });
    const taken: number[] = [];
    while (taken.length < runs)
      taken.push((await pluginProcessorMs(place, () => project.plan())).processorMs);
    return taken;
  };
  return [
    {
      figures: [figure],
      async measure(runs) {
        const few = Math.min(runs, 3);
        const startMs = median(await plansOf(start, few));
        const perObject: Record<number, number[]> = {};
        for (const objects of sizes) {
          perObject[objects] = (await plansOf(objects, few)).map((ms) => (ms - startMs) / (objects - start));
        }
        const parts = sizes.map((objects): [string, number] => [
          `processor time of one of ${objects}, ms`,
          median(perObject[objects]!),
        ]);
        return [{ ours: perObject[3000]!, floor: perObject[300]!, parts: Object.fromEntries(parts) }];
      },
    },
  ];
}
