import { afterEach, expect, test, vi } from "vitest";
import { hosted, ofPage } from "./hosted";

type Keep = (key: string, parts: readonly unknown[], make: () => object) => object;
const { useKeptViews } = await ofPage<{ useKeptViews(): Keep }>("view/kept-views");

afterEach(() => vi.unstubAllGlobals());

type Row = [key: string, ...parts: unknown[]];

/** The rows as they are drawn; what is drawn anew is counted by its key. */
function list(rows: Row[]) {
  const made: string[] = [];
  const use = (given: Row[]) => {
    const keep = useKeptViews();
    return given.map(([key, ...parts]) =>
      keep(key, parts, () => {
        made.push(key);
        return { key };
      }),
    );
  };
  const shown = hosted(use, rows);
  const madeBy = async (next: Row[]) => {
    made.length = 0;
    await shown.again(next);
    return made;
  };
  return { shown, made, madeBy };
}

test("of a long list only what shows something else is drawn anew", async () => {
  const [one, two] = [{ text: "one" }, { text: "two" }];
  const { shown, made, madeBy } = list([
    ["a", one, true],
    ["b", two, true],
  ]);
  expect(made).toEqual(["a", "b"]);
  const [a] = shown.now();
  const edited = { text: "two" };
  expect(
    await madeBy([
      ["a", one, true],
      ["b", edited, true],
    ]),
  ).toEqual(["b"]);
  expect(shown.now()[0]).toBe(a);
  expect(
    await madeBy([
      ["b", edited, true],
      ["a", one, true],
    ]),
  ).toEqual([]);
  expect(
    await madeBy([
      ["a", one, false],
      ["b", edited, true],
    ]),
  ).toEqual(["a"]);
});

test("what was away for one time is drawn anew", async () => {
  const { madeBy } = list([
    ["a", 1],
    ["b", 2],
  ]);
  expect(await madeBy([["b", 2]])).toEqual([]);
  expect(
    await madeBy([
      ["a", 1],
      ["b", 2],
    ]),
  ).toEqual(["a"]);
  expect(await madeBy([["a", 1], ["b", 2], ["c"]])).toEqual(["c"]);
  expect(await madeBy([["c"]])).toEqual([]);
});
