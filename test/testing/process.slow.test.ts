/** A workspace in a process of its own: how it starts, with what, and that it leaves nothing. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startWorkspace } from "../../src/testing";
import { cleanEnv, startDev } from "../../src/testing/process";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "process-"));
  vi.stubEnv("TMPDIR", folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** Folders of seeds that were written for a workspace. */
const seeds = () => readdirSync(folder).filter((name) => name.startsWith("pumble-testing-seed-"));

test("a process of its own answers, and is gone once it was stopped, also for the second time", async () => {
  const listeners = process.listenerCount("exit");
  const dev = await startDev();
  expect((await fetch(`${dev.addonUrl}/myInfo`, { headers: { ApiKey: dev.apiKey } })).status).toBe(200);
  await dev.stop();
  await dev.stop();
  await expect(fetch(dev.pageUrl)).rejects.toThrow();
  await expect.poll(() => process.listenerCount("exit")).toBe(listeners);
});

test("a process that does not come up says why", async () => {
  const sentence = /^The local workspace did not start \(exit code [12]\): .*no-such-seed\.yaml/s;
  await expect(startDev("no-such-seed.yaml")).rejects.toThrow(sentence);
  await expect(startWorkspace({ seed: "no-such-seed.yaml" })).rejects.toThrow(sentence);
});

test("a user's own key, addresses and database do not reach it, and all else does", () => {
  const own = { PUMBLE_API_KEY: "a", PUMBLE_BASE_URL: "b", PUMBLE_: "c", DATABASE_URL: "d" };
  const kept = { PATH: "/bin", MY_PUMBLE_KEY: "e", DATABASE_URLS: "f", HOME: undefined };
  expect(cleanEnv({ ...own, ...kept })).toEqual(kept);
});

test("a workspace begins with its own seed, whose file is gone with it", async () => {
  const own = await startWorkspace({
    seed: {
      users: [{ email: "ken@example.com", name: "Ken" }],
      channels: [{ name: "lab", members: ["ken@example.com"], main: true }],
    },
  });
  try {
    expect(seeds()).toHaveLength(1);
    expect(await own.channel("lab").exists()).toBe(true);
    expect(await own.channel("general").exists()).toBe(false);
  } finally {
    await own.close();
  }
  // Nothing is left of the process either, so it had ended by then.
  expect(readdirSync(folder)).toEqual([]);
  await expect(fetch(own.pageUrl)).rejects.toThrow();
});

test("a seed that is wrong says why the workspace does not start, and leaves no file", async () => {
  await expect(startWorkspace({ seed: { users: "nobody" } })).rejects.toThrow(
    /did not start \(exit code [12]\): .*users/s,
  );
  expect(seeds()).toEqual([]);
});
