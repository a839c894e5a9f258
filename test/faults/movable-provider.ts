/**
 * The pumble provider as a process of its own, started with --debug, on a clock that does not wait: a pause moves the
 * local workspace's clock by as much, through its control API, and is over. What is under way arrives first, as it would
 * in a pause that takes its time.
 */
import { setImmediate } from "node:timers/promises";
import {
  PumbleClient,
  systemClock,
  type Transport,
  type TransportRequest,
  type TransportResponse,
  UndiciTransport,
} from "../../src/client";
import type { PumbleContext } from "../../src/provider/context";
import { provider } from "../../src/provider/provider";
import { Workspace } from "../../src/provider/reads/workspace";
import { providerSource } from "../../src/pumble/provider-address";
import { createProviderServer } from "../../src/terraform";
import { serve } from "../../src/terraform/process";

const { PUMBLE_API_KEY, PUMBLE_BASE_URL, CONTROL_URL, CONTROL_TOKEN } = process.env as Record<string, string>;
let aheadMs = 0;

/** Knows what is under way. */
class CountingTransport implements Transport {
  readonly #undici = new UndiciTransport();
  readonly #underWay = new Set<Promise<TransportResponse>>();

  async send(request: TransportRequest): Promise<TransportResponse> {
    const answer = this.#undici.send(request);
    this.#underWay.add(answer);
    try {
      return await answer;
    } finally {
      this.#underWay.delete(answer);
    }
  }

  /** Resolves when nothing is under way, what was let go a moment ago included. */
  async settled(): Promise<void> {
    await setImmediate();
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }
}

const transport = new CountingTransport();

/** When each of those who pause at this moment goes on. */
const wakeUps = new Set<{ readonly at: number }>();
let moving: Promise<void> | null = null;

/** Who pauses beside others pauses at the same time: the clock goes to where the first of them goes on. */
const clock = {
  now: () => systemClock.now() + aheadMs,
  async sleep(ms: number): Promise<void> {
    const wakeUp = { at: this.now() + ms };
    wakeUps.add(wakeUp);
    while (this.now() < wakeUp.at) {
      moving ??= moveOn().finally(() => {
        moving = null;
      });
      await moving;
    }
    wakeUps.delete(wakeUp);
  },
};

async function moveOn(): Promise<void> {
  await transport.settled();
  const advanceMs = Math.ceil(Math.min(...[...wakeUps].map(({ at }) => at)) - clock.now());
  if (advanceMs <= 0) return;
  const response = await fetch(`${CONTROL_URL}/clock`, {
    method: "POST",
    headers: { authorization: `Bearer ${CONTROL_TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify({ advanceMs }),
  });
  if (!response.ok) throw new Error(`The clock answered ${response.status}`);
  aheadMs += advanceMs;
  process.stderr.write(`paused ${advanceMs} ms\n`);
}

async function configure(): Promise<PumbleContext> {
  const client = new PumbleClient({ apiKey: PUMBLE_API_KEY!, baseUrl: PUMBLE_BASE_URL, clock, transport });
  return { configured: true, client, workspace: new Workspace(client, await client.myInfo({})) };
}

serve({ address: providerSource, load: () => createProviderServer({ ...provider, configure }) });
