/** The comment of one stack, word for word. */
import { describe, expect, it } from "vitest";
import {
  emptyStack,
  isQuiet,
  type Report,
  renderMarkdown,
  type StackReport,
  summarise,
} from "../../src/review";
import { ids, lists, planOf } from "./plan-json";

const message = { channel_id: ids.general, text: "hi" };
type Planned = Parameters<typeof planOf>[0][number];
const stackOf = (...changes: Planned[]) => summarise(planOf(changes), { stack: "acme", lists });
const none = emptyStack("acme");
const options = { limit: 60_000 };

function commentOf(
  stack: Partial<StackReport>,
  more: Partial<Report> = {},
  how: Parameters<typeof renderMarkdown>[2] = options,
) {
  const whole = { ...none, ...stack };
  const report: Report = {
    ...{ format: 1, tool: "x", command: "plan", project: "p", environment: null, preview: false },
    ...{ stacks: [whole], ...more },
  };
  return renderMarkdown(report, whole, how);
}
const head = (stack: Partial<StackReport>, more?: Partial<Report>) => commentOf(stack, more).split("\n\n");

describe("the head", () => {
  it.each<[string, Partial<StackReport>, Partial<Report>, string[]]>([
    ["nothing", {}, {}, ["### Plan: `acme` has no changes", "Changes nothing in Pumble."]],
    [
      "an apply",
      {},
      { command: "apply" },
      ["### Apply: `acme` has no changes", "Changes nothing in Pumble."],
    ],
    [
      "a destroy",
      {},
      { command: "destroy" },
      ["### Destroy: `acme` has no changes", "Changes nothing in Pumble."],
    ],
    ["no drift", {}, { command: "drift" }, ["### Drift: `acme` is as declared"]],
    [
      "an environment",
      {},
      { environment: "prod" },
      ["### Plan: `acme · prod` has no changes", "Changes nothing in Pumble."],
    ],
    [
      "a preview",
      {},
      { preview: true },
      [
        "### Plan: `acme` has no changes",
        "Made without a key, against a local workspace that holds what the target branch declares.",
        "Changes nothing in Pumble.",
      ],
    ],
  ])("of %s", (_, stack, more, wanted) => expect(head(stack, more)).toEqual(wanted));

  it("names gates with what lifts them, or has lifted them", () => {
    const gate = { name: "allow-removal" as const, says: "It removes 4.", lifted: false };
    const gates = [gate, { ...gate, name: "allow-notify" as const, says: "It notifies 9.", lifted: true }];
    expect(head({ gates, status: "refused" })).toEqual([
      "### Plan: `acme` needs somebody's leave",
      "Changes nothing in Pumble.",
      "⛔ It removes 4. The label `allow-removal` lets it pass.",
      "🏷️ It notifies 9. Lifted by `allow-notify`.",
    ]);
  });

  it("names errors and warnings, where and why", () => {
    const errors = [{ title: "No key", detail: "Line one.\n\n /close\n", address: "pumble_message.a" }];
    const warnings = [{ title: "Slow", detail: " \n", address: null }];
    expect(head({ errors, warnings, status: "failed" })).toEqual([
      "### Plan: `acme` failed",
      "Changes nothing in Pumble.",
      "❌ `No key` in `pumble_message.a`",
      "```\n  Line one.\n   \u200b/close\n```",
      "⚠️ `Slow`",
    ]);
  });

  it("shows 20 warnings, 30 lines and 300 characters of one, and halves no character", () => {
    const detail = `${"x".repeat(299)}🎉🎉\n${"y\n".repeat(40)}`;
    const warnings = Array.from({ length: 22 }, (_, index) => ({
      title: `w${index}.`,
      detail: "",
      address: null,
    }));
    const shown = commentOf({ warnings: [{ ...warnings[0]!, detail }, ...warnings.slice(1)] });
    expect(shown).toContain(`  ${"x".repeat(299)}🎉\n  y\n`);
    expect(shown.match(/^ {2}y$/gm)).toHaveLength(29);
    expect(shown.match(/⚠️/g)).toHaveLength(20);
    expect(shown.endsWith("⚠️ `w19.`\n\n… and 2 more warnings.")).toBe(true);
    expect(commentOf({ warnings: warnings.slice(0, 20) })).not.toContain("more warnings");
  });

  const outcome = { done: ["a"], failed: [] as string[], notDone: [] as string[], cancelled: false };
  it.each<[string, Partial<typeof outcome>, string[]]>([
    ["all done", {}, []],
    ["a failure", { failed: ["b"], notDone: ["c", "d"] }, ["Failed: `b`", "Done: `a`", "Not done: `c`, `d`"]],
    ["a cancelled run", { cancelled: true }, ["It was cancelled.", "Done: `a`"]],
    [
      "many",
      { failed: Array.from({ length: 31 }, (_, index) => `f${index}`) },
      [`Failed: ${Array.from({ length: 30 }, (_, index) => `\`f${index}\``).join(", ")} …`, "Done: `a`"],
    ],
    [
      "just as many as are shown",
      { done: [], failed: Array.from({ length: 30 }, () => "f") },
      [`Failed: ${Array.from({ length: 30 }, () => "`f`").join(", ")}`],
    ],
  ])("tells an outcome: %s", (_, more, wanted) => {
    const stack = { status: "applied" as const, outcome: { ...outcome, ...more } };
    expect(head(stack, { command: "apply" }).slice(2)).toEqual(wanted);
  });
});

describe("the table and what is folded", () => {
  const table = (stack: StackReport, command: Report["command"] = "plan") =>
    commentOf(stack, { command })
      .split("\n")
      .filter((line) => line.startsWith("| "));
  const folded = (one: Planned) =>
    commentOf(stackOf(one)).split("<details><summary>Details</summary>\n\n")[1];

  it("has a row for each change, with its sign", () => {
    const channel = { id: ids.news, name: "news", type: "PUBLIC" };
    const stack = stackOf(
      { address: "pumble_channel.new", after: { name: "a", type: "PUBLIC" }, unknown: { id: true } },
      { address: "pumble_channel.old", before: channel },
      { address: "pumble_channel.there", actions: ["no-op"], importing: {}, before: channel, after: channel },
      { address: "pumble_message.edit", before: message, after: { ...message, text: "ho" } },
      { address: "pumble_message.gone", before: message },
      {
        address: "pumble_message.moved",
        previousAddress: "x.y",
        actions: ["no-op"],
        before: message,
        after: message,
      },
      { address: "pumble_message.anew", actions: ["delete", "create"], before: message, after: message },
    );
    expect(table(stack)).toEqual([
      "| | Where | What |",
      "| --- | --- | --- |",
      "| ➕ made | `#a` | new public channel |",
      "| ♻️ replaced | `#general` | announcement `anew` is posted anew: `“hi”` |",
      "| ✏️ changed | `#general` | announcement `edit` is edited |",
      "| ➖ removed | `#general` | announcement `gone` is deleted |",
      "| 🔀 moved | `#general` | announcement `moved` was `x.y` before |",
      "| 🫥 forgotten | `#news` | stays in Pumble, no longer managed (no API can archive a channel) |",
      "| 📥 taken over | `#news` | channel `there` is taken over as it is |",
    ]);
  });

  it("tells what was done by hand apart from what is not applied yet", () => {
    const edited = { address: "pumble_message.a", before: message, after: { ...message, text: "ho" } };
    const undone = { address: "pumble_message.a", before: edited.after, after: message };
    const plan = planOf([undone, { address: "pumble_message.b", after: message }], { drift: [edited] });
    const stack = summarise(plan, { stack: "acme", lists });
    expect(table(stack, "drift").slice(2)).toEqual([
      "| 🖐️ by hand | `#general` | announcement `a` was edited in Pumble; the next apply undoes it |",
      "| ➕ made | `#general` | new announcement: `“hi”` |",
    ]);
    expect(commentOf(stack, { command: "drift" })).not.toContain("Makes");
    expect(table(stack)[2]).toBe(
      "| ✏️ changed | `#general` | announcement `a` is edited (it was changed in Pumble by hand) |",
    );
  });

  it.each<[string, Planned, string | undefined]>([
    [
      "a new message as it will look",
      { address: "pumble_message.a", after: { ...message, text: null, markdown: "**hi**" } },
      "**`#general`** announcement `a`\n\n> **hi**  \n\n</details>",
    ],
    [
      "one that is posted anew too",
      { address: "pumble_message.a", actions: ["delete", "create"], before: message, after: message },
      "**`#general`** announcement `a`\n\n> hi  \n\n</details>",
    ],
    [
      "an edit as a diff",
      { address: "pumble_message.a", before: message, after: { ...message, text: "ho" } },
      "**`#general`** announcement `a`\n\n```diff\n- hi\n+ ho\n```\n\n</details>",
    ],
    ["nothing of one that is deleted", { address: "pumble_message.a", before: message }, undefined],
    [
      "nothing of one whose text stays",
      { address: "pumble_message.a", before: message, after: { ...message, a: 1 } },
      undefined,
    ],
    [
      "the attributes of what is no message",
      { address: "x.a", before: { a: 1, b: 2 }, after: { b: 3, c: "`" } },
      '**`x.a`** `x` `a`\n\n```diff\n- a = 1\n- b = 2\n+ b = 3\n+ c = "`"\n```\n\n</details>',
    ],
    [
      "nothing where nothing differs",
      { address: "x.a", previousAddress: "x.b", actions: ["no-op"], before: {}, after: {} },
      undefined,
    ],
  ])("%s", (_, one, wanted) => expect(folded(one)).toBe(wanted));
});

