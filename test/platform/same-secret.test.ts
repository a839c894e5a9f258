import { expect, it } from "vitest";
import { sameSecret } from "../../src/platform";

it.each([
  ["xpat-1", "xpat-1", true],
  ["xpat-1", "xpat-2", false],
  ["xpat-1", "xpat-11", false],
  ["xpat-1", "", false],
  ["", "", true],
  ["ä", "ä", true],
])("%j and %j are the same secret: %s", (one, other, same) => {
  expect(sameSecret(one, other)).toBe(same);
});
