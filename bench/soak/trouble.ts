/** What goes wrong on purpose, one thing after the other. */
import { setTimeout as pause } from "node:timers/promises";
import type { SoakProcess } from "./process";
import { between, oneOf } from "./random";
import type { Run } from "./run";

type Trouble = (run: Run) => Promise<void>;

const faults = [
  "status",
  "status_after",
  "reset_before",
  "reset_after",
  "truncate",
  "not_json",
  "empty",
] as const;

/** A few seconds of a platform that fails in one way. */
async function faulty({ scene, journal, random }: Run): Promise<void> {
  const fault = oneOf(random, faults);
  const rule = {
    ...{ path: "/v1/*", probability: 0.25, seed: between(random, 1, 1_000_000), fault },
    ...(fault.startsWith("status") ? { status: oneOf(random, [500, 502, 503, 504]) } : {}),
  };
  journal.troubled(`platform: ${fault}`);
  const { id } = await scene.control<{ id: number }>("POST", "/faults", rule);
  await pause(between(random, 1_500, 4_000));
  // It went with the workspace where that was started again.
  await scene.control("DELETE", `/faults/${id}`).catch(() => undefined);
}

async function slow({ scene, journal, random }: Run): Promise<void> {
  const latencyMs = between(random, 200, 2_000);
  journal.troubled(`platform: ${latencyMs} ms slow`);
  await scene.control("POST", "/faults", { path: "/v1/*", probability: 0.3, latencyMs });
  await pause(2_000);
  await scene.control("DELETE", "/faults");
}

const signals = ["SIGKILL", "SIGKILL", "SIGTERM"] as const;

async function restartAddon({ scene, journal, random }: Run): Promise<void> {
  const { process } = oneOf(random, scene.parts.addons);
  await restart({ journal, process, signal: oneOf(random, signals), downMs: between(random, 0, 1_000) }, () =>
    process.start(),
  );
}

async function restartWorkspace({ scene, journal, random }: Run): Promise<void> {
  const { workspace: process } = scene.parts;
  await restart({ journal, process, signal: oneOf(random, signals), downMs: between(random, 0, 500) }, () =>
    scene.startWorkspace(),
  );
}

async function restart(
  given: Pick<Run, "journal"> & { process: SoakProcess<object>; signal: NodeJS.Signals; downMs: number },
  start: () => Promise<unknown>,
): Promise<void> {
  const { journal, process, signal, downMs } = given;
  journal.troubled(`${process.name}: ${signal}`);
  await process.stop(signal);
  await pause(downMs);
  await start();
}

async function restartDatabase({ scene, journal, random }: Run): Promise<void> {
  const { postgres } = scene.parts;
  if (!postgres) return;
  const signal = oneOf(random, ["SIGINT", "SIGQUIT"] as const);
  journal.troubled(`PostgreSQL: ${signal}`);
  await postgres.down(signal);
  await pause(between(random, 0, 1_000));
  await postgres.up();
}

/** All clocks go forward. The platform's is first: it never lies behind the addon's. */
async function leap({ scene, journal, random }: Run): Promise<void> {
  const byMs = between(random, 1, 600) * oneOf(random, [1_000, 60_000]);
  journal.troubled(`clocks: ${Math.round(byMs / 1000)} s forward`);
  await scene.advanceWorkspace(byMs);
  await scene.moveAddons(scene.workspaceAheadMs);
}

/** The addons' machine finds that its clock was fast, and later that it was not. */
async function fallBack({ scene, journal, random }: Run): Promise<void> {
  const byMs = between(random, 10, 3_600) * 1000;
  journal.troubled(`addons' clocks: ${byMs / 1000} s back`);
  await scene.moveAddons(scene.addonAheadMs - byMs);
  await pause(6_000);
  await scene.moveAddons(scene.workspaceAheadMs);
}

const calm: readonly Trouble[] = [faulty, faulty, slow, leap, leap, fallBack];
const storm: readonly Trouble[] = [
  ...calm,
  ...[restartAddon, restartAddon, restartAddon, restartWorkspace, restartWorkspace, restartDatabase],
];

/** Makes trouble until this much time has passed. @param kind a storm restarts processes, a calm does not */
export async function makeTrouble(run: Run, kind: "storm" | "calm", durationMs: number): Promise<void> {
  const untilMs = performance.now() + durationMs;
  run.journal.troubled(kind === "storm" ? "with restarts from here" : "without restarts from here");
  while (performance.now() < untilMs) {
    await oneOf(
      run.random,
      kind === "storm" ? storm : calm,
    )(run).catch((error: unknown) => run.journal.violated("crash", `what was done on purpose met ${error}`));
    await pause(between(run.random, 500, 3_000));
  }
}
