/** What is secret or not known yet: it shows nowhere, and what would follow from it is not made up. */
import { describe, expect, it } from "vitest";
import { renderText, sentence, summarise } from "../../src/review";
import { maskedChange, maskedState } from "../../src/review/plan/masked";
import type { ResourceChange } from "../../src/review/plan/terraform-plan";
import { ids, lists, planOf } from "./plan-json";

const told = (plan: ReturnType<typeof planOf>) => {
  const stack = summarise(plan, { stack: "acme", lists });
  return { ...stack, sentences: stack.changes.map(sentence) };
};
const unknown = "(known after apply)";
const secret = "(sensitive)";

describe("a mask", () => {
  const cases: Record<string, [value: unknown, mask: unknown, shown: unknown]> = {
    "hides a whole value": [{ a: 1 }, { a: true }, { a: secret }],
    "hides what is not there": [{}, { a: true }, { a: secret }],
    "that is false hides nothing": [{ a: 1 }, { a: false }, { a: 1 }],
    "hides a part of an object": [{ a: { b: 1, c: 2 } }, { a: { b: true } }, { a: { b: secret, c: 2 } }],
    "hides a part of what is null": [{ a: null }, { a: { b: true } }, { a: { b: secret } }],
    "hides an item of a list": [{ a: ["x", "y"] }, { a: [false, true] }, { a: ["x", secret] }],
    "hides within the items of a list": [
      { a: [{ b: 1 }, { b: 2 }] },
      { a: [{}, { b: true }] },
      { a: [{ b: 1 }, { b: secret }] },
    ],
    "of parts leaves a word for the whole": [{ a: unknown }, { a: [true] }, { a: unknown }],
    "of nothing leaves null as it is": [
      { a: null, b: [] },
      { a: {}, b: [], c: [] },
      { a: null, b: [] },
    ],
    "that is missing hides nothing": [{ a: ["x"] }, null, { a: ["x"] }],
  };
  it.each(Object.entries(cases))("%s", (_, [value, mask, shown]) => {
    expect(maskedState(value as Record<string, unknown>, mask)).toEqual(shown);
  });

  it("lays what is secret over what is not known yet", () => {
    const change = { actions: ["update"], before: { a: 1, b: 1 }, after: { b: 2 } };
    const masks = {
      after_unknown: { a: true, c: true },
      after_sensitive: { c: true },
      before_sensitive: { b: true },
    };
    expect(maskedChange({ change: { ...change, ...masks } } as unknown as ResourceChange)).toEqual({
      before: { a: 1, b: secret },
      after: { a: unknown, b: 2, c: secret },
    });
  });

  it.each([
    [null, { a: 1 }],
    [{ a: 1 }, undefined],
  ])("leaves what is not there away: %j, %j", (before, after) => {
    const change = { actions: [], before, after, after_unknown: { a: false } };
    const { before: shownBefore, after: shownAfter } = maskedChange({ change } as unknown as ResourceChange);
    expect([shownBefore, shownAfter]).toEqual([before ?? null, after ?? null]);
  });
});

describe("a secret text", () => {
  const before = { channel_id: ids.general, text: "old-secret", markdown: null };
  const hidden = { beforeSensitive: { text: true }, afterSensitive: { text: true } };

  it("that is edited is told as an edit of the text", () => {
    const { sentences, changes, notifies } = told(
      planOf([{ address: "pumble_message.a", before, after: { ...before, text: "new-secret" }, ...hidden }]),
    );
    expect(sentences).toEqual(["#general announcement a: text"]);
    expect(changes[0]!.attributes).toEqual([{ name: "text", before: secret, after: secret }]);
    expect(notifies).toEqual({ people: 0, atLeast: false, broadcast: 0 });
  });

  it("that was edited in Pumble is drift", () => {
    const after = { ...before, text: "by hand" };
    const plan = planOf([], { drift: [{ address: "pumble_message.a", before, after, ...hidden }] });
    const report = {
      ...{ format: 1 as const, tool: "x", command: "drift" as const, project: "acme" },
      ...{ environment: null, preview: false, stacks: [summarise(plan, { stack: "acme", lists })] },
    };
    const text = renderText(report).replace(/\s+/g, " ");
    expect(text).toContain("announcement a was changed in Pumble: text was (sensitive), is (sensitive)");
    expect(text).not.toMatch(/old-secret|by hand\./);
  });

  it("that is posted may notify anybody", () => {
    const plan = planOf([{ address: "pumble_message.a", after: { ...before, text: "@channel" }, ...hidden }]);
    expect(told(plan).notifies).toEqual({ people: 0, atLeast: true, broadcast: 0 });
  });
});

describe("what is not known yet", () => {
  const notifies = (one: Parameters<typeof planOf>[0][number]) => told(planOf([one])).notifies;

  it.each(["text", "markdown", "blocks"])("as the %s of a message may notify anybody", (form) => {
    const after = { channel_id: ids.general };
    expect(notifies({ address: "pumble_message.a", after, unknown: { [form]: true } })).toEqual({
      ...{ people: 0, atLeast: true, broadcast: 0 },
    });
  });

  it("as the addresses of a direct message may notify anybody", () => {
    const after = { text: "x" };
    const one = { address: "pumble_direct_message.a", after, unknown: { emails: true, user_ids: true } };
    expect(notifies(one)).toEqual({ people: 0, atLeast: true, broadcast: 0 });
    const named = { ...one, after: { ...after, emails: ["grace@example.com"] }, unknown: { user_ids: true } };
    expect(notifies(named)).toEqual({ people: 1, atLeast: false, broadcast: 0 });
  });

  it("as one of several addresses counts as one who may be many", () => {
    const after = { text: "x", emails: ["grace@example.com", null] };
    const one = { address: "pumble_direct_message.a", after, unknown: { emails: [false, true] } };
    expect(notifies(one)).toEqual({ people: 1, atLeast: true, broadcast: 0 });
  });

  it("as members makes those whom @channel reaches uncertain", () => {
    const refers = ["pumble_channel.ops.id", "pumble_channel.ops"];
    const members = { address: "pumble_channel_members.ops", refers, after: {} };
    const plan = planOf([
      { address: "pumble_channel.ops", after: { name: "ops" }, unknown: { id: true } },
      { ...members, unknown: { channel_id: true, emails: true, user_ids: true } },
      { address: "pumble_message.a", refers, after: { text: "@channel" }, unknown: { channel_id: true } },
    ]);
    expect(told(plan).notifies).toEqual({ people: 0, atLeast: true, broadcast: 0 });
  });

  const members = { channel_id: ids.general, emails: ["grace@example.com"], remove_unmanaged: true };
  it.each([
    ["all members", { emails: true, user_ids: true }, "+ at least 0 people: (known after apply)"],
    ["one member", { emails: [false, true] }, "+ at least 0 people: (known after apply)"],
  ])("as %s lets nobody seem to leave", (_, unknown, says) => {
    const after = { ...members, emails: Array.isArray(unknown.emails) ? ["linus@example.com", null] : null };
    const address = "pumble_channel_members.a";
    const { sentences, changes } = told(planOf([{ address, before: members, after, unknown }]));
    expect(sentences).toEqual([`#general ${says}`]);
    expect(changes[0]!.leaves).toEqual([]);
  });
});
