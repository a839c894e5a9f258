import fc from "fast-check";
import { expect, test } from "vitest";
import { fitsPattern } from "../../../src/local/http/path-pattern";

test("a star stands for any run of characters, and the whole path has to fit", () => {
  const fits: [string, string, boolean][] = [
    ["/v1/users", "/v1/users", true],
    ["/v1/users", "/v1/users/me", false],
    ["/v1/*", "/v1/channels/1", true],
    ["/v1/*", "/v2/channels", false],
    ["*", "", true],
    ["/v1/*/messages", "/v1/channels/1/messages", true],
    ["/v1/*/messages", "/v1/messages", false],
    ["/a*a", "/a", false],
    ["/a.c", "/abc", false],
    ["/*b*", "/abc", true],
  ];
  for (const [pattern, path, expected] of fits)
    expect([pattern, path, fitsPattern(pattern, path)]).toEqual([pattern, path, expected]);
});

test("it says what a regular expression says, for short texts of which that is known soon", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "*", "/"), maxLength: 8 });
  fc.assert(
    fc.property(text, text, (pattern, path) => {
      const expected = new RegExp(`^${pattern.replaceAll("*", "[^]*")}$`).test(path);
      return fitsPattern(pattern, path) === expected;
    }),
    { numRuns: 2_000, seed: 20_261_126 },
  );
});

test("a thousand stars take no longer than one", () => {
  // Of this process, whatever else the machine does.
  const before = process.cpuUsage();
  expect(fitsPattern(`/${"*a".repeat(1_000)}b`, `/${"a".repeat(100_000)}c`)).toBe(false);
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(1_000);
});
