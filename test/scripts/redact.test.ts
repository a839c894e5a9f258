import { describe, expect, test } from "vitest";
import { redactorOf, redactValue } from "../../src/scripts/runner/redact";

describe("the key of a script", () => {
  test.each([
    ["key-1", "the key-1, twice: KEY-1", "the …, twice: …"],
    [" key-1\n", "key-1 ", "… "],
    ["a.b*c", "a.b*c axbbc", "… axbbc"],
    ["(a|b)[c]$^+?{2}\\", "(a|b)[c]$^+?{2}\\ a", "… a"],
    ["", "key-1", "key-1"],
    [" ", "a b", "a b"],
    [undefined, "undefined", "undefined"],
  ])("%j is taken out of %j", (key, text, shown) => expect(redactorOf(key)(text)).toBe(shown));

  test("is taken out of whatever a script gives back", () => {
    const redact = redactorOf("key");
    const value = { "a key": ["key", 1, null, { deep: "xKEYx" }], other: true, nothing: null };
    expect(redactValue(redact, value)).toEqual({
      ...{ "a …": ["…", 1, null, { deep: "x…x" }], other: true, nothing: null },
    });
    expect([null, 5, "key", ["key"]].map((one) => redactValue(redact, one))).toEqual([null, 5, "…", ["…"]]);
  });
});
