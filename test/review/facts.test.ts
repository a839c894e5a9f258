/** What a person asks of one change: where it is, what it says, when, and what Pumble cannot undo. */
import { describe, expect, it } from "vitest";
import { type Change, sentence, summarise } from "../../src/review";
import { stableJson } from "../../src/review/plan/attributes";
import { ids, lists, planOf } from "./plan-json";

type Planned = Parameters<typeof planOf>[0][number];
function told(one: Planned, words?: Parameters<typeof summarise>[1]["words"]): Change & { says: string } {
  const [change] = summarise(planOf([one]), { stack: "a", lists, ...(words ? { words } : {}) }).changes;
  return { ...change!, says: sentence(change!) };
}
const message = { channel_id: ids.general, text: "hi" };
const channel = { id: ids.news, name: "news", type: "PUBLIC" };
const schedule = { channel_id: ids.general, text: "hi", send_at: "2030-01-01T00:00:00Z" };

describe("an action", () => {
  it.each<[string, Planned, string, string]>([
    ["makes", { address: "pumble_message.a", after: message }, "create", "#general new announcement: “hi”"],
    [
      "edits",
      { address: "pumble_message.a", before: message, after: { ...message, text: "ho" } },
      "update",
      "#general announcement a is edited",
    ],
    [
      "changes what is no text",
      { address: "pumble_message.a", before: message, after: { ...message, pinned: true } },
      "update",
      "#general announcement a: pinned",
    ],
    [
      "deletes",
      { address: "pumble_message.a", before: message },
      "destroy",
      "#general announcement a is deleted",
    ],
    [
      "keeps what is to be kept",
      { address: "pumble_message.a", before: { ...message, on_destroy: "keep" } },
      "forget",
      "#general announcement a stays in Pumble, no longer managed",
    ],
    [
      "forgets what Terraform forgets",
      { address: "pumble_message.a", actions: ["forget"], before: message },
      "forget",
      "#general announcement a stays in Pumble, no longer managed",
    ],
    [
      "replaces",
      { address: "pumble_message.a", actions: ["delete", "create"], before: message, after: message },
      "replace",
      "#general announcement a is posted anew: “hi”",
    ],
    [
      "replaces what it forgets",
      { address: "pumble_message.a", actions: ["create", "forget"], before: message, after: message },
      "replace",
      "#general announcement a is posted anew: “hi”",
    ],
    [
      "forgets what is sent already",
      { address: "pumble_scheduled_message.a", before: { ...schedule, status: "delivered" } },
      "forget",
      "#general schedule a stays in Pumble, no longer managed",
    ],
    [
      "takes back what is not sent yet",
      { address: "pumble_scheduled_message.a", before: { ...schedule, status: "scheduled" } },
      "destroy",
      "#general schedule a is deleted",
    ],
    [
      "makes a channel",
      { address: "pumble_channel.a", after: { name: "ops", type: "PRIVATE" }, unknown: { id: true } },
      "create",
      "#ops new private channel",
    ],
    [
      "makes a channel anew",
      {
        address: "pumble_channel.a",
        actions: ["delete", "create"],
        before: channel,
        after: { ...channel, id: null, name: "n" },
      },
      "replace",
      "#n new public channel; #news stays in Pumble (no API can rename it)",
    ],
    [
      "makes a channel anew under its name",
      {
        address: "pumble_channel.a",
        actions: ["delete", "create"],
        before: channel,
        after: { name: "news", type: "PRIVATE" },
      },
      "replace",
      "#news new private channel; #news stays in Pumble (no API can archive it)",
    ],
    [
      "moves",
      {
        address: "pumble_message.b",
        previousAddress: "pumble_message.a",
        actions: ["no-op"],
        before: message,
        after: message,
      },
      "move",
      "#general announcement b was pumble_message.a before",
    ],
    [
      "sends later",
      { address: "pumble_scheduled_message.a", after: schedule },
      "create",
      "#general new schedule for 2030-01-01T00:00:00Z: “hi”",
    ],
    [
      "sends to people",
      {
        address: "pumble_direct_message.a",
        after: { emails: ["grace@example.com"], user_ids: [ids.grace], text: "hi" },
      },
      "create",
      "direct messages new direct message to grace@example.com, notifies 1 person: “hi”",
    ],
    [
      "sends to people by id",
      {
        address: "pumble_direct_message.a",
        after: { emails: null, user_ids: [ids.grace, ids.grace], text: "hi" },
      },
      "create",
      "direct messages new direct message to grace@example.com, notifies 1 person: “hi”",
    ],
    [
      "takes a direct message back",
      { address: "pumble_direct_message.a", before: { user_ids: [ids.grace], text: "hi" } },
      "destroy",
      "direct messages direct message a is deleted to grace@example.com",
    ],
  ])("%s", (_, one, action, says) => {
    expect(told(one)).toMatchObject({ action, says });
  });

  it("that does nothing is none", () => {
    const still = { address: "pumble_message.a", actions: ["no-op"], before: message, after: message };
    expect(summarise(planOf([still]), { stack: "a" }).changes).toEqual([]);
    const stays = { ...still, previousAddress: "pumble_message.a" };
    expect(summarise(planOf([stays]), { stack: "a" }).changes).toEqual([]);
  });
});

