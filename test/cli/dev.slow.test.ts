import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { WebSocket } from "ws";
import { addonVariables, dev } from "../../src/cli/dev";
import { portOf, startLocalStack } from "../../src/cli/local-stack";
import { hangers } from "../faults/hangers";
import { control } from "../support/control";

test("pumble dev takes the addon's own variables, and says which others it cannot use", () => {
  const env = {
    PUMBLE_ADDON_LIMIT_PER_KEY: "5",
    LOG_LEVEL: "debug",
    DATABASE_URL: "postgres://x",
    HOME: "/root",
  };
  expect(addonVariables({ ...env, PUMBLE_APP_ID: "a", PUMBLE_ADDON_PORT: "" })).toEqual({
    taken: { PUMBLE_ADDON_LIMIT_PER_KEY: "5", LOG_LEVEL: "debug" },
    ignored: expect.arrayContaining(["DATABASE_URL", "PUMBLE_APP_ID"]),
  });
});

test("the addon's port is the one named or the one after, and where there is none that is said", () => {
  expect([0, 5700].map((port) => portOf({}, port))).toEqual([0, 5701]);
  expect(portOf({ PUMBLE_ADDON_PORT: "5000" }, 65_535)).toBe(5000);
  // No port: the configuration refuses it in words.
  expect(["65536", "-1", "1e3", "x"].map((named) => portOf({ PUMBLE_ADDON_PORT: named }, 5700))).toEqual([
    0, 0, 0, 0,
  ]);
  expect(() => portOf({}, 65_535)).toThrow(
    "The addon takes the port after the workspace's, and there is none after 65535.",
  );
});

test("the control API's switch for the limits governs the addon too, at once and both ways", async () => {
  const addonDir = mkdtempSync(join(tmpdir(), "pumble-limits-"));
  onTestFinished(() => rmSync(addonDir, { recursive: true, force: true }));
  const addonEnv = { PUMBLE_ADDON_LIMIT_PER_KEY: "2" };
  const stack = await startLocalStack({ port: 0, dataDir: null, addonDir, addonEnv });
  onTestFinished(() => stack.close());
  const headers = { ApiKey: await stack.issueKey("limits") };
  const calls = async () => {
    const statuses: number[] = [];
    for (let call = 0; call < 4; call++)
      statuses.push((await fetch(`${stack.addonUrl}/myInfo`, { headers })).status);
    return statuses;
  };
  const limits = (enabled: boolean) => control(stack, "POST", "/limits", { enabled });
  expect(await calls()).toEqual([200, 200, 429, 429]);
  await limits(false);
  expect(await calls()).toEqual([200, 200, 200, 200]);
  await limits(true);
  expect(await calls()).toEqual([200, 200, 429, 429]);
}, 60_000);

test("what was asked of the addon stands in the inspector's log, without the key", async () => {
  const addonDir = mkdtempSync(join(tmpdir(), "pumble-inspected-"));
  onTestFinished(() => rmSync(addonDir, { recursive: true, force: true }));
  const stack = await startLocalStack({ port: 0, dataDir: null, addonDir });
  onTestFinished(() => stack.close());
  const key = await stack.issueKey("inspected");
  await fetch(`${stack.addonUrl}/listChannels`, { headers: { ApiKey: key } });
  await fetch(`${stack.addonUrl}/myInfo`);
  const requests = await control<{ direction: string; url: string }[]>(stack, "GET", "/requests");
  expect(JSON.stringify(requests)).not.toContain(key.slice(17));
  const asked = /\/(listChannels|myInfo)$/;
  const calls = requests.filter(({ direction, url }) => direction === "public" && asked.test(url));
  expect(calls).toMatchObject([
    {
      ...{ method: "GET", url: `${stack.addonUrl}/listChannels`, status: 200, problem: null },
      requestHeaders: { key: `${key.slice(0, 16)}_…` },
    },
    { method: "GET", url: `${stack.addonUrl}/myInfo`, status: 403, requestHeaders: {} },
  ]);
}, 60_000);

test("pumble dev ends though connections stay silent, half open or idle, or are event streams", async () => {
  const addonDir = mkdtempSync(join(tmpdir(), "pumble-stop-"));
  onTestFinished(() => rmSync(addonDir, { recursive: true, force: true }));
  const stack = await startLocalStack({ port: 0, dataDir: null, addonDir });
  const sockets = [...(await hangers(stack.addonUrl)), ...(await hangers(stack.workspaceUrl))];
  const headers = { authorization: `Bearer ${stack.controlToken}` };
  const events = await fetch(`${stack.controlUrl}/events`, { headers });
  const page = new WebSocket(`${stack.pageUrl.replace("http", "ws")}page/socket?member=${stack.member.id}`);
  await once(page, "open");
  const closed = [...sockets, page].map((open) => once(open, "close"));
  const startedMs = performance.now();
  await stack.close();
  expect(performance.now() - startedMs).toBeLessThan(8_000);
  await Promise.all(closed);
  await events.text().catch(() => undefined);
  await expect(fetch(stack.addonUrl)).rejects.toThrow();
  await expect(fetch(stack.pageUrl)).rejects.toThrow();
});

test("a seed that is not right leaves nothing behind", async () => {
  const [seed, temporary] = ["seed", "tmp"].map((name) => mkdtempSync(join(tmpdir(), `pumble-dev-${name}-`)));
  writeFileSync(join(seed!, "workspace.yaml"), "chanels: {}\n");
  vi.stubEnv("TMPDIR", temporary);
  try {
    await expect(dev({ port: 0, seed: seed!, addon: true })).rejects.toThrow("chanels");
    expect(readdirSync(temporary!)).toEqual([]);
  } finally {
    vi.unstubAllEnvs();
    process.emit("SIGINT", "SIGINT");
    for (const dir of [seed!, temporary!]) rmSync(dir, { recursive: true, force: true });
  }
});

test("pumble dev stops its servers where it cannot say in the folder that they run", async () => {
  const seed = mkdtempSync(join(tmpdir(), "pumble-marked-"));
  onTestFinished(() => rmSync(seed, { recursive: true, force: true }));
  writeFileSync(join(seed, "workspace.yaml"), "channels: {}\n");
  writeFileSync(join(seed, ".pumble"), "");
  const servers = () => process.getActiveResourcesInfo().filter((kind) => kind === "TCPServerWrap").length;
  const before = servers();
  await expect(dev({ port: 0, seed, addon: true })).rejects.toThrow(".pumble");
  // A server that is closed is counted until the loop has gone round.
  await vi.waitFor(() => expect(servers()).toBe(before));
  process.emit("SIGINT", "SIGINT");
});
