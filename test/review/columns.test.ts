import { describe, expect, it } from "vitest";
import { besides, widthOf, wrapped } from "../../src/review/render/columns";

describe("columns of a text", () => {
  it.each([
    ["abc", 3],
    ["漢字", 4],
    ["한", 2],
    ["ﾊ", 1],
    ["！", 2],
    ["🎉", 2],
    ["𠮷", 2],
    ["e\u0301", 1],
    ["@\u200bada", 4],
    ["", 0],
  ])("%j takes %d", (text, columns) => expect(widthOf(text)).toBe(columns));
});

describe("wrapping", () => {
  it.each<[string, number, string[]]>([
    ["one two three", 7, ["one two", "three"]],
    ["one two three", 8, ["one two", "three"]],
    ["one", 3, ["one"]],
    ["abcdefg hi", 3, ["abc", "def", "g", "hi"]],
    ["漢漢漢", 4, ["漢漢", "漢"]],
    ["a  b", 9, ["a  b"]],
    ["", 9, [""]],
  ])("%j to %d columns", (text, width, lines) => expect(wrapped(text, width)).toEqual(lines));
});

describe("a heading with lines beside it", () => {
  it("stands left of the first line", () => {
    expect(besides("#ops", ["one two", "three"], { left: 6, width: 10 })).toEqual([
      "#ops  one",
      "      two",
      "      thre",
      "      e",
    ]);
  });

  it.each<[string, string[]]>([
    ["#abc", ["#abc  x"]],
    ["#abcd", ["#abcd", "      x"]],
    ["#漢漢", ["#漢漢", "      x"]],
    ["#abcdefghijklm", ["#abcdefghi", "jklm", "      x"]],
  ])("%j of up to six columns", (heading, lines) => {
    expect(besides(heading, ["x"], { left: 6, width: 10 })).toEqual(lines);
  });

  it("leaves no space at the end of a line", () => {
    expect(besides("#a", [""], { left: 6, width: 10 })).toEqual(["#a"]);
  });

  it("takes 24 of 80 columns unless told otherwise", () => {
    expect(besides("#a", ["x".repeat(57)])).toEqual([
      `#a${" ".repeat(22)}${"x".repeat(56)}`,
      `${" ".repeat(24)}x`,
    ]);
  });
});
