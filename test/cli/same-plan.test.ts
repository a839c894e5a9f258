import { describe, expect, it } from "vitest";
import { comparePlans } from "../../src/cli/running/same-plan";
import { readTerraformPlan } from "../../src/review";
import { planOf } from "../review/plan-json";

const channel = { address: "pumble_channel.a", after: { name: "a" }, unknown: { id: true } };
const message = {
  address: "pumble_message.m",
  after: { text: "hello", triggers: null },
  unknown: { id: true, channel_id: true },
};
const edit = {
  address: "pumble_message.e",
  before: { text: "one", channel_id: "c" },
  after: { text: "two", channel_id: "c" },
};

const differences = (saved: Parameters<typeof planOf>[0], now: Parameters<typeof planOf>[0]) => {
  const comparison = comparePlans(planOf(saved), planOf(now));
  return comparison.is === "different"
    ? comparison.differences.map(({ kind, address }) => `${kind} ${address}`)
    : comparison.is;
};

describe("a plan made now, beside a saved one", () => {
  it.each([
    ["does the same", [channel, message], [message, channel], "same"],
    ["does nothing any more", [channel], [], "rest"],
    [
      "does the rest, with what was not known before",
      [channel, message],
      [{ ...message, after: { ...message.after, channel_id: "c1" }, unknown: { id: true } }],
      "rest",
    ],
    [
      "makes anew what failed half-way",
      [message],
      [
        {
          ...message,
          actions: ["delete", "create"],
          before: { id: "m1", text: "hello" },
          reason: "replace_because_tainted",
        },
      ],
      "same",
    ],
    ["would do more", [channel], [channel, message], ["new pumble_message.m"]],
    [
      "would say something else",
      [message],
      [{ ...message, after: { text: "bye" } }],
      ["other pumble_message.m"],
    ],
    [
      "would know now what was open, and has more in it",
      [message],
      [{ ...message, after: { ...message.after, on_destroy: "keep" } }],
      ["other pumble_message.m"],
    ],
    [
      "would overwrite another text",
      [edit],
      [{ ...edit, before: { text: "by hand", channel_id: "c" } }],
      ["other pumble_message.e"],
    ],
    ["would delete instead", [edit], [{ ...edit, after: null }], ["other pumble_message.e"]],
    [
      "replaces without a failure behind it",
      [channel],
      [{ ...channel, actions: ["delete", "create"], before: { name: "x" } }],
      ["other pumble_channel.a"],
    ],
    [
      "would not know any more what was known to be nothing",
      [{ ...message, unknown: { id: true } }],
      [{ ...message, unknown: { id: true, triggers: true } }],
      ["other pumble_message.m"],
    ],
    [
      "would not know any more a part of what was known",
      [{ ...message, after: { tags: ["a", null], more: { b: null } } }],
      [{ ...message, after: { tags: ["a", null], more: { b: null } }, unknown: { tags: [false, true] } }],
      ["other pumble_message.m"],
    ],
    [
      "knows now parts that were open",
      [
        {
          ...message,
          after: { tags: ["a", null], more: { c: 1 } },
          unknown: { tags: [false, true], more: { b: true } },
        },
      ],
      [{ ...message, after: { tags: ["a", "b"], more: { b: 2, c: 1 } }, unknown: {} }],
      "same",
    ],
    [
      "does not have any more what is nothing anyway",
      [{ ...message, after: { text: "hello", triggers: null } }],
      [{ ...message, after: { text: "hello", on_destroy: null } }],
      "same",
    ],
    [
      "would take a value away",
      [edit],
      [{ ...edit, after: { text: null, channel_id: "c" } }],
      ["other pumble_message.e"],
    ],
    [
      "replaces in another order",
      [{ ...edit, actions: ["delete", "create"] }],
      [{ ...edit, actions: ["create", "delete"] }],
      ["other pumble_message.e"],
    ],
    [
      "has fewer parts, or others",
      [{ ...message, after: { tags: ["a", "b"] }, unknown: {} }, edit],
      [
        { ...message, after: { tags: ["a"] }, unknown: {} },
        { ...edit, after: { text: ["two"], channel_id: "c" } },
      ],
      ["other pumble_message.m", "other pumble_message.e"],
    ],
    [
      "has more parts, or parts where there was nothing",
      [
        { ...message, after: { tags: ["a"] }, unknown: {} },
        { ...edit, after: { text: null, channel_id: "c" } },
      ],
      [
        { ...message, after: { tags: ["a", "b"] }, unknown: {} },
        { ...edit, after: { text: ["two"], channel_id: "c" } },
      ],
      ["other pumble_message.m", "other pumble_message.e"],
    ],
    [
      "says a list where there was an object",
      [{ ...message, after: { tags: { 0: "a" } }, unknown: {} }],
      [{ ...message, after: { tags: ["a"] }, unknown: {} }],
      ["other pumble_message.m"],
    ],
    [
      "replaces by itself what was to be edited",
      [edit],
      [{ ...edit, actions: ["delete", "create"], reason: "replace_because_tainted" }],
      ["other pumble_message.e"],
    ],
    [
      "would take back something else that a replacement left behind",
      [channel, { ...channel, deposed: "1a", before: { name: "old" }, after: null }],
      [channel, { ...channel, deposed: "2b", before: { name: "other" }, after: null }],
      ["new pumble_channel.a", "gone pumble_channel.a"],
    ],
    [
      "would say something else where a replacement has left something behind",
      [channel, { ...channel, deposed: "1a", before: { name: "old" }, after: null }],
      [
        { ...channel, after: { name: "b" } },
        { ...channel, deposed: "1a", before: { name: "old" }, after: null },
      ],
      ["other pumble_channel.a"],
    ],
    [
      "names what is gone beside what is new",
      [channel],
      [message],
      ["new pumble_message.m", "gone pumble_channel.a"],
    ],
  ])("%s", (_, saved, now, expected) => {
    expect(differences(saved, now)).toEqual(expected);
  });

  it("does not mind what goes on by itself", () => {
    const change = (next_send_at: string) => ({
      ...{ address: "pumble_scheduled_message.a", before: { text: "a", next_send_at }, after: { text: "b" } },
      unknown: { next_send_at: true },
    });
    const [monday, tuesday] = ["2030-01-07T09:00:00Z", "2030-01-08T09:00:00Z"];
    expect(differences([change(monday)], [change(tuesday)])).toBe("same");
  });

  it("what is looked up, and what is left as it is, is not to be done", () => {
    const now = planOf([
      { ...channel, address: "data.pumble_users.all" },
      { ...channel, actions: ["no-op"] },
      { ...message, actions: ["no-op"], previousAddress: message.address },
    ]);
    now.resource_changes[0]!.mode = "data";
    expect(comparePlans(planOf([]), now)).toEqual({ is: "same" });
  });

  it("a move and an import are to do, too", () => {
    const values = { name: "a" };
    const moved = {
      address: "pumble_channel.b",
      previousAddress: "pumble_channel.a",
      actions: ["no-op"],
      before: values,
      after: values,
    };
    expect(differences([], [moved])).toEqual(["new pumble_channel.b"]);
    expect(
      differences([], [{ ...moved, previousAddress: "pumble_channel.b", importing: { id: "1" } }]),
    ).toEqual(["new pumble_channel.b"]);
  });
});

describe("an action", () => {
  const after = (resource: string) => ({
    triggering_resource_address: resource,
    action_trigger_event: "AfterCreate",
  });
  const sends = (text: string | null, resource = "pumble_channel.a") => ({
    ...{ address: "action.pumble_send_message.a", type: "pumble_send_message", name: "a" },
    ...{ config_values: { channel_id: "c", ...(text === null ? {} : { text }) } },
    ...{ config_unknown: text === null ? { text: true } : {}, lifecycle_action_trigger: after(resource) },
  });
  const plan = (...action_invocations: object[]) =>
    readTerraformPlan(JSON.stringify({ format_version: "1.2", action_invocations }));

  it.each([
    ["is the same", [sends("a")], [sends("a")], "same"],
    ["is the same once what was open is known", [sends(null)], [sends("a")], "same"],
    ["has run already for one of two", [sends("a"), sends("a", "x.b")], [sends("a")], "rest"],
    ["says something else", [sends("a")], [sends("b")], "different"],
    ["runs for something else, too", [sends("a")], [sends("a"), sends("a", "x.b")], "different"],
  ])("%s", (_, saved, now, is) => {
    expect(comparePlans(plan(...saved), plan(...now)).is).toBe(is);
  });
});
