import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { configFromEnvironment, openKeyAdministration } from "../../src/addon";

const folder = mkdtempSync(join(tmpdir(), "pumble-iac-kill-"));
const child = join(folder, "child.cjs");
const env = {
  PUMBLE_APP_ID: "-",
  PUMBLE_APP_KEY: "-",
  PUMBLE_APP_CLIENT_SECRET: "-",
  PUMBLE_APP_SIGNING_SECRET: "-",
  PUMBLE_ENCRYPTION_KEY: "ab".repeat(32),
  DATABASE_URL: join(folder, "addon.sqlite"),
};

beforeAll(async () => {
  await build({
    entryPoints: [resolve("test/faults/addon-kill-child.ts")],
    outfile: child,
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["libsql", "pg"],
    supported: { "dynamic-import": false },
    logLevel: "error",
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the child until it has printed this many lines, then kills it. */
async function runUntilKilled(lines: number): Promise<string[]> {
  const running = spawn(process.execPath, [child], {
    env: { ...process.env, ...env, NODE_PATH: resolve("node_modules") },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(running, "exit");
  const printed: string[] = [];
  for await (const line of createInterface({ input: running.stdout })) {
    printed.push(line);
    if (printed.length === lines) running.kill("SIGKILL");
  }
  const [, signal] = await exited;
  expect(signal).toBe("SIGKILL");
  return printed;
}

test("after fifty kills no acknowledged key is lost and no revoked key comes back", async () => {
  const made = new Set<string>();
  const revoking = new Set<string>();
  const revoked = new Set<string>();
  for (let time = 0; time < 50; time++) {
    for (const line of await runUntilKilled(1 + ((time * 37) % 90))) {
      const [what, id] = line.split(" ") as [string, string];
      ({ made, revoking, revoked })[what as "made"].add(id);
    }
  }
  const keys = await openKeyAdministration(configFromEnvironment(env));
  const working = new Set((await keys.list()).map((key) => key.id));
  await keys.close();
  expect(made.size).toBeGreaterThan(500);
  expect([...made].filter((id) => !working.has(id) && !revoking.has(id))).toEqual([]);
  expect([...revoked].filter((id) => working.has(id))).toEqual([]);
}, 120_000);
