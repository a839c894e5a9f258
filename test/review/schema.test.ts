/** The JSON of `plan`, `apply` and `drift` fits the published schema, by a validator that is not ours. */
import { describe, expect, it } from "vitest";
import { emptyStack, gatesOf, type Report, summarise } from "../../src/review";
import { ids, lists, planOf } from "./plan-json";
import { misfits } from "./published-schema";

const report = (stacks: Report["stacks"], more: Partial<Report> = {}): Report => ({
  ...{ format: 1, tool: "pumble-iac 0", command: "plan", project: "acme", environment: null, preview: false },
  stacks,
  ...more,
});

const message = { channel_id: ids.general, text: "@channel one", on_destroy: "delete" };
const plan = planOf([
  { address: "pumble_channel.ops", after: { name: "ops", type: "PRIVATE" }, unknown: { id: true } },
  {
    address: "pumble_channel_members.ops",
    after: { channel_id: ids.general, emails: ["grace@example.com"] },
    before: { channel_id: ids.general, emails: ["linus@example.com"] },
  },
  { address: "pumble_message.new", after: message },
  { address: "pumble_message.edited", before: message, after: { ...message, text: "two" } },
  { address: "pumble_channel.old", before: { id: ids.news, name: "news" } },
  { address: "random_id.x", before: { hex: "a" }, after: { hex: "b" }, actions: ["delete", "create"] },
]);
const changed = summarise(plan, { stack: "acme", lists });

describe("a report", () => {
  it.each<[string, Report]>([
    ["of changes of every kind", report([changed])],
    [
      "of a plan that needs leave",
      report([
        {
          ...changed,
          status: "refused",
          gates: gatesOf(changed, { maxRemoved: 0, maxNotified: 0 }, new Set(["allow-removal"])),
        },
      ]),
    ],
    [
      "of what failed, of an environment, previewed",
      report(
        [{ ...emptyStack("a"), status: "failed", errors: [{ title: "no", detail: "", address: null }] }],
        { environment: "staging", preview: true },
      ),
    ],
    [
      "of an apply",
      report(
        [
          {
            ...changed,
            status: "applied",
            outcome: { done: ["a"], failed: [], notDone: [], cancelled: false },
          },
        ],
        { command: "apply" },
      ),
    ],
    ["of drift", report([{ ...changed, drift: changed.changes }], { command: "drift" })],
    ["of nothing", report([])],
  ])("%s fits", (_, made) => {
    expect(misfits(JSON.parse(JSON.stringify(made)))).toEqual([]);
  });

  it.each<[string, (made: Record<string, unknown>) => void, string]>([
    ["of another format", (made) => Object.assign(made, { format: 2 }), "/format"],
    ["without its stacks", (made) => Reflect.deleteProperty(made, "stacks"), "stacks"],
    ["with a word that nobody knows", (made) => Object.assign(made, { extra: 1 }), "additional properties"],
  ])("%s does not", (_, spoil, says) => {
    const made = JSON.parse(JSON.stringify(report([changed]))) as Record<string, unknown>;
    spoil(made);
    expect(misfits(made).join("\n")).toContain(says);
  });
});
