import { describe, expect, it } from "vitest";
import { backwards, ordered, selected } from "../../src/cli/stacks/order";
import { noLimits, type Stack } from "../../src/cli/stacks/stack";

const stack = (name: string, ...dependsOn: string[]): Stack => ({
  ...{ name, dependsOn, dir: "/", words: new Map(), limits: noLimits },
});
const names = (stacks: Stack[]) => stacks.map(({ name }) => name);

describe("the order of stacks", () => {
  it.each([
    ["by name where nothing else is said", [stack("b"), stack("a")], ["a", "b"]],
    ["what is needed first", [stack("a", "c"), stack("b"), stack("c", "b")], ["b", "c", "a"]],
    ["what is not there is nothing to wait for", [stack("a", "elsewhere")], ["a"]],
  ])("%s", (_, stacks, order) => {
    expect(names(ordered(stacks))).toEqual(order);
  });

  it("of what is destroyed is the other way round, and each waits for those that need it", () => {
    const stacks = backwards(ordered([stack("a", "c"), stack("b", "c"), stack("c", "elsewhere")]));
    expect(names(stacks)).toEqual(["b", "a", "c"]);
    expect(stacks.map(({ dependsOn }) => dependsOn)).toEqual([[], [], ["a", "b"]]);
  });

  it("a circle is named", () => {
    expect(() => ordered([stack("a", "b"), stack("b", "a"), stack("c")])).toThrow(
      "These stacks wait for each other: a, b",
    );
  });
});

describe("choosing stacks", () => {
  const stacks = [stack("net-a"), stack("net-b"), stack("other")];

  it.each([
    ["no name takes all", [], ["net-a", "net-b", "other"]],
    ["a name takes one", ["other"], ["other"]],
    ["a pattern takes several, in their order", ["other", "net-*"], ["net-a", "net-b", "other"]],
  ])("%s", (_, chosen, expected) => {
    expect(names(selected(stacks, chosen))).toEqual(expected);
  });

  it("signs of a regular expression are signs", () => {
    expect(() => selected(stacks, ["net.a"])).toThrow('There is no stack "net.a".');
  });
});
