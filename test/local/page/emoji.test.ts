import { expect, test } from "vitest";
import {
  commonNames,
  emojiGroups,
  findEmoji,
  glyphOf,
  isKnownEmoji,
  splitEmoji,
} from "../../../src/local/page/text/emoji";
import { glyphOfPoints, publishedEmoji } from "../../../tools/emoji-list";

test("a known name has a glyph, an unknown one stays a code", () => {
  expect(glyphOf("tada")).toBe("🎉");
  expect(glyphOf("not_there")).toBe(":not_there:");
});

test("a skin tone colours hands and nothing else", () => {
  expect(glyphOf("wave", 4)).toBe("👋🏽");
  expect(glyphOf("wave", 1)).toBe("👋");
  expect(glyphOf("tada", 4)).toBe("🎉");
});

test("every name of the published list has its glyph, in each skin tone that it takes", () => {
  const wrong = publishedEmoji().flatMap(({ short_names, unified, skin_variations }) => {
    const toned = skin_variations?.["1F3FD"] ?? skin_variations?.["1F3FD-1F3FD"];
    const plain = glyphOfPoints(unified);
    const brown = toned ? glyphOfPoints(toned.unified) : plain;
    return short_names.filter((name) => glyphOf(name) !== plain || glyphOf(name, 4) !== brown);
  });
  expect(wrong).toEqual([]);
  expect(glyphOf("robot_face")).toBe("🤖");
  expect(glyphOf("flag-ch")).toBe("🇨🇭");
});

test("the picker's categories hold each emoji once, and no part of one", () => {
  const names = emojiGroups.flatMap((group) => group.names);
  expect(names).toContain("beach_with_umbrella");
  expect(names).not.toContain("skin-tone-4");
  expect(new Set(names.map((name) => glyphOf(name))).size).toBe(names.length);
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
  expect(findEmoji("heart", 4)).toEqual(["heart", "heart_eyes", "heart_eyes_cat", "heartpulse"]);
  expect(findEmoji("Star struck", 1)).toEqual(["star-struck"]);
  expect(findEmoji("thumbs", 9)).toEqual(["thumbsup", "thumbsdown"]);
});

test("an emoji is found by what people type for it", () => {
  expect(findEmoji("rofl", 1)).toEqual(["rolling_on_the_floor_laughing"]);
  expect(findEmoji("thinking", 1)).toEqual(["thinking_face"]);
  expect(findEmoji("thumbs up", 1)).toEqual(["thumbsup"]);
  expect(findEmoji("heart", 1)).toEqual(["heart"]);
});

test("whatever people type for an emoji leads to one that is known", () => {
  for (const typed of ["lol", "plus1", "party", "hooray", "done", "check", "hundred", "love", "thanks"]) {
    expect([typed, isKnownEmoji(findEmoji(typed, 1)[0] ?? "")]).toEqual([typed, true]);
  }
});
