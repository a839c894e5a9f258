/** What becomes of stacks when one of them is not applied. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { CliProblem } from "../../src/cli/cli-problem";
import { inOrder, type StackRun, stepWriter } from "../../src/cli/running/in-order";
import { noLimits, type Project, type Stack } from "../../src/cli/stacks/stack";
import { emptyStack, type StackReport, summarise } from "../../src/review";
import { lists, planOf } from "../review/plan-json";

const stack = (name: string, ...dependsOn: string[]): Stack => ({
  ...{ name, dependsOn, dir: "/", words: new Map(), limits: noLimits },
});
const ending = (name: string, status: StackReport["status"]): StackRun => ({
  report: { ...emptyStack(name), status },
});
const failure = { title: "Terraform cannot be initialised", detail: "why", address: null };

/** What `first` came to, and then `second`, which needs it, `third`, which needs that, and one that needs none. */
async function whatFollows(first: StackRun) {
  const applied: string[] = [];
  const stacks = [stack("first"), stack("second", "first"), stack("third", "second"), stack("alone")];
  const reports = await inOrder({ stacks } as Project, async ({ name }) => {
    applied.push(name);
    return name === "first" ? first : ending(name, "applied");
  });
  return { applied, reports };
}

describe("a stack that needs another one", () => {
  it.each<[string, StackRun]>([
    ["was applied", ending("first", "applied")],
    ["had nothing to do", ending("first", "none")],
  ])("is applied where that %s", async (_, first) => {
    expect((await whatFollows(first)).applied).toEqual(["first", "second", "third", "alone"]);
  });

  it.each<[string, StackRun]>([
    ["failed", ending("first", "failed")],
    ["was refused", ending("first", "refused")],
    ["was out of date", ending("first", "stale")],
    ["waits itself", ending("first", "waits")],
    ["could not begin", { failed: failure }],
    ["had no plan", { skipped: "It has no saved plan: plan again." }],
  ])("is left alone where that %s, and so is what needs it; others go on", async (_, first) => {
    const { applied, reports } = await whatFollows(first);
    expect(applied).toEqual(["first", "alone"]);
    expect(reports.map((report) => report.stack)).toEqual(["first", "second", "third", "alone"]);
    expect(reports.slice(1, 3)).toMatchObject([
      { status: "waits", warnings: [{ title: "It needs first, which was not applied." }] },
      { status: "waits", warnings: [{ title: "It needs second, which was not applied." }] },
    ]);
  });

  it("is told why the other one could not begin, or had no plan", async () => {
    expect((await whatFollows({ failed: failure })).reports[0]).toMatchObject({
      status: "failed",
      errors: [failure],
    });
    expect((await whatFollows({ skipped: "No plan." })).reports[0]).toMatchObject({
      status: "waits",
      warnings: [{ title: "No plan." }],
    });
  });
});

describe("a stack whose saved plan cannot be read", () => {
  const unread = async (wanted: string) => {
    const stacks = [stack("first"), stack("second"), stack("third")];
    return inOrder({ stacks } as Project, async ({ name }) => {
      if (name === wanted) throw new CliProblem("It cannot be read.", "Plan again.");
      return ending(name, "applied");
    });
  };

  it("hides nothing of what others have done", async () => {
    const reports = await unread("second");
    expect(reports.map(({ status }) => status)).toEqual(["applied", "failed", "applied"]);
    expect(reports[1]!.errors).toEqual([
      { title: "It cannot be read.", detail: "Plan again.", address: null },
    ]);
  });

  it("ends all of it where it is the first", async () => {
    await expect(unread("first")).rejects.toThrow("It cannot be read.");
  });
});

describe("each object that is done", () => {
  afterEach(() => void vi.restoreAllMocks());

  it("has a line with its sentence, and none when it begins", () => {
    const address = "pumble_channel.a";
    const plan = planOf([{ address, after: { name: "a", type: "PUBLIC" } }]);
    const write = stepWriter(summarise(plan, { stack: "a", lists }));
    const said: string[] = [];
    vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
    write({ state: "started", address } as Parameters<typeof write>[0]);
    write({ state: "done", address } as Parameters<typeof write>[0]);
    write({ state: "failed", address: "other.b" } as Parameters<typeof write>[0]);
    expect(said).toEqual(["✔ #a new public channel\n", "✘ other.b\n"]);
  });
});