describe("what is too long", () => {
  const stack = stackOf(
    ...["a", "b", "c"].map((name) => ({
      address: `pumble_message.${name}`,
      after: { ...message, text: `${name} ${"word ".repeat(40)}` },
    })),
  );
  const all = commentOf(stack);
  const cut = (missing: number, whole?: string) =>
    commentOf(stack, {}, { limit: all.length + 1000 - missing, ...(whole ? { whole } : {}) });
  const note = "_Cut, because it is too long for a comment. The whole of it is in the run._";

  it("loses its details first, with a note that says where all of it is", () => {
    expect(cut(-200)).toBe(all);
    const shorter = cut(200);
    expect(shorter).toContain("announcement `a`\n\n");
    expect(shorter).not.toContain("announcement `c`\n\n");
    expect(shorter).toContain("| ➕ made |");
    expect(shorter.endsWith(`</details>\n\n${note}`)).toBe(true);
    expect(
      cut(200, "https://run.example").endsWith("The whole of it is [in the run](https://run.example)._"),
    ).toBe(true);
    const bare = cut(all.length - 500);
    expect(bare).not.toContain("<details>");
    expect(bare.match(/➕/g)).toHaveLength(3);
  });

  it("loses rows next, and counts them", () => {
    const top = commentOf(stack).indexOf("| |");
    const row = all.split("\n").find((line) => line.includes("➕"))!.length;
    const rows = (number: number) => commentOf(stack, {}, { limit: 1000 + top + number * (row + 1) });
    expect(rows(2.5)).toContain(`\n\n… and 1 more change.\n\n${note}`);
    expect(rows(2.5).match(/➕/g)).toHaveLength(2);
    expect(rows(1.5)).toContain("… and 2 more changes.");
    expect(rows(0.5)).toBe(
      `### Plan: \`acme\` has changes\n\nMakes 3. Notifies 0 people.\n\n… and 3 more changes.\n\n${note}`,
    );
  });

  it("says so where only rows are lost", () => {
    const gone = stackOf(
      ...["a", "b", "c"].map((name) => ({ address: `pumble_message.${name}`, before: message })),
    );
    const whole = commentOf(gone);
    const shorter = commentOf(gone, {}, { limit: 1000 + whole.length - 50 });
    expect(whole).not.toContain("<details>");
    expect(shorter.endsWith(`… and 1 more change.\n\n${note}`)).toBe(true);
  });

  it("loses what its head says last", () => {
    const errors = ["one", "two"].map((title) => ({ title, detail: title.repeat(50), address: null }));
    const whole = commentOf({ errors });
    const shorter = commentOf({ errors }, {}, { limit: 1000 + whole.length - 50 });
    expect(shorter).toContain("❌ `one`");
    expect(shorter).not.toContain("❌ `two`");
    expect(shorter.endsWith(note)).toBe(true);
    expect(commentOf({ errors }, {}, { limit: 1000 + whole.length + 5 })).toBe(whole);
  });
});

describe("nobody needs to hear of a stack", () => {
  const finding = { title: "t", detail: "", address: null };
  const gate = { name: "allow-notify" as const, says: "", lifted: true };
  const drift = stackOf({ address: "pumble_message.a", after: message }).changes;
  it.each<[string, Partial<StackReport>, Report["command"], boolean]>([
    ["without changes", {}, "plan", true],
    ["with changes", { status: "changes" }, "plan", false],
    ["that failed", { status: "failed" }, "plan", false],
    ["with a warning", { warnings: [finding] }, "plan", false],
    ["with an error", { errors: [finding] }, "plan", false],
    ["with a gate", { gates: [gate] }, "plan", false],
    ["with a warning and an error", { warnings: [finding], errors: [finding] }, "plan", false],
    ["with an error and a gate", { errors: [finding], gates: [gate] }, "plan", false],
    ["with drift and a warning", { drift, warnings: [finding] }, "drift", false],
    ["with drift in a plan", { drift }, "plan", true],
    ["with drift where that is looked for", { drift }, "drift", false],
    ["without drift", {}, "drift", true],
  ])("%s: %s", (_, stack, command, quiet) => expect(isQuiet({ ...none, ...stack }, command)).toBe(quiet));
});
