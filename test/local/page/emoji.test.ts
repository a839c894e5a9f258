import { expect, test } from "vitest";
import {
  commonNames,
  findEmoji,
  glyphOf,
  isKnownEmoji,
  splitEmoji,
} from "../../../src/local/page/text/emoji";

test("a known name has a glyph, an unknown one stays a code", () => {
  expect(glyphOf("tada")).toBe("🎉");
  expect(glyphOf("not_there")).toBe(":not_there:");
});

test("a skin tone colours hands and nothing else", () => {
  expect(glyphOf("wave", 4)).toBe("👋🏽");
  expect(glyphOf("wave", 1)).toBe("👋");
  expect(glyphOf("tada", 4)).toBe("🎉");
});

test("codes inside text are found, times and unknown codes are not", () => {
  expect(splitEmoji("at 10:30:45 :tada::nope:")).toEqual([
    { text: "at 10:30:45 " },
    { emoji: "tada" },
    { text: ":nope:" },
  ]);
});

test("every emoji of the picker is known", () => {
  expect(commonNames.filter((name) => !isKnownEmoji(name))).toEqual([]);
});

test("the very name comes first, then names that begin with the query", () => {
  expect(findEmoji("heart", 3)).toEqual(["heart", "heart_eyes", "kissing_heart"]);
});
