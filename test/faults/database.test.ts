import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PostgresServer, postgresFolder } from "../addon/postgres-server";
import { type Answer, type Replica, Replicas } from "./replicas";
import { SwallowingProxy } from "./swallowing-proxy";

/** `DATABASE_FAULT_ROUNDS=20 DATABASE_FAULT_MS=20000` is the long form. */
const rounds = Number(process.env.DATABASE_FAULT_ROUNDS ?? 1);
const outageMs = Number(process.env.DATABASE_FAULT_MS ?? 4_000);
/** Callers at once on each replica. */
const workers = 6;
/** Far below how many keys a member may have: some that nobody was told of are there as well. */
const livingMax = 300;
/** A caller gives up after this long, and rightly so. */
const answerWithinMs = 10_000;

describe.skipIf(!postgresFolder)("two replicas under load, while their PostgreSQL", () => {
  let server: PostgresServer;
  let proxy: SwallowingProxy;
  let replicas: Replicas;

  beforeAll(async () => {
    server = await PostgresServer.start();
    proxy = await SwallowingProxy.start(server.socket);
    replicas = await Replicas.start(`postgres://postgres@127.0.0.1:${proxy.port}/postgres`, 2);
  });

  afterAll(async () => {
    await replicas?.close();
    proxy?.close();
    await server?.stop();
  });

  /** Ids of keys that were acknowledged as made, and of those as deleted. */
  const made = new Set<string>();
  const deleted = new Set<string>();
  let count = 0;

  function judge(answer: Answer, about: string): boolean {
    const isRefusal = answer.status === 503;
    if (answer.ms > answerWithinMs) throw new Error(`${about} took ${answer.ms} ms`);
    if (isRefusal && !answer.headers.get("retry-after")) throw new Error(`${about}: 503 without Retry-After`);
    if (!isRefusal && answer.status !== 200) throw new Error(`${about}: ${answer.status} ${answer.text}`);
    return answer.status === 200;
  }

  async function step(replica: Replica, number: number): Promise<void> {
    const { key } = replicas;
    const living = [...made].filter((id) => !deleted.has(id));
    if (number % 3 === 0 && living.length < livingMax) {
      const answer = await replica.call(key, "POST", "/api-keys", { name: `key ${number}` });
      if (judge(answer, "making a key")) made.add(JSON.parse(answer.text).key.id);
    } else if (number % 3 === 1) {
      judge(await replica.call(key, "GET", "/myInfo"), "a call");
    } else {
      const id = number % 2 === 0 || living.length >= livingMax ? living[0] : undefined;
      if (!id) return;
      deleted.add(id);
      const answer = await replica.call(key, "DELETE", `/api-keys/${id}`);
      // Not acknowledged: then it may be either.
      if (!judge(answer, "deleting a key")) made.delete(id);
    }
  }

  async function under(fault: () => Promise<void>): Promise<void> {
    let isOver = false;
    const work = async (replica: Replica) => {
      while (!isOver) await step(replica, count++);
    };
    const load = replicas.all.flatMap((replica) => Array.from({ length: workers }, () => work(replica)));
    const ready = async () => {
      while (!isOver) {
        const { ms, status } = await replicas.all[0]!.call("", "GET", "/readyz");
        if (ms > 2_000) throw new Error(`/readyz took ${ms} ms`);
        if (![200, 503].includes(status)) throw new Error(`/readyz answered ${status}`);
        await delay(200);
      }
    };
    const all = Promise.all([...load, ready()]);
    all.catch(() => undefined);
    await delay(300);
    await fault();
    await delay(300);
    isOver = true;
    await all;
  }

  async function listedKeys(): Promise<Set<string>> {
    const ids: string[] = [];
    for (let page = { keys: [], hasMore: true }; page.hasMore; ) {
      const cursor = ids.length > 0 ? `&cursor=${ids.at(-1)}` : "";
      const path = `/api-keys?limit=200${cursor}`;
      page = JSON.parse((await replicas.all[0]!.call(replicas.key, "GET", path)).text);
      ids.push(...page.keys.map(({ id }: { id: string }) => id));
    }
    return new Set(ids);
  }

  async function check(): Promise<void> {
    expect(replicas.all.map(({ end }) => end)).toEqual([null, null]);
    for (const replica of replicas.all) {
      await expect.poll(async () => (await replica.call("", "GET", "/readyz")).status).toBe(200);
      expect((await replica.call(replicas.key, "GET", "/myInfo")).status).toBe(200);
    }
    const listed = await listedKeys();
    expect([...made].filter((id) => !deleted.has(id) && !listed.has(id))).toEqual([]);
    expect([...made].filter((id) => deleted.has(id) && listed.has(id))).toEqual([]);
  }

  const faults: Record<string, () => Promise<void>> = {
    async "ends their sessions"() {
      const admin = new pg.Client({ connectionString: server.url });
      await admin.connect();
      for (let time = 0; time < 5; time++) {
        await admin.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()",
        );
        await delay(100);
      }
      await admin.end();
    },
    async "is restarted the fast way"() {
      await server.down("SIGINT");
      await server.up();
    },
    async "is killed and started again"() {
      await server.down("SIGKILL");
      await server.up();
    },
    async "is away for a while"() {
      await server.down("SIGINT");
      await delay(outageMs);
      await server.up();
    },
    async "hangs for a while"() {
      server.hold();
      await delay(outageMs);
      server.release();
    },
    async "cannot be reached, and no packet comes back"() {
      proxy.swallow(true);
      await delay(outageMs);
      proxy.swallow(false);
    },
  };

  for (const [name, fault] of Object.entries(faults)) {
    test(
      `${name}: none ends, every answer comes in time, no acknowledged write is lost`,
      async () => {
        for (let round = 0; round < rounds; round++) {
          await under(fault);
          await check();
        }
      },
      60_000 + rounds * (outageMs + 30_000),
    );
  }
});
