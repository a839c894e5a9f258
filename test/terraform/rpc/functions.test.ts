import { describe, expect, it } from "vitest";
import { defineFunction, t, Unknown } from "../../../src/terraform";
import type { ProviderFunction } from "../../../src/terraform/define/function";
import { serving } from "./box";
import { ask, plain, wire } from "./harness";
import { sampleInEachTest } from "./sample";

const about = { summary: "", description: "" };
const first = { type: t.string, description: "" };
const functions: Record<string, Partial<ProviderFunction>> = {
  named: { call: async (named, ...more) => JSON.stringify({ named, more }) },
  many: {
    variadic: { type: t.int, description: "" },
    call: (named, ...more) => JSON.stringify({ named, more }),
  },
  silent: { call: () => undefined },
  unsure: { call: () => Unknown },
  broken: {
    call() {
      throw new RangeError("too far");
    },
  },
  wrong: { call: () => 5 },
  astray: { returns: t.object({ at: t.string }), call: () => ({ at: 5 }) },
};

const { server } = serving(
  {},
  {
    functions: Object.entries(functions).map(([name, part]) => ({
      ...defineFunction({ name, ...about, parameters: { first }, returns: t.string, call: () => "" }),
      ...part,
    })),
  },
);
const called = (name: string, ...given: unknown[]) =>
  ask(server, "callFunction", { name, arguments: given.map(wire) });

describe("a function", () => {
  it("gets its parameters by name, and passes over what it has no parameter for", async () => {
    expect(plain((await called("named", "a", "b")).result)).toBe('{"named":{"first":"a"},"more":[]}');
    expect(plain((await called("many", "a", 1, 2)).result)).toBe('{"named":{"first":"a"},"more":[1,2]}');
  });

  it("may answer with nothing, or with what is not known yet", async () => {
    expect(await called("silent", "a")).toEqual({ result: wire(null) });
    expect(plain((await called("unsure", "a")).result)).toMatchObject({ type: 0 });
  });

  it.each([
    ["named", ["first", "first must be a text."], [["x"]], 0],
    ["many", ["more", "more is not a number"], ["a", "x"], undefined],
  ] as const)("refuses what does not fit: %s", async (name, [parameter, fault], given, place) => {
    const { error, result } = await called(name, ...given);
    expect(error?.text).toMatch(
      new RegExp(`^Invalid value for ${parameter}\n\n${fault}[^]*Correct the value in the configuration$`),
    );
    expect(error?.functionArgument).toBe(place);
    expect(result).toBe(undefined);
  });

  it.each([
    ["broken", /^broken failed in an unforeseen way\n\nCallFunction ended with RangeError: too far\n/],
    [
      "wrong",
      /^The function returned a wrong result\n\nThe result must be a text, but is another number\.\n/,
    ],
    [
      "astray",
      /^The function returned a wrong result\n\nThe result at must be a text, but is another number\.\n/,
    ],
  ])("that fails is told by its cause, and blames no argument: %s", async (name, text) => {
    const { error } = await called(name, "a");
    expect(error?.text).toMatch(text);
    expect(error).not.toHaveProperty("functionArgument");
  });
});

describe("functions", () => {
  const sample = sampleInEachTest();

  const args = (...values: unknown[]) => values.map((value) => wire(value));

  it("get named and further arguments", async () => {
    const reply = await ask(sample().server, "callFunction", {
      name: "join",
      arguments: args("-", "a", "b", "c"),
    });
    expect(plain(reply.result)).toBe("a-b-c");
    expect(reply).not.toHaveProperty("error");
  });

  it("name the argument at fault by its place", async () => {
    const called = { name: "join", arguments: args("", "a") };
    expect(await ask(sample().server, "callFunction", called)).toEqual({
      error: { text: "must not be empty", functionArgument: 0 },
    });
  });

  it("refuse an argument of another type, and say which", async () => {
    const called = { name: "join", arguments: args("-", ["a"]) };
    const { error } = await ask(sample().server, "callFunction", called);
    expect(error?.text).toContain("Invalid value for texts");
    expect(error).not.toHaveProperty("functionArgument");
    const first = await ask(sample().server, "callFunction", { name: "join", arguments: args(["-"]) });
    expect(first.error).toMatchObject({ functionArgument: 0 });
  });

  it("that are not there are named", async () => {
    const { error } = await ask(sample().server, "callFunction", { name: "sing", arguments: [] });
    expect(error?.text).toContain("The sample provider has no function sing");
    expect(error).not.toHaveProperty("functionArgument");
  });
});
