/** Messages past the client: each request goes out once, so that whatever is done twice was done twice by the addon. */
import { oneOf } from "../random";
import { effectOf, type Run, repeatedly } from "../run";

/** About so many messages stand in the workspace at a time. */
const population = 300;
const pauseMs = 40;

/** Posts, edits, deletes and reads. */
export function loadMessages(run: Run): Promise<void> {
  return repeatedly(run, pauseMs, () => {
    const chance = run.random();
    if (chance < (run.model.population < population ? 0.6 : 0.3)) return post(run);
    if (chance < 0.65) return remove(run);
    return chance < 0.8 ? edit(run) : list(run);
  });
}

function anyAddon({ random }: Run): number {
  return Math.floor(random() * 2);
}

async function post(run: Run): Promise<void> {
  const { scene, model, random, journal } = run;
  const { key } = oneOf(random, scene.parts.members);
  const entry = model.begin("message", oneOf(random, scene.parts.channels));
  const body = { channelId: entry.channelId, text: entry.texts[0]! };
  const outcome = await scene.call(anyAddon(run), key, { method: "POST", path: "/sendMessage", body });
  const effect = effectOf(outcome);
  if (effect === "refused")
    journal.violated("refused", `a good post was refused: ${outcome!.status} ${outcome!.body}`);
  if (effect === "done") model.settle(entry, { fate: "there", id: JSON.parse(outcome!.body).id, by: key });
  else model.settle(entry, effect === "refused" ? { fate: "gone", because: "refused" } : { fate: "open" });
}

async function edit(run: Run): Promise<void> {
  const { scene, model, random, journal } = run;
  const entry = model.take(random);
  if (!entry) return;
  const text = `${entry.token} edit ${entry.version}`;
  const body = { channelId: entry.channelId, messageId: entry.id, text };
  const outcome = await scene.call(anyAddon(run), entry.by!, { method: "POST", path: "/editMessage", body });
  const effect = effectOf(outcome);
  if (effect === "refused") {
    journal.violated("lost", `${entry.token}: an edit was answered ${outcome!.status} ${outcome!.body}`);
  }
  const texts = { done: [text], refused: entry.texts, unknown: [...entry.texts, text] };
  model.settle(entry, { texts: texts[effect] });
}

async function remove(run: Run): Promise<void> {
  const { scene, model, random, journal } = run;
  const entry = model.take(random);
  if (!entry) return;
  const path = `/deleteMessage?channelId=${entry.channelId}&messageId=${entry.id}`;
  const outcome = await scene.call(anyAddon(run), entry.by!, { method: "DELETE", path });
  const effect = effectOf(outcome);
  if (effect === "refused") {
    journal.violated("lost", `${entry.token}: a deletion was answered ${outcome!.status} ${outcome!.body}`);
  }
  model.settle(entry, effect === "unknown" ? { fate: "open" } : { fate: "gone", because: "deleted" });
}

async function list(run: Run): Promise<void> {
  const { scene, random } = run;
  const { key } = oneOf(random, scene.parts.members);
  const path = `/listMessages?channelId=${oneOf(random, scene.parts.channels)}&limit=50`;
  await scene.call(anyAddon(run), key, { method: "GET", path });
}
