/** The addon beside a bare Hono handler that passes the same calls on: how much it holds, and what it adds. */

import { flood, type LoadTarget, pace, quantile } from "./addon/load";
import { type AddonSubjects, startAddonSubjects } from "./addon/subjects";
import type { Experiment, Figure, Subjects } from "./experiment";
import { peakResidentBytes } from "./memory";
import { processorNs } from "./plugin-time";
import type { Parts, Samples } from "./timing";

const id = "0123456789abcdef01234567";
const bareHono = "bare Hono proxy";
/** Enough for a sample to last most of a second. */
const requests = 4_000;

interface Call {
  readonly name: string;
  readonly title: string;
  target(port: number, key: string): LoadTarget;
}

function head(line: string, port: number, key: string): string {
  return `${line} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\napikey: ${key}\r\n`;
}

const read: Call = {
  name: "read",
  title: "`fetchMessage`",
  target: (port, key) => ({
    port,
    request: `${head(`GET /fetchMessage?channelId=${id}&messageId=${id}`, port, key)}\r\n`,
  }),
};

const text = JSON.stringify({ channelId: id, text: "What a message of a few words looks like" });
const write: Call = {
  name: "write",
  title: "`sendMessage`",
  target: (port, key) => ({
    port,
    request: `${head("POST /sendMessage", port, key)}content-type: application/json\r\ncontent-length: ${text.length}\r\n\r\n${text}`,
  }),
};

async function withSubjects<T>(folder: string, use: (subjects: AddonSubjects) => Promise<T>): Promise<T> {
  const subjects = await startAddonSubjects(folder);
  try {
    return await use(subjects);
  } finally {
    subjects.stop();
  }
}

type Sides = readonly [floor: LoadTarget, ours: LoadTarget];

/** Runs after one that does not count, in which both sides get warm. */
async function repeat(
  runs: number,
  sides: Sides,
  measure: (sides: Sides) => Promise<number[]>,
): Promise<Samples> {
  const samples = { floor: [] as number[], ours: [] as number[] };
  for (let run = -1; run < runs; run++) {
    const [floor, ours] = await measure(sides);
    if (run < 0) continue;
    samples.floor.push(floor!);
    samples.ours.push(ours!);
  }
  return samples;
}

/** What a call takes each side's process, apart from waiting for the platform and for whoever calls. */
async function partsOfCalls({ barePid, addonPid }: AddonSubjects, sides: Sides): Promise<Parts> {
  const taken = () => [barePid, addonPid].map(processorNs);
  const before = taken();
  await flood(sides, requests);
  const [bare, addon] = taken().map((ns, side) => (ns - before[side]!) / 1_000 / requests);
  return { "processor time of a call of the bare proxy, µs": bare!, "of the addon, µs": addon! };
}

/** Time of many requests at full load, which is the inverse of throughput: 1.33 times as long is 0.75 of it. */
function throughput(call: Call, { folder }: Subjects): Experiment {
  const figure: Figure = {
    name: `addon-${call.name}`,
    title: `addon, ${requests} × ${call.title}`,
    floor: bareHono,
    must: { ratio: 1.33 },
    target: 1.05,
  };
  return {
    figures: [figure],
    measure: (runs) =>
      withSubjects(folder, async (subjects) => {
        const { barePort, addonPort, key } = subjects;
        const sides: Sides = [call.target(barePort, key), call.target(addonPort, key)];
        const samples = await repeat(runs, sides, (both) => flood(both, requests));
        return [{ ...samples, parts: await partsOfCalls(subjects, sides) }];
      }),
  };
}

const paceMs = 3_000;

/** The slowest of a hundred at half the load that the addon holds, beside the floor at the same rate. */
function addedLatency(call: Call, { folder }: Subjects): Experiment {
  const figure: Figure = {
    name: "addon-latency",
    title: `addon, 99th percentile of ${call.title} at half load`,
    floor: bareHono,
    must: { addedMs: 3 },
  };
  const measure = (runs: number): Promise<readonly Samples[]> =>
    withSubjects(folder, async ({ barePort, addonPort, key }) => {
      const sides: Sides = [call.target(barePort, key), call.target(addonPort, key)];
      await flood(sides, requests);
      const [, fullMs] = await flood(sides, requests);
      const perSecond = (requests / fullMs!) * 500;
      const slowest = async (both: Sides): Promise<number[]> =>
        (await pace(both, perSecond, paceMs)).map((latencies) => quantile(latencies, 0.99));
      return [await repeat(Math.min(runs, 5), sides, slowest)];
    });
  return { figures: [figure], measure };
}

/** What the addon's process ever had resident: started, and after many calls. */
function memory({ folder }: Subjects): Experiment {
  const calls = 20_000;
  return {
    figures: [
      { name: "addon-memory", title: "addon, memory at rest", must: { megabytes: 110 } },
      { name: "addon-memory-load", title: `addon, memory after ${calls} calls`, must: { megabytes: 200 } },
    ],
    measure: () =>
      withSubjects(folder, async ({ addonPort, addonPid, key }) => {
        const peak = () => ({ ours: [peakResidentBytes(addonPid)! / 1_000_000] });
        const atRest = peak();
        await flood([read.target(addonPort, key)], calls);
        return [atRest, peak()];
      }),
  };
}

/** All experiments with the addon. */
export function addonExperiments(subjects: Subjects): Experiment[] {
  return [
    throughput(read, subjects),
    throughput(write, subjects),
    addedLatency(read, subjects),
    memory(subjects),
  ];
}