describe("the facts of a change", () => {
  it("are all there, in the words of the workspace file", () => {
    const one = {
      address: "pumble_channel_members.a",
      reason: "replace_by_request",
      after: { emails: ["ken@example.com"] },
    };
    const asked: unknown[] = [];
    const because = (people: readonly string[]) => {
      asked.push(people);
      return "team on-call";
    };
    const words = new Map([[one.address, { name: "everybody", channel: "ops", because }]]);
    const { says, ...change } = told(one, words);
    expect(says).toBe("#ops + 1 person (team on-call): ken@example.com");
    expect(asked).toEqual([["ken@example.com"]]);
    expect(change).toEqual({
      ...{
        address: one.address,
        type: "pumble_channel_members",
        action: "create",
        reason: "replace_by_request",
      },
      ...{ name: "everybody", channel: "ops", channelType: null, previousName: null },
      ...{ joins: ["ken@example.com"], leaves: [], because: "team on-call", content: null, when: null },
      ...{ notifies: null, byHand: null },
      attributes: [{ name: "emails", before: null, after: '["ken@example.com"]' }],
    });
  });

  it("say nothing of where people come from when nobody joins, or there is nothing to say", () => {
    const one = { address: "pumble_channel_members.a", before: { emails: ["ken@example.com"] } };
    const because = () => "team";
    expect(told(one, new Map([[one.address, { name: "x", because }]])).because).toBeNull();
    const joins = { address: one.address, after: one.before };
    expect(told(joins, new Map([[one.address, { name: "x", because: () => null }]])).because).toBeNull();
    expect(told(joins, new Map([[one.address, { name: "x" }]]))).toMatchObject({
      because: null,
      channel: null,
    });
    expect(told(joins)).toMatchObject({ name: null, reason: null });
  });

  it("know the channel of an instance, whatever its key holds", () => {
    const index = 'x]y"z';
    const one = {
      ...{ address: `pumble_message.a[${JSON.stringify(index)}]`, index, after: { text: "hi" } },
      ...{ unknown: { channel_id: true }, refers: ["pumble_channel.ops"] },
    };
    const ops = {
      ...{ address: `pumble_channel.ops[${JSON.stringify(index)}]`, index },
      ...{ after: { name: "ops" }, unknown: { id: true } },
    };
    const { changes } = summarise(planOf([ops, one]), { stack: "a" });
    expect(changes.map(({ channel }) => channel)).toEqual(["ops", "ops"]);
  });

  it("know a channel's type, of a channel alone", () => {
    const typed = (type: unknown, address = "pumble_channel.a") =>
      told({ address, after: { ...channel, id: null, type } }).channelType;
    expect(["PUBLIC", "PRIVATE", "DIRECT", null].map((type) => typed(type))).toEqual([
      "PUBLIC",
      "PRIVATE",
      null,
      null,
    ]);
    expect(typed("PUBLIC", "pumble_message.a")).toBeNull();
    expect(told({ address: "pumble_channel.a", before: channel }).channelType).toBe("PUBLIC");
  });

  it("know a channel's former name only where it is replaced", () => {
    const renamed = { address: "pumble_channel.a", before: channel, after: { ...channel, name: "n" } };
    expect(told(renamed).previousName).toBeNull();
    expect(told({ ...renamed, actions: ["delete", "create"] }).previousName).toBe("news");
    const replaced = { address: "pumble_message.a", before: message, after: { ...message, name: "n" } };
    expect(told({ ...replaced, actions: ["delete", "create"] }).previousName).toBeNull();
  });

  it.each([
    ["pumble_message", "create", true],
    ["pumble_reply", "replace", true],
    ["pumble_message", "update", false],
    ["pumble_message", "destroy", false],
    ["pumble_scheduled_message", "create", true],
    ["pumble_scheduled_message", "update", true],
    ["pumble_scheduled_message", "destroy", false],
    ["terraform_data", "create", false],
  ])("%s: %s is heard: %s", (type, action, isHeard) => {
    const values = { ...message, text: "@channel" };
    const change = {
      address: `${type}.a`,
      ...(action === "create" ? {} : { before: { ...values, text: "x" } }),
      ...(action === "destroy" ? {} : { after: values }),
      ...(action === "replace" ? { actions: ["delete", "create"] } : {}),
    };
    expect(told(change).notifies).toEqual(isHeard ? { people: 2, broadcast: 2, atLeast: false } : null);
  });
});

