import { expect, test } from "vitest";
import { compare, type Held } from "../../../bench/soak/compare";
import { type Entry, Model } from "../../../bench/soak/model";

const now = 1_790_000_000_000;
const held = (messages: string[], scheduled: string[] = []): Held => ({
  messages: messages.map((text) => ({ text, deleted: false })),
  scheduled: scheduled.map((text) => ({ text })),
  now,
});

function made(change: Partial<Entry>, kind: Entry["kind"] = "message", sendAt?: number): Entry {
  const model = new Model("s1");
  const entry = model.begin(kind, "c", sendAt);
  model.settle(entry, change);
  return entry;
}

const there = () => made({ fate: "there", id: "m" });
const text = "s1-0-end first";

/** What is found of an entry at rest. */
const found = (entry: Entry, ...what: Parameters<typeof held>) =>
  compare(held(...what), [entry], []).map(({ invariant }) => invariant);

const cases: Record<string, { entry: Entry; messages?: string[]; scheduled?: string[]; finds: string[] }> = {
  "an acknowledged message that is there": { entry: there(), messages: [text], finds: [] },
  "an acknowledged message that is not there": { entry: there(), finds: ["lost"] },
  "an acknowledged message that is there twice": { entry: there(), messages: [text, text], finds: ["twice"] },
  "an edit that was acknowledged and is not seen": {
    entry: made({ fate: "there", id: "m", texts: ["s1-0-end edit 1"] }),
    ...{ messages: [text], finds: ["lost"] },
  },
  "a deleted message that is there": {
    entry: made({ fate: "gone", because: "deleted" }),
    ...{ messages: [text], finds: ["lost"] },
  },
  "a refused message that is there": {
    entry: made({ fate: "gone", because: "refused" }),
    ...{ messages: [text], finds: ["refused"] },
  },
  "a message whose answer was lost": { entry: made({ fate: "open" }), finds: [] },
  "a message whose answer was lost, there twice": {
    entry: made({ fate: "open" }),
    ...{ messages: [text, text], finds: ["twice"] },
  },
  "another message whose token begins alike": { entry: there(), messages: [text, "s1-0-end-not"], finds: [] },
  "what waits for its time": {
    entry: made({ fate: "there", id: "m" }, "scheduled", now + 1_000),
    ...{ scheduled: [text], finds: [] },
  },
  "what waits long after its time": {
    entry: made({ fate: "there", id: "m" }, "scheduled", now - 60_000),
    ...{ scheduled: [text], finds: ["scheduled"] },
  },
  "what was sent and waits still": {
    entry: made({ fate: "there", id: "m" }, "scheduled", now - 1_000),
    ...{ messages: [text], scheduled: [text], finds: ["scheduled"] },
  },
  "what was scheduled and is nowhere": {
    entry: made({ fate: "there", id: "m" }, "scheduled", now - 1_000),
    ...{ finds: ["scheduled"] },
  },
};

for (const [name, { entry, messages = [], scheduled = [], finds }] of Object.entries(cases)) {
  test(`${name} breaks ${finds.join(" and ") || "nothing"}`, () => {
    expect(found(entry, messages, scheduled)).toEqual(finds);
  });
}

test("what changes meanwhile is held only to being there once", () => {
  expect(compare(held([]), [], [there()])).toEqual([]);
  expect(compare(held([text, text]), [], [there()])).toHaveLength(1);
});
