/** The search of the site: the same code makes the index and reads it in the browser. */
import MiniSearch, { type Options } from "minisearch";

/** What a search finds: a part of a page, from one heading to the next. */
export interface Found {
  /** Below the site's root, with the heading's anchor. */
  readonly id: string;
  readonly title: string;
  /** The page's title. */
  readonly page: string;
  /** What the part begins with. */
  readonly begins: string;
}

export interface Searched extends Found {
  readonly text: string;
}

/** `pumble_channel` and `PUMBLE_API_KEY` are words; so are their parts. */
function wordsOf(text: string): string[] {
  const words = text.match(/[\p{L}\p{N}_]+/gu) ?? [];
  return words.flatMap((word) => (word.includes("_") ? [word, ...word.split("_")] : [word])).filter(Boolean);
}

/** Who asks with a word wants to be told how; what lists names and files comes behind. */
const weights: readonly (readonly [begins: string, weight: number])[] = [
  ["guides/troubleshooting/", 1],
  ["guides/", 1.5],
  ["resources/", 1.5],
  ["examples/", 0.5],
  ["templates/", 0.5],
  ["reference/cli/", 1],
  ["reference/workspace-file/", 1],
  ["reference/", 0.6],
  ["changelog/", 0.5],
];

const weightOf = (id: string) => weights.find(([begins]) => id.startsWith(begins))?.[1] ?? 1;

const options: Options<Searched> = {
  fields: ["title", "page", "text"],
  storeFields: ["title", "page", "begins"],
  tokenize: wordsOf,
  searchOptions: {
    // A text copied from a terminal holds names that no page knows: behind what has all words comes what has most.
    combineWith: "OR",
    boost: { title: 4, page: 2 },
    prefix: (_, index, words) => index === words.length - 1,
    fuzzy: (word) => (word.length > 5 ? 0.2 : false),
    weights: { prefix: 0.3, fuzzy: 0.1 },
    boostDocument: (id) => weightOf(String(id)),
  },
};

/** @returns the index as it is written to a file */
export function indexOf(parts: readonly Searched[]): string {
  const index = new MiniSearch<Searched>(options);
  index.addAll(parts);
  return JSON.stringify(index);
}

/**
 * @param json an index
 * @returns what finds the parts for some words, the best first
 */
export function searchIn(json: string): (words: string, limit?: number) => Found[] {
  const index = MiniSearch.loadJSON<Searched>(json, options);
  return (words, limit = 12) => {
    const all = index.search(words, { combineWith: "AND" });
    const known = new Set(all.map(({ id }) => id as string));
    const some = index.search(words).filter(({ id }) => !known.has(id as string));
    return [...all, ...some].slice(0, limit) as unknown as Found[];
  };
}
