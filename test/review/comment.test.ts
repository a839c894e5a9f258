/** One comment for each stack, on a forge that only remembers. */
import { describe, expect, it } from "vitest";
import {
  type Comment,
  comment,
  emptyStack,
  type Forge,
  markerOf,
  type Report,
  type StackReport,
  summarise,
} from "../../src/review";
import { ids, lists, planOf } from "./plan-json";

function forgeWith(limit = 60_000) {
  const comments: Comment[] = [];
  const calls: string[] = [];
  const forge = {
    limit,
    ownComments: async (number: number) => {
      calls.push(`read ${number}`);
      return structuredClone(comments);
    },
    create: async (number: number, body: string) => {
      calls.push(`create ${number}`);
      comments.push({ id: comments.length + 1, body });
    },
    update: async (number: number, id: number, body: string) => {
      calls.push(`update ${number} ${id}`);
      comments.find((one) => one.id === id)!.body = body;
    },
  } as unknown as Forge;
  return { forge, comments, calls };
}

const planned = (stack: string, ...texts: string[]): StackReport =>
  summarise(
    planOf(
      texts.map((text, index) => ({
        address: `pumble_message.m${index}`,
        after: { channel_id: ids.general, text },
      })),
    ),
    { stack, lists },
  );
const reportOf = (stacks: StackReport[], more: Partial<Report> = {}): Report => ({
  ...{ format: 1, tool: "x", command: "plan", project: "p", environment: null, preview: false },
  ...{ stacks, ...more },
});

describe("a marker", () => {
  const stack = emptyStack("a");
  const marker = (more: Partial<Report> = {}, name = "a") =>
    markerOf(reportOf([], more), { ...stack, stack: name });

  it("is an invisible line that holds no name", () => {
    expect(marker()).toMatch(/^<!-- pumble-iac plan [0-9a-f]{20} -->$/);
    expect(marker({ command: "drift" })).toMatch(/^<!-- pumble-iac drift [0-9a-f]{20} -->$/);
  });

  it("is one for a plan and what is applied of it, and another for all else", () => {
    expect(marker({ command: "apply" })).toBe(marker());
    const all = [
      marker(),
      marker({ command: "drift" }),
      marker({ environment: "e" }),
      marker({ project: "q" }),
      marker({}, "b"),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});

describe("the comment of a stack", () => {
  it("is made, left alone, brought up to date, and found by its first line alone", async () => {
    const { forge, comments, calls } = forgeWith();
    const tell = async (...stacks: StackReport[]) => comment(forge, 12, { report: reportOf(stacks) });
    comments.push({ id: 1, body: `quoted: ${markerOf(reportOf([]), emptyStack("a"))}` });
    expect(await tell(planned("a", "one"), emptyStack("b"))).toEqual([
      { stack: "a", said: "created" },
      { stack: "b", said: "nothing to say" },
    ]);
    expect(comments[1]!.body.split("\n").slice(0, 2)).toEqual([
      markerOf(reportOf([]), emptyStack("a")),
      "### Plan: `a` has changes",
    ]);
    comments[1]!.body = `${comments[1]!.body.replaceAll("\n", "\r\n")}\n`;
    expect(await tell(planned("a", "one"))).toEqual([{ stack: "a", said: "unchanged" }]);
    expect(await tell(planned("a", "two"))).toEqual([{ stack: "a", said: "updated" }]);
    expect(await tell(emptyStack("a"))).toEqual([{ stack: "a", said: "updated" }]);
    expect(calls).toEqual([
      "read 12",
      "create 12",
      "read 12",
      "read 12",
      "update 12 2",
      "read 12",
      "update 12 2",
    ]);
  });

  it("is one of at most 100 new ones; of more none is made", async () => {
    const { forge, comments } = forgeWith();
    const tell = (count: number) => {
      const stacks = Array.from({ length: count }, (_, at) => planned(`s${at}`, "new"));
      return comment(forge, 12, { report: reportOf([...stacks, emptyStack("quiet")]) });
    };
    await expect(tell(101)).rejects.toThrow(
      "The report would make 101 comments, and at most 100 are made at once.",
    );
    expect(comments).toEqual([]);
    await tell(100);
    await tell(101);
    expect(comments).toHaveLength(101);
  });

  it("fits with its marker into what the forge takes, and says where the rest is", async () => {
    const texts = Array.from({ length: 30 }, (_, index) => `${index} ${"word ".repeat(60)}`);
    for (const run of [undefined, "https://run.example"]) {
      const { forge, comments } = forgeWith(4_000);
      await comment(forge, 12, { report: reportOf([planned("a", ...texts)]), ...(run ? { run } : {}) });
      expect(comments[0]!.body.length).toBeLessThanOrEqual(4_000);
      expect(comments[0]!.body).toContain("_Cut, because it is too long");
      expect(comments[0]!.body.includes("(https://run.example)")).toBe(run !== undefined);
    }
  });
});
