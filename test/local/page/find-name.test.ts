import { expect, test } from "vitest";
import { nameRank } from "../../../src/local/page/text/find-name";

test("a name is found by itself, by its beginning, and by the beginning of any of its words", () => {
  expect(nameRank("#team-4", "team-4")).toBe(0);
  expect(nameRank("#team-40", "Team 4")).toBe(1);
  expect(nameRank("#release-room", "#room")).toBe(2);
  expect(nameRank("Ada Lovelace", "love")).toBe(2);
  expect(nameRank("Grace, Linus", "linus")).toBe(2);
});

test("the middle of a word, other words and nothing find no name", () => {
  expect([nameRank("#general", "eral"), nameRank("#general", "random"), nameRank("#general", " # ")]).toEqual(
    [null, null, null],
  );
});
