import { afterEach, expect, test, vi } from "vitest";
import { addonApp } from "../../src/addon/app";
import { Cipher } from "../../src/addon/store/cipher";
import { openDatabase } from "../../src/addon/store/database";
import { OAuthStates } from "../../src/addon/store/oauth-states";
import { PlatformPaused } from "../../src/platform/errors";
import { openTestServices, type TestServices } from "./services";

let at: TestServices | undefined;

afterEach(async () => {
  vi.useRealTimers();
  await at?.close();
  at = undefined;
});

const ada = { workspaceId: "w", userId: "ada", name: "x" };
const act = { actor: "ada", source: "api" } as const;

/** What the database holds, read beside the services. */
async function stored({ store }: TestServices) {
  const { db, close } = await openDatabase(store.url);
  const keys = await db.selectFrom("api_key").select(["id", "last_used_at"]).execute();
  const triggers = await db.selectFrom("handled_trigger").selectAll().execute();
  await close();
  return { keys, triggers };
}

test("the time of last use is written down every 15 seconds, and a trigger forgotten once it cannot come again", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  at = await openTestServices();
  const { services, clock } = at;
  const { key, text } = await services.keys.create(ada, { ...act, triggerId: "t" });
  expect((await services.keys.verify(text)).accepted).toBe(true);
  const usedAt = clock.ms;
  expect((await stored(at)).keys).toEqual([{ id: key.id, last_used_at: null }]);
  clock.ms += 16 * 60_000;
  vi.advanceTimersByTime(15_000);
  await services.tasks.drain();
  const after = await stored(at);
  expect([after.keys, after.triggers.length]).toEqual([[{ id: key.id, last_used_at: usedAt }], 1]);
  vi.advanceTimersByTime(45_000);
  await services.tasks.drain();
  expect((await stored(at)).triggers).toEqual([]);
  await services.close();
  expect(vi.getTimerCount()).toBe(0);
});

test("the end waits for what is under way, writes down the last use, and closes the database", async () => {
  at = await openTestServices();
  const { services, clock } = at;
  const { text } = await services.keys.create(ada, act);
  await services.keys.verify(text);
  let isDone = false;
  services.tasks.start("Work", async () => {
    await new Promise((resolve) => setImmediate(resolve));
    isDone = true;
  });
  await services.close();
  expect(isDone).toBe(true);
  expect((await stored(at)).keys).toMatchObject([{ last_used_at: clock.ms }]);
  await expect(services.keys.find("x")).rejects.toThrow();
});

test("a last use that cannot be written at the end is told, and ends it all the same", async () => {
  at = await openTestServices();
  const { services, log } = at;
  const { text } = await services.keys.create(ada, act);
  await services.keys.verify(text);
  await services.tasks.drain();
  await services.database.close();
  await services.close().catch(() => undefined);
  expect(log.filter(({ message }) => message === "Last use was not written down")).toMatchObject([
    { level: "warn", error: expect.stringMatching(/./) },
  ]);
});

test("tokens move to the newest encryption key when the addon starts, which says how many, once", async () => {
  at = await openTestServices();
  const { services, log } = at;
  await services.tasks.drain();
  expect(log).toEqual([]);
  await services.grants.saveUserToken("w", "ada", "token of ada");
  const keys = `${"cd".repeat(32)},${"ab".repeat(32)}`;
  const moved = await at.again({ PUMBLE_ENCRYPTION_KEY: keys });
  await moved.tasks.drain();
  expect(log).toMatchObject([
    { level: "info", message: "tokens moved to the newest encryption key", moved: 1 },
  ]);
  expect(await moved.grants.userToken("w", "ada")).toBe("token of ada");
  const link = services.states.issue({ userId: "ada" });
  expect(moved.states.check(link)).toEqual({ userId: "ada" });
  await (await at.again({ PUMBLE_ENCRYPTION_KEY: keys })).tasks.drain();
  expect(log).toHaveLength(1);
});

test.each(["debug", "info"] as const)(
  "a call that the platform did not answer is counted, at %s",
  async (level) => {
    at = await openTestServices({ LOG_LEVEL: level });
    const { services, log } = at;
    await expect(services.platform.as("token").listUsers()).rejects.toThrow();
    const metrics = String(services.metrics);
    expect(metrics).toContain('pumble_addon_platform_calls_total{method="GET",status="none"} 1\n');
    expect(metrics).toContain("pumble_addon_platform_call_seconds_count 1\n");
    const calls = log.filter(({ message }) => message === "platform call");
    expect(calls).toEqual(
      level === "debug" ? [expect.objectContaining({ level: "debug", method: "GET" })] : [],
    );
  },
);

test("what is done now and then and fails is told by its name, and done again", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  at = await openTestServices({ LOG_LEVEL: "debug" });
  const { services, log } = at;
  const { text } = await services.keys.create(ada, act);
  await services.keys.verify(text);
  await services.tasks.drain();
  await services.database.close();
  for (let minute = 0; minute < 2; minute++) {
    vi.advanceTimersByTime(60_000);
    await services.tasks.drain();
  }
  const failed = log.map(({ message }) => message).filter((message) => /failed$/.test(String(message)));
  expect(failed.filter((message) => message === "Writing down last use failed")).toHaveLength(8);
  expect(failed.filter((message) => message === "Forgetting old triggers failed")).toHaveLength(2);
  expect(failed).toHaveLength(10);
});

test("a pause of calls to the platform is over by the addon's clock", async () => {
  at = await openTestServices();
  const { services, clock } = at;
  const called = () =>
    services.platform
      .as("token")
      .listUsers()
      .catch((error: unknown) => error);
  for (let time = 0; time < 10; time++) expect(await called()).not.toBeInstanceOf(PlatformPaused);
  clock.ms += 4_999;
  expect(await called()).toBeInstanceOf(PlatformPaused);
  clock.ms += 1;
  expect(await called()).not.toBeInstanceOf(PlatformPaused);
});

test("a consent link that was made before an update is good after it: its key is derived for that use alone", async () => {
  at = await openTestServices();
  const { services, clock } = at;
  const cipher = new Cipher(services.config.encryptionKeys);
  const states = new OAuthStates([cipher.derive("oauth state")], clock);
  expect(services.states.check(states.issue({ userId: "ada" }))).toEqual({ userId: "ada" });
});

test("the addon is ready once its services are open, and no longer when it is about to stop", async () => {
  at = await openTestServices();
  const app = addonApp(at.services, []);
  expect((await app.request("/readyz")).status).toBe(200);
  at.services.stopping = true;
  expect((await app.request("/readyz")).status).toBe(503);
});
