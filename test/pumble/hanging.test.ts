import { describe, expect, it } from "vitest";
import { hanging } from "../../src/pumble/hanging";

describe("prose behind its head", () => {
  it.each([
    ["goes on below its own beginning", "one two three four", "a: one two\n   three\n   four"],
    ["keeps code in braces whole, with its key", "so b: { c: {} } or", "a: so\n   b: { c: {} }\n   or"],
    [
      "breaks code that no line holds",
      "{ one: two, three: four }",
      "a: { one:\n   two,\n   three:\n   four }",
    ],
    ["is broken anywhere where a brace stays open", "an { is only a sign", "a: an { is\n   only a\n   sign"],
    ["takes a closing brace alone for a sign", "} and { more }", "a: } and\n   { more }"],
  ])("%s", (_, text, told) => {
    expect(hanging("a: ", text, "   ", text.includes("b: {") ? 16 : 11)).toBe(told);
  });

  it("fills lines to their last column, as its head leaves them on the first", () => {
    expect(hanging("head: ", "aa bb cc dd", " ", 8)).toBe("head: aa\n bb cc\n dd");
    expect(hanging("head: ", "aa bb cc dd", " ", 9)).toBe("head: aa\n bb cc dd");
    expect(hanging("a", "bb cc dd", "    ", 6)).toBe("abb cc\n    dd");
  });

  it("leaves a word whole that no line holds, and no line empty before it", () => {
    expect(hanging("a: ", "https://example.com/a-long-one or", undefined, 12)).toBe(
      "a: https://example.com/a-long-one\n   or",
    );
  });

  it("goes on below its beginning and within 80 columns unless told", () => {
    const lines = hanging("head: ", Array(40).fill("word").join(" ")).split("\n");
    expect(lines.map((line) => line.length)).toEqual([80, 80, 55]);
    expect(lines.slice(1).every((line) => line.startsWith("      word"))).toBe(true);
  });

  it("holds no brace for code that no key comes before", () => {
    expect(hanging("", "a: b {c d}", "", 6)).toBe("a: b\n{c d}");
    expect(hanging("", "a: c{ d}", "", 5)).toBe("a:\nc{ d}");
  });
});
