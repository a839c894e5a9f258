import { expect, test } from "vitest";
import { cleanKeyName, defaultKeyName, keyNameMax, keyNameProblem } from "../../src/addon/keys/name";

test("a name is one line, without controls and what cannot be seen, and with no space around it", () => {
  expect(cleanKeyName("  two\r\n\tlines\u0000\u202e\u2028and a\u200bhalf \ud800 ")).toBe(
    "two lines and a half",
  );
  expect(cleanKeyName("é")).toBe("é");
  expect(cleanKeyName("Ключ 🔑")).toBe("Ключ 🔑");
});

test("nothing is called as a key without a name", () => {
  expect(["", " \u200b\n"].map(cleanKeyName)).toEqual([defaultKeyName, defaultKeyName]);
  expect(defaultKeyName).toBe("API key");
});

test("a name's length is counted in characters", () => {
  expect(keyNameProblem("🔑".repeat(keyNameMax))).toBeNull();
  expect(keyNameProblem("🔑".repeat(keyNameMax + 1))).toBe(
    `A key's name has at most ${keyNameMax} characters; this one has ${keyNameMax + 1}.`,
  );
});
