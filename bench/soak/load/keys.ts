/** Keys: made, used, replaced, revoked, run out; and tried when they must work no more. */

import { elsewhereMs, type KnownKey } from "../key-book";
import { between, oneOf } from "../random";
import { effectOf, type Run, repeatedly } from "../run";
import type { Outcome } from "../scene";

const pauseMs = 60;

/** Changes keys, and tries them. */
export function loadKeys(run: Run): Promise<void> {
  return repeatedly(run, pauseMs, () => {
    const chance = run.random();
    if (chance < 0.15) return make(run);
    if (chance < 0.22) return end(run, "revoke");
    if (chance < 0.28) return end(run, "rotate");
    return tryOne(run);
  });
}

function anyAddon({ random }: Run): number {
  return Math.floor(random() * 2);
}

function note(run: Run, answer: Outcome, expiresAt: number | null): void {
  const { apiKey, key } = JSON.parse(answer!.body) as { apiKey: string; key: { id: string } };
  run.keys.all.push({ text: apiKey, id: key.id, state: "working", expiresAt });
}

async function make(run: Run): Promise<void> {
  const { scene, random } = run;
  // Some run out while they are looked at.
  const expiresAt = random() < 0.4 ? scene.addonNow.latest + between(random, 2_000, 60_000) : null;
  const body = { name: "soaked", ...(expiresAt === null ? {} : { expiresAt }) };
  const { key } = oneOf(random, scene.parts.members);
  const answer = await scene.call(anyAddon(run), key, { method: "POST", path: "/api-keys", body });
  if (effectOf(answer) === "done") note(run, answer, expiresAt);
}

async function end(run: Run, how: "revoke" | "rotate"): Promise<void> {
  const { scene, random, keys, journal } = run;
  const key = keys.some("working", random);
  if (!key || key.expiresAt !== null) return;
  key.state = "open";
  const at = anyAddon(run);
  const path = `/api-keys/${key.id}`;
  const answer = await (how === "revoke"
    ? scene.call(at, key.text, { method: "DELETE", path })
    : scene.call(at, key.text, { method: "POST", path: `${path}/rotate`, body: {} }));
  const effect = effectOf(answer);
  if (effect === "refused") {
    journal.violated("key", `${key.id}: a ${how} was answered ${answer!.status} ${answer!.body}`);
  }
  if (effect !== "done") return;
  if (how === "rotate") note(run, answer, null);
  key.state = "ended";
  key.ended = { atMs: performance.now(), by: at % scene.parts.addons.length };
}

async function tryOne(run: Run): Promise<void> {
  const { keys, random } = run;
  const recent = keys.all.slice(-20);
  const key =
    random() < 0.5 && recent.length > 0
      ? oneOf(random, recent)
      : keys.some(oneOf(random, ["working", "ended"]), random);
  if (key) await tryKey(run, key, anyAddon(run));
}

/** Uses a key at one of the addons, and judges what comes of it. */
export async function tryKey(run: Run, key: KnownKey, at: number): Promise<void> {
  const { scene, journal } = run;
  const { state, ended, expiresAt } = key;
  const sentMs = performance.now();
  const before = scene.addonNow;
  const answer = await scene.call(at, key.text, { method: "GET", path: "/myInfo" });
  const after = scene.addonNow;
  if (!answer || answer.status >= 500) return;
  const isSpread =
    ended && (ended.by === at % scene.parts.addons.length || sentMs > ended.atMs + elsewhereMs);
  const earliest = Math.min(before.earliest, after.earliest);
  const isOver = expiresAt !== null && earliest > expiresAt;
  const latest = Math.max(before.latest, after.latest);
  const mayBeOver = expiresAt !== null && latest + 1_000 >= expiresAt;
  journal.checked("key");
  if (answer.status === 200 && state === "ended" && isSpread) {
    const agoMs = Math.round(sentMs - ended.atMs);
    journal.violated(
      "key",
      `${key.id} was revoked ${agoMs} ms ago by addon ${ended.by + 1}, and addon ${(at % scene.parts.addons.length) + 1} takes it`,
    );
  } else if (answer.status === 200 && isOver) {
    journal.violated("key", `${key.id} ran out ${earliest - expiresAt} ms ago, and works`);
  } else if (answer.status !== 200 && key.state === "working" && !mayBeOver) {
    journal.violated("key", `${key.id} works, and was answered ${answer.status} ${answer.body}`);
  }
}
