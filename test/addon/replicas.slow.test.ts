import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Addon, startAddon } from "../../src/addon";
import { revocationDelayMs } from "../../src/addon/keys/key-store";
import { startPostgres, type TestDatabase } from "./databases";
import { callApi, startStack, type TestStack } from "./stack";

describe.skipIf(!startPostgres)("two replicas on one PostgreSQL", () => {
  let server: TestDatabase;
  let stack: TestStack;
  let other: Addon;
  const clock = { ms: 1_900_000_000_000 - (1_900_000_000_000 % 60_000) + 1_000, now: () => clock.ms };

  beforeAll(async () => {
    server = await startPostgres!();
    const env = { PUMBLE_ADDON_LIMIT_PER_KEY: "20" };
    stack = await startStack({ databaseUrl: server.url, env });
    other = await startAddon({ port: 0, clock, writeLog: () => undefined, configure: () => stack.config });
  }, 60_000);

  afterAll(async () => {
    await other?.close();
    await stack?.close();
    await server?.stop();
  });

  test("a key made on one works on the other", async () => {
    const key = await stack.issueKey(stack.members[0]!);
    expect((await callApi(other.url, key, "myInfo")).status).toBe(200);
  });

  test("a key deleted on one is refused on the other within five seconds", async () => {
    expect(revocationDelayMs).toBeLessThan(5_000);
    const key = await stack.issueKey(stack.members[0]!, "shared");
    expect((await callApi(other.url, key, "myInfo")).status).toBe(200);
    await stack.type(stack.members[0]!, "/api-keys delete shared");
    clock.ms += revocationDelayMs;
    expect((await callApi(other.url, key, "myInfo")).text).toBe('{"error":"This API key was deleted"}');
  });

  test("requests on one count on the other", async () => {
    const third = await startAddon({
      port: 0,
      clock,
      writeLog: () => undefined,
      configure: () => stack.config,
    });
    try {
      const key = await stack.issueKey(stack.members[0]!, "counted");
      const left = async (addon: Addon) => {
        const answer = await callApi(addon.url, key, "myInfo");
        return answer.status === 429 ? 0 : Number(answer.headers.get("ratelimit-remaining"));
      };
      for (let number = 0; number < 8; number++) await left(third);
      await expect.poll(() => left(other), { timeout: 5_000, interval: 400 }).toBeLessThan(12);
    } finally {
      await third.close();
    }
  });
});
