import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "../../src/addon/store/database";
import { RateLimiter, windowMs } from "../../src/addon/store/rate-limiter";
import { startPostgres, type TestDatabase } from "./databases";

const start = 1_900_000_020_000 - (1_900_000_020_000 % windowMs);

describe("alone", () => {
  test("so many requests a minute pass, counted in every bucket or in none", async () => {
    const clock = { ms: start + 1_000, now: () => clock.ms };
    const limiter = new RateLimiter(clock, null);
    const [one, two, both] = [
      { id: "key:1", limit: 3 },
      { id: "key:2", limit: 9 },
      { id: "workspace:w", limit: 5 },
    ];
    const take = (key: typeof one) => limiter.take([key, both]);
    expect(await take(one)).toMatchObject({ allowed: true, remaining: 2, resetSeconds: 59 });
    expect(await take(one)).toMatchObject({ allowed: true, remaining: 1 });
    expect(await take(one)).toMatchObject({ allowed: true, remaining: 0, bucket: one });
    expect(await take(one)).toMatchObject({ allowed: false, remaining: 0, bucket: one });
    expect(await take(two)).toMatchObject({ allowed: true, remaining: 1, bucket: both });
    expect(await take(two)).toMatchObject({ allowed: true, remaining: 0, bucket: both });
    expect(await take(two)).toMatchObject({ allowed: false, bucket: both });
    clock.ms = start + windowMs;
    expect(await take(one)).toMatchObject({ allowed: true, remaining: 2, resetSeconds: 60 });
  });

  test("a limit that is changed holds at once", async () => {
    const limiter = new RateLimiter({ now: () => start }, null);
    const allowed = async (limit: number) => (await limiter.take([{ id: "key:1", limit }])).allowed;
    expect([await allowed(1), await allowed(1), await allowed(2), await allowed(1)]).toEqual([
      ...[true, false, true, true],
    ]);
    expect(await allowed(1)).toBe(false);
  });
});

describe.skipIf(!startPostgres)("three replicas on one PostgreSQL", () => {
  let server: TestDatabase;
  let opened: Database[];

  beforeAll(async () => {
    server = await startPostgres!();
    opened = await Promise.all([1, 2, 3].map(() => openDatabase(server.url)));
  }, 60_000);

  afterAll(async () => {
    for (const database of opened ?? []) await database.close();
    await server?.stop();
  });

  for (const limit of [1, 20, 1_000]) {
    test(`in a burst at all of them no more than ${limit} of ${limit * 4} pass, and nearly that many do`, async () => {
      const clock = { now: () => start };
      const limiters = opened.map(({ db }) => new RateLimiter(clock, db));
      const bucket = { id: `key:${limit}`, limit };
      const takes = Array.from({ length: limit * 4 }, (_, at) => limiters[at % 3]!.take([bucket]));
      const passed = (await Promise.all(takes)).filter(({ allowed }) => allowed).length;
      expect(passed).toBeLessThanOrEqual(limit);
      expect(passed).toBeGreaterThanOrEqual(limit * 0.9);
    });
  }

  test("old counts are removed from the database", async () => {
    const clock = { ms: start, now: () => clock.ms };
    const limiter = new RateLimiter(clock, opened[0]!.db);
    await limiter.take([{ id: "key:old", limit: 5 }]);
    clock.ms += 3 * windowMs;
    await limiter.prune();
    const left = await opened[0]!.db
      .selectFrom("rate_window")
      .selectAll()
      .where("bucket", "=", "key:old")
      .execute();
    expect(left).toEqual([]);
    expect(await limiter.take([{ id: "key:old", limit: 5 }])).toMatchObject({ allowed: true, remaining: 4 });
  });
});
