/** Searching messages. */
import type { Block, SearchResult } from "../../../pumble";
import { invalid } from "../failure";
import type { MessageRecord } from "../state/records";
import { wordsOf } from "../state/word-index";
import { canSee, isMember } from "./members";
import { blocksOf, messageFor } from "./wire";
import type { Actor, Workspace } from "./workspace";

export interface Search {
  text?: string | undefined;
  from?: string[] | undefined;
  in?: string[] | undefined;
  limit: number;
  skip?: number | undefined;
  strategy?: "MOST_RELEVANT" | "MOST_RECENT" | "NEWEST" | "OLDEST" | undefined;
  /** Epoch milliseconds; strictly before. */
  beforeTs?: number | undefined;
  /** Epoch milliseconds; strictly after. */
  afterTs?: number | undefined;
  fromMyChannelsOnly?: boolean | undefined;
  fromHumanOnly?: boolean | undefined;
  minReactionCount?: number | undefined;
  minAttachmentCount?: number | undefined;
  minFileCount?: number | undefined;
}

/**
 * Messages that hold every word of the text (as a word's beginning) and fit every other condition. A text without a word,
 * such as `!!`, is in none.
 */
export function searchMessages(workspace: Workspace, actor: Actor, search: Search): SearchResult {
  const text = search.text?.trim() ?? "";
  if (text === "" && !search.from?.length && !search.in?.length) {
    throw invalid("text, from or in must be given");
  }
  const words = wordsOf(text);
  if (text !== "" && words.length === 0) return { content: [], totalElements: 0, hasMore: false };
  const skip = search.skip ?? 0;
  const { total, best } = select(workspace, actor, { search, words }, skip + search.limit);
  return {
    content: best.slice(skip).map((message) => ({
      ...messageFor(workspace, message, actor.userId),
      highlightedBlocks: highlighted(message, words),
    })),
    totalElements: total,
    hasMore: total > best.length,
  };
}

interface Hit {
  message: MessageRecord;
  /** Of two hits the one with the greater rank comes first; by id where they are equal. */
  rank: number;
}

/** How many messages fit, and the first of them in the order that was asked for. */
function select(
  workspace: Workspace,
  actor: Actor,
  { search, words }: { search: Search; words: string[] },
  count: number,
) {
  const fits = condition(workspace, actor, search);
  const isByRelevance = words.length > 0 && (search.strategy ?? "MOST_RELEVANT") === "MOST_RELEVANT";
  const direction = search.strategy === "OLDEST" ? 1 : -1;
  const compare = (one: Hit, other: Hit) =>
    other.rank - one.rank || (one.message.id < other.message.id ? -direction : direction);
  const best: Hit[] = [];
  let total = 0;
  for (const [message, score] of candidates(workspace, words, search)) {
    if (!fits(message)) continue;
    total += 1;
    keepBest(best, { message, rank: isByRelevance ? score : 0 }, count, compare);
  }
  return { total, best: best.map((hit) => hit.message) };
}

/** Puts the hit at its place in a list that never gets longer than `count`. */
function keepBest(best: Hit[], hit: Hit, count: number, compare: (one: Hit, other: Hit) => number): void {
  if (best.length === count && compare(best[count - 1]!, hit) <= 0) return;
  let at = best.length;
  while (at > 0 && compare(hit, best[at - 1]!) < 0) at -= 1;
  best.splice(at, 0, hit);
  if (best.length > count) best.pop();
}

/** Messages with their relevance: everything that could fit, found by the condition that an index knows. */
function* candidates(
  workspace: Workspace,
  words: string[],
  search: Search,
): Generator<[MessageRecord, number]> {
  const { db } = workspace;
  if (words.length > 0) return yield* db.words.search(words);
  const indexes = search.from?.length
    ? [...new Set(search.from)].map((id) => db.messagesByAuthor.of(id))
    : [...new Set(search.in)].map((id) => db.messagesByChannel.of(id));
  // From the newest, so that the best come first and the rest is only counted.
  for (const all of indexes) for (let at = all.length - 1; at >= 0; at -= 1) yield [all[at]!, 0];
}

function condition(workspace: Workspace, actor: Actor, search: Search): (message: MessageRecord) => boolean {
  const visible = new Map<string, boolean>();
  const sees = (channelId: string) => {
    const channel = workspace.channel(channelId);
    if (search.fromMyChannelsOnly && !isMember(workspace, channelId, actor.userId)) return false;
    return canSee(workspace, channel, actor.userId);
  };
  return (message) => {
    if (message.deleted || message.subtype !== "") return false;
    if (search.from?.length && !search.from.includes(message.authorId)) return false;
    if (search.in?.length && !search.in.includes(message.channelId)) return false;
    if (search.beforeTs !== undefined && !(message.at < search.beforeTs)) return false;
    if (search.afterTs !== undefined && !(message.at > search.afterTs)) return false;
    if (search.fromHumanOnly && message.authorAppId !== null) return false;
    if (message.reactions.length < (search.minReactionCount ?? 0)) return false;
    if ((message.attachments?.length ?? 0) < (search.minAttachmentCount ?? 0)) return false;
    if ((message.files?.length ?? 0) < (search.minFileCount ?? 0)) return false;
    const known = visible.get(message.channelId);
    if (known !== undefined) return known;
    const seen = sees(message.channelId);
    visible.set(message.channelId, seen);
    return seen;
  };
}

type Part = { type: string; text?: string; elements?: Part[]; highlight?: string };

/** The blocks again, their texts cut so that each hit is a segment whose `highlight` says it. */
function highlighted(message: MessageRecord, words: string[]): Block[] {
  if (words.length === 0) return [];
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join("|")})[\\p{L}\\p{N}]*`, "giu");
  const cut = (part: Part): Part[] => {
    if (part.elements) return [{ ...part, elements: part.elements.flatMap(cut) }];
    if (part.type !== "text" || !part.text) return [part];
    const parts: Part[] = [];
    let end = 0;
    for (const hit of part.text.matchAll(pattern)) {
      if (hit.index > end) parts.push({ ...part, text: part.text.slice(end, hit.index) });
      parts.push({ ...part, text: hit[0], highlight: hit[0] });
      end = hit.index + hit[0].length;
    }
    if (end < part.text.length) parts.push({ ...part, text: part.text.slice(end) });
    return parts;
  };
  return blocksOf(message).flatMap((block) => cut(block as Part)) as Block[];
}
