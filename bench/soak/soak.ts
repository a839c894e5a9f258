/** One run: load, trouble and checks for a while, then quiet and a last look at everything. */
import { setTimeout as pause } from "node:timers/promises";
import { compare, type Held } from "./compare";
import type { SoakJournal } from "./journal";
import { KeyBook } from "./key-book";
import { Applier } from "./load/applies";
import { loadClient } from "./load/clients";
import { loadKeys, tryKey } from "./load/keys";
import { loadMessages } from "./load/messages";
import { loadSchedules } from "./load/schedules";
import { type MemoryOf, MemoryWatch } from "./memory";
import { Model } from "./model";
import { mulberry } from "./random";
import type { Run } from "./run";
import type { Scene } from "./scene";
import { makeTrouble } from "./trouble";

export interface SoakOptions {
  readonly seed: number;
  readonly minutes: number;
  readonly scene: Scene;
  readonly journal: SoakJournal;
}

/** Part of the time in which processes are restarted; in the rest their memory is watched. */
const stormShare = 0.5;
const checkEveryMs = 10_000;
const appliers = 2;
/** Everything that was scheduled is due by then. */
const allDueMs = 3_600_000;

/** @returns what the processes held; violations are in the journal */
export async function soak({ seed, minutes, scene, journal }: SoakOptions): Promise<MemoryOf[]> {
  const random = mulberry(seed);
  const model = new Model(`s${seed}`);
  const run: Run = { seed, scene, journal, model, random, keys: new KeyBook(), isOver: false };
  const applying: Applier[] = [];
  try {
    for (let at = 0; at < appliers; at++) applying.push(await Applier.start(run, at));
    const loads = [
      ...Array.from({ length: 4 }, () => loadMessages(run)),
      ...scene.parts.members.map((_, at) => loadClient(run, at)),
      ...[loadKeys(run), loadKeys(run), loadSchedules(run)],
      ...applying.map((applier) => applier.load()),
      checkNowAndThen(run),
    ];
    const memory = await trouble(run, minutes * 60_000);
    run.isOver = true;
    journal.troubled("quiet: what is under way ends");
    await scene.control("DELETE", "/faults");
    await Promise.all(loads);
    await lastLook(run, applying);
    return memory.judge();
  } finally {
    run.isOver = true;
    for (const applier of applying) applier.remove();
  }
}

async function trouble(run: Run, durationMs: number): Promise<MemoryWatch> {
  const { addons, workspace } = run.scene.parts;
  await makeTrouble(run, "storm", durationMs * stormShare);
  const memory = new MemoryWatch(run.journal);
  const watch = setInterval(() => {
    memory.look([...addons.map(({ process }) => process), workspace]).catch(() => undefined);
  }, 5_000);
  try {
    await makeTrouble(run, "calm", durationMs * (1 - stormShare));
  } finally {
    clearInterval(watch);
  }
  return memory;
}

async function checkNowAndThen(run: Run): Promise<void> {
  let nextMs = performance.now() + checkEveryMs;
  while (!run.isOver) {
    await pause(200);
    if (performance.now() < nextMs) continue;
    await check(run);
    nextMs = performance.now() + checkEveryMs;
  }
}

/** Compares the workspace with the model while work goes on. */
async function check(run: Run): Promise<Held> {
  const { model, scene, journal } = run;
  const before = new Map(model.entries.map((entry) => [entry, entry.isBusy ? Number.NaN : entry.version]));
  const held = await scene.held();
  const isAtRest = (entry: (typeof model.entries)[number]) => before.get(entry) === entry.version;
  const known = [...before.keys()];
  const atRest = known.filter(isAtRest);
  for (const { invariant, what } of compare(
    held,
    atRest,
    known.filter((entry) => !isAtRest(entry)),
  )) {
    journal.violated(invariant, what);
  }
  for (const invariant of ["lost", "twice", "refused"] as const) journal.checked(invariant, atRest.length);
  journal.checked("scheduled", atRest.filter(({ kind }) => kind === "scheduled").length);
  return held;
}

/** After an orderly restart of everything, with nothing in the way. */
async function lastLook(run: Run, applying: readonly Applier[]): Promise<void> {
  const { scene, journal, keys } = run;
  const { addons, workspace } = scene.parts;
  await workspace.stop("SIGTERM");
  await scene.startWorkspace();
  await scene.moveAddons(scene.workspaceAheadMs);
  for (const { process } of addons) {
    await process.stop("SIGTERM");
    await process.start();
  }
  await Promise.all(applying.map((applier) => applier.finish()));
  for (const key of keys.all) for (const at of addons.keys()) await tryKey(run, key, at);
  await scene.advanceWorkspace(allDueMs);
  await scene.moveAddons(scene.workspaceAheadMs);
  const { messages } = await check(run);
  for (const applier of applying) {
    let extra = 0;
    for (const [token, times] of applier.expected) {
      const found = messages.filter(({ text }) => text.startsWith(token)).length;
      journal.checked("apply");
      if (found < times) journal.violated("apply", `${token} is there ${found} times instead of ${times}`);
      extra += Math.max(0, found - times);
    }
    if (extra > applier.inDoubt) {
      journal.violated(
        "apply",
        `${applier.name} left ${extra} messages too many, and told of ${applier.inDoubt}`,
      );
    }
  }
}
