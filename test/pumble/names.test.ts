import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { channelNameMax, channelNameProblem, isId, normalizeChannelName } from "../../src/pumble";

describe("a channel name is stored", () => {
  const stored: Record<string, [string, string]> = {
    "in lower case": ["General", "general"],
    "with a dash for each space": ["Release  Notes", "release--notes"],
    "without spaces around it": ["  ops\t", "ops"],
    "with its Unicode letters": ["Ações Bancárias", "ações-bancárias"],
    "composed when it was written in pieces": ["cafe\u0301", "caf\u00e9"],
    "with the dashes it has": ["a-b_c-1", "a-b_c-1"],
  };
  for (const [name, [written, result]] of Object.entries(stored)) {
    test(name, () => expect(normalizeChannelName(written)).toBe(result));
  }

  test("and storing it again changes nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        const once = normalizeChannelName(name);
        expect(normalizeChannelName(once)).toBe(once);
      }),
      { examples: [["J\u030c"], ["\u0130"], ["ΑΣ"]] },
    );
  });
});

describe("a channel name is taken", () => {
  for (const name of [
    "a",
    "Release Notes",
    "ações-bancárias",
    "日本語",
    "a_1-b",
    "cafe\u0301",
    "x".repeat(channelNameMax),
  ]) {
    test(JSON.stringify(name.slice(0, 20)), () => expect(channelNameProblem(name)).toBeNull());
  }

  test("of 80 letters beyond the basic plane", () => {
    expect(channelNameProblem("𝒜".repeat(channelNameMax))).toBeNull();
  });
});

describe("a channel name is refused", () => {
  const refused: Record<string, [string, string]> = {
    "that is empty": ["", "must not be empty"],
    "of spaces alone": [" \t", "must not be empty"],
    "of 81 characters": ["x".repeat(81), "at most 80 characters, has 81"],
    "with a hash": ["#general", "may only contain"],
    "with a dot": ["a.b", "may only contain"],
    "with an emoji": ["ops🚀", "may only contain"],
  };
  for (const [name, [written, problem]] of Object.entries(refused)) {
    test(name, () => expect(channelNameProblem(written)).toContain(problem));
  }

  test("exactly when its stored form would be", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 90 }), (name) => {
        fc.pre(normalizeChannelName(name).length === name.normalize("NFC").trim().length);
        expect(channelNameProblem(name) === null).toBe(
          channelNameProblem(normalizeChannelName(name)) === null,
        );
      }),
    );
  });
});

test("an id is 24 lower-case hex digits and nothing else", () => {
  expect(isId("5f0c1d2e3a4b5c6d7e8f9a01")).toBe(true);
  for (const text of [
    "5F0C1D2E3A4B5C6D7E8F9A01",
    "5f0c1d2e3a4b5c6d7e8f9a0",
    "5f0c1d2e3a4b5c6d7e8f9a012",
    "general",
    "",
  ]) {
    expect(isId(text)).toBe(false);
  }
  expect(isId("5f0c1d2e3a4b5c6d7e8f9a01\n")).toBe(false);
});
