import { expect, it } from "vitest";
import { folded } from "../../src/cli/folded";

it.each([
  ["a line that fits stays", "one two three", 13, "one two three"],
  ["a longer one breaks at the last space before the end", "one two three", 12, "one two\nthree"],
  ["a word that is too long has a line of its own", "a incomprehensible b", 8, "a\nincomprehensible\nb"],
  ["at the beginning too", "incomprehensible b", 8, "incomprehensible\nb"],
  ["each line by itself", "one two\nthree four", 8, "one two\nthree\nfour"],
  ["empty lines stay", "one two\n\nthree four", 9, "one two\n\nthree\nfour"],
  [
    "a line that begins with a space is a command, and stays whole",
    "  pumble plan one two",
    8,
    "  pumble plan one two",
  ],
  ["spaces at the end make no line", "one two three   ", 13, "one two three"],
])("%s", (_, text, columns, expected) => {
  expect(folded(text, columns)).toBe(expected);
});

it("a terminal has 80 columns", () => {
  const text = (length: number) => `${"a ".repeat(39)}${"b".repeat(length)}`;
  expect(folded(text(2))).toBe(text(2));
  expect(folded(text(3))).toBe(`${"a ".repeat(39).trim()}\nbbb`);
});
