import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PostgresServer, postgresFolder } from "../addon/postgres-server";
import { hangers } from "./hangers";
import { Replicas } from "./replicas";

/** `STOP_ROUNDS=20` is the long form. */
const rounds = Number(process.env.STOP_ROUNDS ?? 1);

test(
  `kill -TERM ends an addon with silent, half-open and idle connections within 10 seconds, ${rounds} of ${rounds} times`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "pumble-iac-stop-"));
    const replicas = await Replicas.start(join(folder, "addon.sqlite"), 1);
    try {
      for (let round = 0; round < rounds; round++) {
        const replica = replicas.all[0]!;
        if (round > 0) await replica.start();
        const sockets = await hangers(replica.url);
        expect(await replica.stop("SIGTERM")).toBeLessThan(10_000);
        expect(replica.end).toBe("exit 0");
        for (const socket of sockets) socket.destroy();
      }
    } finally {
      await replicas.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
  30_000 + rounds * 15_000,
);

describe.skipIf(!postgresFolder)("several replicas on one PostgreSQL", () => {
  let server: PostgresServer;
  let replicas: Replicas;

  beforeAll(async () => {
    server = await PostgresServer.start();
    replicas = await Replicas.start(server.url, rounds > 1 ? 3 : 2);
  });

  afterAll(async () => {
    await replicas?.close();
    await server?.stop();
  });

  /** Callers behind a balancer that asks `/readyz` four times a second. Gives the statuses that they saw. */
  async function balanced(work: () => Promise<void>): Promise<Map<number, number>> {
    const ready = new Set(replicas.all);
    let isOver = false;
    const statuses = new Map<number, number>();
    const check = async () => {
      while (!isOver) {
        for (const replica of replicas.all) {
          const { status } = await replica.call("", "GET", "/readyz");
          if (status === 200) ready.add(replica);
          else ready.delete(replica);
        }
        await delay(250);
      }
    };
    const call = async (first: number) => {
      for (let turn = first; !isOver; turn++) {
        const candidates = [...ready];
        const replica = candidates[turn % candidates.length]!;
        const { status, text } = await replica.call(replicas.key, "GET", "/myInfo");
        if (status !== 200) console.error(`${replica.url}: ${status} ${text}`);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        await delay(20);
      }
    };
    const running = Promise.all([check(), ...[0, 1, 2, 3, 4, 5].map(call)]);
    running.catch(() => undefined);
    await work();
    isOver = true;
    await running;
    return statuses;
  }

  async function restart(change: (env: Record<string, string>) => void): Promise<void> {
    for (const replica of replicas.all) {
      await replica.stop("SIGTERM");
      change(replica.env);
      await replica.start();
      await delay(600);
    }
  }

  // In the short form the change of the key below is the restart.
  test.skipIf(rounds === 1)(
    "are restarted one by one under load, and no call is dropped",
    async () => {
      const statuses = await balanced(async () => {
        for (let round = 0; round < Math.ceil(rounds / 5); round++) await restart(() => undefined);
      });
      expect([...statuses.keys()]).toEqual([200]);
      expect(statuses.get(200)).toBeGreaterThan(50);
    },
    60_000 + rounds * 15_000,
  );

  test("change the encryption key by the guide, one by one under load, and no call is dropped or refused", async () => {
    const name = "PUMBLE_ENCRYPTION_KEY";
    const old = replicas.env[name]!;
    const fresh = "ab".repeat(32);
    const statuses = await balanced(async () => {
      for (const keys of [`${old},${fresh}`, `${fresh},${old}`]) {
        await restart((env) => {
          env[name] = keys;
        });
      }
      // What nobody uses meanwhile stays with the old key: the guide waits until all have moved.
      await delay(2_500);
      await restart((env) => {
        env[name] = fresh;
      });
    });
    expect([...statuses.keys()]).toEqual([200]);
    expect(statuses.get(200)).toBeGreaterThan(50);
  }, 180_000);
});
