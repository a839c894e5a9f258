import { describe, expect, it } from "vitest";
import { emptyStack, gatesOf, isRefused, type Leave, type StackReport } from "../../src/review";

const none: Leave = new Set();
const limits = { maxRemoved: 0.3, maxNotified: 10 };
const stack = (parts: Partial<StackReport>): StackReport => ({ ...emptyStack("a"), objects: 10, ...parts });
const removing = (destroy: number, forget = 0) =>
  stack({ counts: { ...emptyStack("a").counts, destroy, forget } });
const notifying = (broadcast: number, atLeast = false) =>
  stack({ notifies: { people: 99, broadcast, atLeast } });

describe("a plan that needs somebody's leave", () => {
  it.each([
    ["removing exactly as much as allowed", removing(3), []],
    ["removing one more", removing(4), ["allow-removal"]],
    ["forgetting counts as removing", removing(2, 2), ["allow-removal"]],
    ["notifying exactly as many as allowed", notifying(10), []],
    ["notifying one more", notifying(11), ["allow-notify"]],
    ["notifying people who cannot be counted", notifying(0, true), ["allow-notify"]],
    ["mentions of single people do not count", notifying(0), []],
  ])("%s", (_, plan, names) => {
    expect(gatesOf(plan, limits, none).map(({ name }) => name)).toEqual(names);
  });

  it("is refused until each of its gates is lifted", () => {
    const plan = { ...removing(9), notifies: notifying(50).notifies };
    const refused = (leave: Leave) => isRefused({ gates: gatesOf(plan, limits, leave) });
    expect(refused(none)).toBe(true);
    expect(refused(new Set(["allow-removal"]))).toBe(true);
    expect(refused(new Set(["allow-removal", "allow-notify"]))).toBe(false);
  });

  it("an empty state has nothing to lose", () => {
    expect(gatesOf({ ...removing(0), objects: 0 }, limits, none)).toEqual([]);
  });

  it("without limits everything goes", () => {
    expect(gatesOf(removing(10), { maxRemoved: null, maxNotified: null }, none)).toEqual([]);
  });

  it("says how much it is and how much may be", () => {
    expect(gatesOf(removing(4), limits, none)[0]?.says).toBe(
      "It removes 4 of 10 objects; the policy allows 30 %.",
    );
    expect(gatesOf(removing(4), { ...limits, maxRemoved: 0.005 }, none)[0]?.says).toContain("allows 0.5 %.");
    expect(gatesOf(removing(4), { ...limits, maxRemoved: 0.29 }, none)[0]?.says).toContain("allows 29 %.");
    const notify = (broadcast: number, atLeast: boolean) =>
      gatesOf(notifying(broadcast, atLeast), limits, new Set(["allow-notify"]));
    expect(notify(11, false)).toEqual([
      { name: "allow-notify", says: "It notifies 11 people at once; the policy allows 10.", lifted: true },
    ]);
    expect(notify(11, true)[0]?.says).toBe(
      "It notifies people who cannot all be counted; the policy allows 10.",
    );
  });
});
