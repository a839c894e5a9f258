import { expect, test } from "vitest";
import { json } from "../../src/addon/api/handler";
import { type SearchPart, searchIdsMax, splitSearch } from "../../src/addon/api/split-search";
import type { SearchResult } from "../../src/pumble/operations/shapes";

type SearchHit = SearchResult["content"][number];

const channels = (count: number) => Array.from({ length: count }, (_, at) => `channel ${at}`);
const hit = (id: string, timestampMilli: number) => ({ id, timestampMilli }) as SearchHit;

/** A search whose parts find these, in turn. */
function searching(...parts: SearchHit[][]) {
  const asked: SearchPart[] = [];
  const search = async (part: SearchPart) => {
    asked.push(part);
    const content = parts[asked.length - 1] ?? [];
    return json({ content, totalElements: content.length + 1, hasMore: content.length > 2 });
  };
  return { asked, search };
}

test("what Pumble takes at once is one search", async () => {
  for (const ids of [undefined, channels(1), channels(searchIdsMax)]) {
    const { asked, search } = searching([]);
    await splitSearch({ in: ids, from: ids }, search);
    expect(asked).toEqual([{ in: ids, from: ids }]);
  }
});

test("a hundred channels are two searches, each channel in one of them", async () => {
  const { asked, search } = searching();
  await splitSearch({ in: channels(100) }, search);
  expect(asked.map(({ in: ids }) => ids?.length)).toEqual([50, 50]);
  expect(asked.flatMap(({ in: ids }) => ids)).toEqual(channels(100));
});

test("sixty authors in seventy channels are four searches, each pair in one of them", async () => {
  const { asked, search } = searching();
  await splitSearch({ from: channels(60), in: channels(70) }, search);
  expect(asked.map((part) => [part.from?.length, part.in?.length])).toEqual([
    [50, 50],
    [50, 20],
    [10, 50],
    [10, 20],
  ]);
  const pairs = asked.flatMap(({ from, in: ids }) =>
    from!.flatMap((one) => ids!.map((id) => `${one} ${id}`)),
  );
  expect(new Set(pairs).size).toBe(60 * 70);
});

const orders: [string | undefined, string[]][] = [
  ["NEWEST", ["d", "c", "b", "a"]],
  ["MOST_RECENT", ["d", "c", "b", "a"]],
  ["OLDEST", ["a", "b", "c", "d"]],
  ["MOST_RELEVANT", ["a", "d", "c", "b"]],
  [undefined, ["a", "d", "c", "b"]],
];

for (const [strategy, order] of orders) {
  test(`the hits of ${strategy ?? "no strategy"} are in one order, cut to the limit`, async () => {
    const parts = [
      [hit("a", 1), hit("c", 3)],
      [hit("d", 3), hit("b", 2)],
    ];
    for (const limit of [2, 4, 20]) {
      const { value } = await splitSearch({ in: channels(51), strategy, limit }, searching(...parts).search);
      expect(value).toEqual({
        content: order.slice(0, limit).map((id) => expect.objectContaining({ id })),
        totalElements: 6,
        hasMore: limit < 4,
      });
    }
  });
}

test("there is more where one of them has more, or where they have more than was asked for", async () => {
  const long = [hit("a", 1), hit("b", 2), hit("c", 3)];
  expect(
    (await splitSearch({ in: channels(51), limit: 20 }, searching(long, []).search)).value!.hasMore,
  ).toBe(true);
  const short = Array.from({ length: 2 }, (_, at) => hit(`x${at}`, at));
  const { value } = await splitSearch(
    { in: channels(300) },
    searching(short, short, short, short, short, short).search,
  );
  expect([value!.content.length, value!.hasMore]).toEqual([10, true]);
});
