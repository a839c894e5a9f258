import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  a,
  between,
  Diagnostics,
  lengthBetween,
  matches,
  oneOf,
  sizeBetween,
  t,
  Unknown,
} from "../../../src/terraform";
import { validateConfig } from "../../../src/terraform/schema/check-config";

/** The problems of one value of one attribute. */
function problems(attribute: ReturnType<typeof a.string>, value: unknown) {
  const diagnostics = new Diagnostics();
  validateConfig(
    { it: attribute as never },
    { it: value },
    { diagnostics, writeOnlyAllowed: true, phase: "validation" },
  );
  return diagnostics.problems.map(({ title, cause }) => `${title}: ${cause}`);
}
type Any = ReturnType<typeof a.string>;

describe("a validator", () => {
  const optional = { optional: true, description: "" } as const;
  const cases: Record<string, [attribute: unknown, good: unknown, bad: unknown, message: string]> = {
    oneOf: [
      a.string({ ...optional, validate: [oneOf("a", "b")] }),
      "a",
      "c",
      'it must be one of "a", "b", but is "c".',
    ],
    "lengthBetween, by code points": [
      a.string({ ...optional, validate: [lengthBetween(1, 2)] }),
      "\u{1f600}\u{1f600}",
      "abc",
      "it must have 1 to 2 characters, but has 3.",
    ],
    matches: [
      a.string({ ...optional, validate: [matches(/^x/, "must start with x")] }),
      "x",
      "y",
      'it must start with x, but is "y".',
    ],
    between: [a.int({ ...optional, validate: [between(1, 3)] }), 3, 4, "it must be from 1 to 3, but is 4."],
    sizeBetween: [
      a.list(t.string, { ...optional, validate: [sizeBetween(1, 1)] }),
      ["a"],
      [],
      "it must have 1 to 1 elements, but has 0.",
    ],
    "a zod schema": [
      a.string({
        ...optional,
        validate: [z.string().refine((text) => text !== "no", "is not what we want")],
      }),
      "yes",
      "no",
      "it is not what we want.",
    ],
    "a zod schema with a sentence of its own": [
      a.string({ ...optional, validate: [z.email("Give an address.")] }),
      "ada@example.com",
      "ada",
      "Give an address.",
    ],
  };
  it.each(Object.entries(cases))("says what is wrong: %s", (_title, [attribute, good, bad, message]) => {
    expect(problems(attribute as Any, good)).toEqual([]);
    expect(problems(attribute as Any, bad)).toEqual([`Invalid value for it: ${message}`]);
  });

  it("is not asked about null, or about what is not wholly known", () => {
    const never = a.list(t.string, { ...optional, validate: [() => "was asked"] });
    expect(problems(never as never, ["x"])).toHaveLength(1);
    for (const value of [null, Unknown, ["x", Unknown]]) expect(problems(never as never, value)).toEqual([]);
  });

  it("cannot repeat a secret", () => {
    const secret = a.string({ ...optional, sensitive: true, validate: [oneOf("a")] });
    expect(problems(secret, "hunter2")).toEqual([
      'Invalid value for it: it must be one of "a", but is (sensitive).',
    ]);
  });
});
