/** Messages by the client, which repeats and reads back: what it says of a write has to be so. */
import { PumbleClient, PumbleError } from "../../../src/client";
import type { Entry } from "../model";
import { oneOf } from "../random";
import { type Run, repeatedly } from "../run";

const pauseMs = 50;

/** One member's client. @param at which member */
export async function loadClient(run: Run, at: number): Promise<void> {
  const { members, addons } = run.scene.parts;
  const { key } = members[at % members.length]!;
  const client = new PumbleClient({ apiKey: key, baseUrl: addons[at % addons.length]!.url });
  try {
    await repeatedly(run, pauseMs, () => postAndChange(run, client, key));
  } finally {
    await client.close();
  }
}

async function postAndChange(run: Run, client: PumbleClient, key: string): Promise<void> {
  const { model, random, scene } = run;
  const entry = model.begin("message", oneOf(random, scene.parts.channels));
  const { channelId } = entry;
  const sent = await told(run, "sendMessage", () => client.sendMessage({ channelId, text: entry.texts[0]! }));
  if (sent.effect !== "done") {
    return model.settle(
      entry,
      sent.effect === "unknown" ? { fate: "open" } : { fate: "gone", because: "refused" },
    );
  }
  const messageId = sent.value.id;
  entry.id = messageId;
  if (random() < 0.5) {
    const text = `${entry.token} by the client`;
    const edited = await told(run, "editMessage", () => client.editMessage({ channelId, messageId, text }));
    entry.texts = edited.effect === "done" ? [text] : [...entry.texts, text];
  }
  if (random() < 0.5) {
    const reaction = { channelId, messageId, reaction: ":tada:" };
    await told(run, "addReaction", () => client.addReaction(reaction));
  }
  if (random() < 0.7) return model.settle(entry, await deleted(run, client, entry));
  model.settle(entry, { fate: "there", id: messageId, by: key });
}

async function deleted(run: Run, client: PumbleClient, { channelId, id }: Entry): Promise<Partial<Entry>> {
  const { effect } = await told(run, "deleteMessage", () =>
    client.deleteMessage({ channelId, messageId: id! }),
  );
  return effect === "done" ? { fate: "gone", because: "deleted" } : { fate: "open" };
}

type Told<Value> = { effect: "done"; value: Value } | { effect: "refused" | "unknown" };

/** What the client says of it. */
async function told<Value>({ journal }: Run, name: string, work: () => Promise<Value>): Promise<Told<Value>> {
  try {
    const value = await work();
    journal.count(`client ${name} done`);
    return { effect: "done", value };
  } catch (error) {
    if (!(error instanceof PumbleError)) throw error;
    journal.count(`client ${name} ${error.mayHaveHappened ? "in doubt" : error.kind}`);
    return { effect: error.mayHaveHappened ? "unknown" : "refused" };
  }
}
