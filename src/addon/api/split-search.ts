/** Searches in more channels than Pumble takes at once: several searches, put together as one. */
import type { SearchResult } from "../../pumble/operations/shapes";
import { type JsonText, json } from "./handler";

type SearchHit = SearchResult["content"][number];

/** Channels that one search of the platform takes. */
export const searchChannelsMax = 50;

/** What a search without a `limit` gives at most. */
const defaultLimit = 10;

/** The part of a search that decides how results are put together. */
interface Wanted {
  in?: readonly string[] | undefined;
  limit?: number | undefined;
  strategy?: string | undefined;
}

/**
 * One search, or as many as its channels need.
 * @param search asks Pumble, in these channels
 */
export async function splitSearch(
  wanted: Wanted,
  search: (channelIds: readonly string[] | undefined) => Promise<JsonText<SearchResult>>,
): Promise<JsonText<SearchResult>> {
  const { in: channelIds } = wanted;
  if (!channelIds || channelIds.length <= searchChannelsMax) return search(channelIds);
  const parts: (readonly string[])[] = [];
  for (let at = 0; at < channelIds.length; at += searchChannelsMax) {
    parts.push(channelIds.slice(at, at + searchChannelsMax));
  }
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
