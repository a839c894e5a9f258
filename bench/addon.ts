/** The addon beside a bare Hono handler that passes the same calls on: how much it holds, and what it adds. */

import { flood, type LoadTarget, pace, quantile } from "./addon/load";
import { type AddonSubjects, startAddonSubjects } from "./addon/subjects";
import type { Experiment, Figure, Subjects } from "./figures";
import { alternate, type Samples } from "./timing";

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

/** Time of many requests at full load, which is the inverse of throughput: 1.33 times as long is 0.75 of it. */
function throughput(call: Call, { folder }: Subjects): Experiment {
  const figure: Figure = {
    name: `addon-${call.name}`,
    title: `addon, ${requests} × ${call.title}`,
    floor: bareHono,
    must: { ratio: 1.33 },
  };
  return {
    figures: [figure],
    measure: (runs) =>
      withSubjects(folder, async ({ barePort, addonPort, key }) => [
        await alternate(
          runs,
          () => flood(call.target(barePort, key), requests),
          () => flood(call.target(addonPort, key), requests),
        ),
      ]),
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
      const bare = call.target(barePort, key);
      const ours = call.target(addonPort, key);
      await flood(bare, requests);
      await flood(ours, requests);
      const perSecond = (requests / (await flood(ours, requests))) * 500;
      const samples = { ours: [] as number[], floor: [] as number[] };
      for (let run = -1; run < Math.min(runs, 5); run++) {
        const [floor, own] = await pace([bare, ours], perSecond, paceMs);
        if (run < 0) continue;
        samples.floor.push(quantile(floor!, 0.99));
        samples.ours.push(quantile(own!, 0.99));
      }
      return [samples];
    });
  return { figures: [figure], measure };
}

/** All experiments with the addon. */
export function addonExperiments(subjects: Subjects): Experiment[] {
  return [throughput(read, subjects), throughput(write, subjects), addedLatency(read, subjects)];
}
