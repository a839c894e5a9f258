/** Scheduled messages: some are taken back, the others are sent as the clock goes on. */
import type { Entry } from "../model";
import { between, oneOf } from "../random";
import { effectOf, type Run, repeatedly } from "../run";

const pauseMs = 700;

/** Schedules, and takes every third back. */
export function loadSchedules(run: Run): Promise<void> {
  const waiting: Entry[] = [];
  return repeatedly(run, pauseMs, async () => {
    if (waiting.length > 3 && run.random() < 0.35) await takeBack(run, waiting.shift()!);
    else await schedule(run, waiting);
  });
}

async function schedule(run: Run, waiting: Entry[]): Promise<void> {
  const { scene, model, random } = run;
  const { key } = scene.parts.members[0]!;
  const { now } = await scene.control<{ now: number }>("GET", "/clock");
  const sendAt = now + between(random, 5, 1_800) * 1000;
  const entry = model.begin("scheduled", oneOf(random, scene.parts.channels), sendAt);
  const body = { channelId: entry.channelId, text: entry.texts[0]!, sendAt };
  const outcome = await scene.call(0, key, { method: "POST", path: "/createScheduledMessage", body });
  const effect = effectOf(outcome);
  // The clock may have gone past it on the way.
  if (effect === "refused") return model.settle(entry, { fate: "gone", because: "refused" });
  if (effect === "unknown") return model.settle(entry, { fate: "open" });
  model.settle(entry, { fate: "there", id: JSON.parse(outcome!.body).id });
  waiting.push(entry);
}

async function takeBack(run: Run, entry: Entry): Promise<void> {
  const { scene, model } = run;
  const { key } = scene.parts.members[0]!;
  model.touch(entry);
  const path = `/deleteScheduledMessage?scheduledMessageId=${entry.id}`;
  const effect = effectOf(await scene.call(1, key, { method: "DELETE", path }));
  // Refused: it has been sent.
  if (effect === "refused") model.settle(entry, {});
  else model.settle(entry, effect === "done" ? { fate: "gone", because: "deleted" } : { fate: "open" });
}
