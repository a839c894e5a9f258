/** The edges of what synth lets pass. */
import { expect, test } from "vitest";
import { among, emailCheck, faultsOf, faultsOfEach, lengthFrom, wholeFrom } from "../../constructs/checks";

test.each<
  [what: string, check: (value: never) => string | null | undefined, right: unknown[], wrong: unknown[]]
>([
  ["a length", lengthFrom(2, 3), ["ab", "abc", "🙂🙂"], ["a", "abcd", "🙂"]],
  ["a whole number", wholeFrom(1, 6), [1, 6], [0, 7, 1.5, "3"]],
  ["an address", emailCheck, ["ada@example.com"], ["ada", "a b@c", "a@b@c", "a@b c", "@b", "a@", " a@b"]],
  ["one of a set", among({ A: "a", B: "b" }), ["a", "b"], ["A", "c", ""]],
])("%s passes up to its edges, and not beyond", (_, check, right, wrong) => {
  expect(right.filter((value) => check(value as never))).toEqual([]);
  expect(wrong.filter((value) => !check(value as never))).toEqual([]);
});

test("a fault is told once, with the property's name, and none of what is not given", () => {
  expect(faultsOfEach("to", ["ada", "ada", "a@b"], emailCheck)).toEqual([
    'to must be an e-mail address such as ada@example.com, but is "ada".',
  ]);
  expect(faultsOfEach("to", undefined, emailCheck)).toEqual([]);
  for (const nothing of [undefined, null]) expect(faultsOf("to", nothing as never, emailCheck)).toEqual([]);
});
