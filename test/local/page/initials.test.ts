import { expect, test } from "vitest";
import { avatarHues, hueOf, initialsOf } from "../../../src/local/page/text/initials";

test.each([
  ["Ada", "A"],
  ["Grace Hop", "GH"],
  ["ana maria de souza", "AS"],
  ["élise", "É"],
  ["(bot) 7", "B7"],
  ["…", "?"],
  ["", "?"],
])("%j has the initials %s", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test("a colour stays with its member and is one of the palette", () => {
  const ids = Array.from({ length: 50 }, (_, index) =>
    (0x6a0000 + index * 7919).toString(16).padStart(24, "0"),
  );
  const hues = ids.map(hueOf);
  expect(ids.map(hueOf)).toEqual(hues);
  expect(new Set(hues).size).toBe(avatarHues);
  expect(hues.every((hue) => Number.isInteger(hue) && hue >= 0 && hue < avatarHues)).toBe(true);
});
