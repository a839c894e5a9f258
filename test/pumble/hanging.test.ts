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
});
