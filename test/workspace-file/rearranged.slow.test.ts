/** Whatever is only a way of writing changes no plan: order, style, comments, anchors, files. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Document, type DocumentOptions, isMap, isScalar, type ToStringOptions, visit } from "yaml";
import { synthesise } from "../../src/workspace-file";
import { workspaceOf } from "./folder";

const shared = ["ada", "grace"];

/** Lists that are the same object become an anchor and its aliases. */
const written = {
  people: {
    ada: "ada@example.com",
    grace: "Grace@example.com",
    ken: "ken@example.com",
    "bü ro": "b@example.com",
  },
  teams: {
    platform: shared,
    "on-call": { members: ["team:platform", "ken"], channels: ["incidents", "ops"] },
    all: { members: ["bü ro", "team:on-call"], channels: ["ops"] },
  },
  channels: {
    general: { adopt: true },
    incidents: {
      type: "private",
      description: "Costs ${x}: yes # no comment",
      exact: true,
      members: shared,
      announcements: {
        rules: { markdown: "# Rules\n\n- one\n- two #general\n", reactions: [":eyes:", ":+1:"] },
        second: { text: "  spaces: 'quotes' \"double\"", replies: { a: { text: "1" }, b: { text: "2" } } },
      },
      schedules: {
        late: { at: "18:00", time_zone: "Europe/Berlin", on: "2035-01-08", text: "Late" },
        early: {
          at: "09:00",
          time_zone: "Europe/Berlin",
          every: "workday",
          from: "2035-01-06",
          text: "Early",
        },
      },
    },
    ops: { members: ["ken", "@leads", "ada"], key: "operations" },
    "2027": { name: "year-2027" },
  },
} as const;

/** Where the order of keys is the order in Pumble. */
const kept = new Set(["announcements", "replies"]);

type Shuffle = <T>(items: readonly T[]) => T[];

/** The same in another order; what is one object stays one. */
function shuffled(value: unknown, shuffle: Shuffle, name = "", seen = new Map<object, unknown>()): unknown {
  if (typeof value !== "object" || value === null) return value;
  const known = seen.get(value);
  if (known) return known;
  const made = Array.isArray(value)
    ? shuffle(value)
    : Object.fromEntries(
        (kept.has(name) ? Object.entries(value) : shuffle(Object.entries(value))).map(([key, inner]) => [
          key,
          shuffled(inner, shuffle, key, seen),
        ]),
      );
  seen.set(value, made);
  return made;
}

interface Style {
  readonly options: DocumentOptions & ToStringOptions;
  readonly comments: boolean;
  readonly quotes: boolean;
  readonly carriage: boolean;
}

function textOf(value: unknown, { options, comments, quotes, carriage }: Style): string {
  const document = new Document(value, { aliasDuplicateObjects: true });
  visit(document, {
    Pair(_, pair) {
      if (comments && isScalar(pair.key)) pair.key.commentBefore = ` about ${String(pair.key.value)}`;
    },
    Scalar(_, scalar) {
      if (quotes && typeof scalar.value === "string" && !scalar.value.includes("\n"))
        scalar.type = "QUOTE_DOUBLE";
    },
    Collection(_, node) {
      if (comments && isMap(node)) node.flow = false;
    },
  });
  const text = document.toString(comments ? { ...options, collectionStyle: "block" } : options);
  return carriage ? text.replaceAll("\n", "\r\n") : text;
}

const styles: fc.Arbitrary<Style> = fc.record({
  options: fc.record({
    collectionStyle: fc.constantFrom("any" as const, "block" as const, "flow" as const),
    indent: fc.constantFrom(2, 4, 7),
    lineWidth: fc.constantFrom(0, 60, 100),
    singleQuote: fc.constantFrom(true, false, null),
  }),
  comments: fc.boolean(),
  quotes: fc.boolean(),
  carriage: fc.boolean(),
});

/** Sorts by random numbers, always the same ones. */
function shuffleOf(seed: number): Shuffle {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
  return (items) =>
    items
      .map((item) => [next(), item] as const)
      .sort(([one], [other]) => one - other)
      .map(([, item]) => item);
}

function configurationOf(files: Record<string, string>): string {
  const workspace = workspaceOf(files);
  const { synthesis } = synthesise(workspace, {
    workingDirectory: `${workspace.root}/.pumble`,
    command: ["x"],
  });
  return synthesis!.files.get("main.tf.json")!;
}

/** Everything but the root file's own in a file for each key. */
function inManyFiles(value: Record<string, object>, style: Style): Record<string, string> {
  const parts = Object.entries(value).flatMap(([section, entries]) =>
    Object.entries(entries).map(([key, entry]) => ({ [section]: { [key]: entry } })),
  );
  const named = parts.map((part, index) => [`${index % 3}/f${index}.yaml`, textOf(part, style)] as const);
  return { "workspace.yaml": "# all of it is below\n", ...Object.fromEntries(named) };
}

describe("a workspace's configuration", () => {
  it("is the same however its files are written", () => {
    const plain = configurationOf({ "workspace.yaml": JSON.stringify(written) });
    expect(JSON.parse(plain).resource.pumble_message).toHaveProperty("incidents_second");
    fc.assert(
      fc.property(fc.nat(), styles, fc.boolean(), (seed, style, split) => {
        const value = shuffled(written, shuffleOf(seed)) as Record<string, object>;
        const files = split ? inManyFiles(value, style) : { "workspace.yaml": textOf(value, style) };
        expect(configurationOf(files)).toBe(plain);
      }),
      { numRuns: 60 },
    );
  });

  it("is another one for another order of announcements, which is what people see", () => {
    const { rules, second } = written.channels.incidents.announcements;
    const channel = { ...written.channels.incidents, announcements: { second, rules } };
    const other = { ...written, channels: { ...written.channels, incidents: channel } };
    expect(configurationOf({ "workspace.yaml": JSON.stringify(other) })).not.toBe(
      configurationOf({ "workspace.yaml": JSON.stringify(written) }),
    );
  });
});