describe("what a message says", () => {
  const says = (before: object | null, after: object | null) =>
    told({
      address: "pumble_message.a",
      before: before && { ...message, text: null, ...before },
      after: after && { ...message, text: null, ...after },
    }).content;
  const rich = (text: string) =>
    JSON.stringify([
      { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] },
    ]);

  it("has names in the place of ids, where they are known", () => {
    const text = `<<@${ids.grace}>> <<#${ids.general}>> <<&${ids.onCall}>> <<@${ids.news}>> <<#${ids.ada}>> <<&${ids.ada}>>`;
    expect(says(null, { text })?.after).toBe(
      `@Grace #general @on-call <<@${ids.news}>> <<#${ids.ada}>> <<&${ids.ada}>>`,
    );
  });

  it.each([
    [
      "in another form",
      { markdown: "*a*" },
      { blocks: rich("b") },
      { form: "blocks", before: "*a*", after: "b" },
    ],
    ["that is taken away", { text: "a" }, null, { form: "text", before: "a", after: null }],
    ["in blocks that are none", null, { blocks: "{" }, { form: "blocks", before: null, after: "{" }],
    ["in blocks without text", null, { blocks: "[]" }, { form: "blocks", before: null, after: "[]" }],
    ["nothing", { pinned: true }, { pinned: false }, null],
  ])("%s", (_, before, after, content) => {
    expect(says(before, after)).toEqual(content);
  });

  it("is not known where its text is not", () => {
    const one = { address: "pumble_message.a", after: { channel_id: ids.general }, unknown: { text: true } };
    expect(told(one)).toMatchObject({
      content: { form: "text", before: null, after: null },
      says: "#general new announcement",
    });
  });
});

describe("attributes", () => {
  const differing = (before: object | null, after: object | null, unknown = {}) =>
    told({ address: "x.a", before: before as never, after: after as never, unknown }).attributes;

  it("are those that differ, by name, as JSON", () => {
    expect(
      differing({ b: 1, a: "x", same: [1], gone: true }, { b: 2, a: "y", same: [1], came: { c: null } }),
    ).toEqual([
      { name: "a", before: '"x"', after: '"y"' },
      { name: "b", before: "1", after: "2" },
      { name: "came", before: null, after: '{"c":null}' },
      { name: "gone", before: "true", after: null },
    ]);
  });

  it("of what is made are those that are known", () => {
    expect(differing(null, { a: 1, n: null }, { id: true })).toEqual([
      { name: "a", before: null, after: "1" },
    ]);
  });

  it("that are computed anew are named", () => {
    expect(differing({ id: "x" }, {}, { id: true })).toEqual([
      { name: "id", before: '"x"', after: "(known after apply)" },
    ]);
  });

  it("are equal whatever the order of their keys", () => {
    const [one, other] = [
      { a: [{ c: 1, b: 2 }], d: null },
      { d: null, a: [{ b: 2, c: 1 }] },
    ];
    expect(stableJson(one)).toBe('{"a":[{"b":2,"c":1}],"d":null}');
    expect(stableJson(other)).toBe(stableJson(one));
  });
});
