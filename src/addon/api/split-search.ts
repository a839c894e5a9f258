/** Searches for more authors or channels than Pumble takes at once: several searches, put together as one. */
import type { SearchResult } from "../../pumble/operations/shapes";
import { type JsonText, json } from "./handler";

type SearchHit = SearchResult["content"][number];

/** Authors, and channels, that one search of the platform takes. */
export const searchIdsMax = 50;

/** What a search without a `limit` gives at most. */
const defaultLimit = 10;

/** What one search of the platform asks for. */
export interface SearchPart {
  from?: readonly string[] | undefined;
  in?: readonly string[] | undefined;
}

/** The part of a search that decides how results are put together. */
interface Wanted extends SearchPart {
  limit?: number | undefined;
  strategy?: string | undefined;
}

/**
 * One search, or as many as its authors and channels need. A message has one author and one channel, so none is found
 * twice.
 * @param search asks Pumble, for these
 */
export async function splitSearch(
  wanted: Wanted,
  search: (part: SearchPart) => Promise<JsonText<SearchResult>>,
): Promise<JsonText<SearchResult>> {
  const parts = piecesOf(wanted.from).flatMap((from) =>
    piecesOf(wanted.in).map((ids) => ({ from, in: ids })),
  );
  if (parts.length === 1) return search(parts[0]!);
  const results = (await Promise.all(parts.map(search))).map(({ value }) => value!);
  const hits = merged(
    results.map(({ content }) => content),
    wanted.strategy ?? "MOST_RELEVANT",
  );
  const limit = wanted.limit ?? defaultLimit;
  return json({
    content: hits.slice(0, limit),
    totalElements: results.reduce((sum, { totalElements }) => sum + totalElements, 0),
    hasMore: hits.length > limit || results.some(({ hasMore }) => hasMore),
  });
}

/** The list as it is where it is short enough, or none. */
function piecesOf(ids: readonly string[] | undefined): (readonly string[] | undefined)[] {
  if (!ids || ids.length <= searchIdsMax) return [ids];
  const count = Math.ceil(ids.length / searchIdsMax);
  return Array.from({ length: count }, (_, at) => ids.slice(at * searchIdsMax, (at + 1) * searchIdsMax));
}

/** By time where that is the order; the most relevant of each in turn, for how relevant they are is not told. */
function merged(lists: readonly SearchHit[][], strategy: string): SearchHit[] {
  if (strategy === "MOST_RELEVANT") {
    const longest = Math.max(...lists.map(({ length }) => length));
    return Array.from({ length: longest }, (_, rank) => lists.flatMap((list) => list[rank] ?? [])).flat();
  }
  const direction = strategy === "OLDEST" ? 1 : -1;
  return lists
    .flat()
    .sort(
      (one, other) => direction * (one.timestampMilli - other.timestampMilli || (one.id < other.id ? -1 : 1)),
    );
}
