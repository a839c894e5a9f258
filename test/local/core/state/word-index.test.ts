import { describe, expect, test } from "vitest";
import { WordIndex } from "../../../../src/local/core/state/word-index";

interface Note {
  id: string;
  text: string;
}

function indexOf(...texts: string[]): { index: WordIndex<Note>; notes: Note[] } {
  const index = new WordIndex<Note>();
  const notes = texts.map((text, at) => ({ id: String(at), text }));
  for (const note of notes) index.add(note);
  return { index, notes };
}

const found = (index: WordIndex<Note>, ...words: string[]) =>
  [...index.search(words)].map(([note, share]) => [note.id, share]);

describe("the word index", () => {
  test("finds every word by its beginning, with the share of a text's words that fit", () => {
    const { index } = indexOf("red red roses", "a red house", "blue");
    expect(found(index, "re")).toEqual([
      ["0", 2 / 3],
      ["1", 1 / 3],
    ]);
    expect(found(index, "r", "ho")).toEqual([["1", 2 / 3]]);
    expect(found(index, "redder")).toEqual([]);
    expect(found(index)).toEqual([]);
  });

  test("follows a change of text before and after it was searched, and forgets what is removed", () => {
    const { index, notes } = indexOf("one", "two", "three");
    index.update(notes[0]!, { id: "0", text: "uno" });
    expect(found(index, "one")).toEqual([]);
    expect(found(index, "uno")).toEqual([["0", 1]]);
    index.update({ id: "0", text: "uno" }, { id: "0", text: "one uno" });
    expect(found(index, "uno")).toEqual([["0", 1 / 2]]);
    index.remove(notes[1]!);
    expect(found(index, "two")).toEqual([]);
    index.add(notes[1]!);
    expect(found(index, "two")).toEqual([["1", 1]]);
  });

  test("a word counts at most 255 times", () => {
    const { index } = indexOf("so ".repeat(1000), "so it is");
    expect(found(index, "so").map(([id]) => id)).toEqual(["0", "1"]);
  });

  test("a text that is changed without end is still found once", () => {
    const { index } = indexOf("kept", "draft 0");
    for (let at = 1; at <= 3000; at += 1) {
      index.update({ id: "1", text: `draft ${at - 1}` }, { id: "1", text: `draft ${at}` });
      index.settle();
    }
    expect(found(index, "draft")).toEqual([["1", 1 / 2]]);
    expect(found(index, "2999")).toEqual([]);
    expect(found(index, "kept")).toEqual([["0", 1]]);
  });
});
