/** Searching messages. */
import type { Block, SearchResult } from "../../pumble";
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

/** Messages that hold every word of the text (as a word's beginning) and fit every other condition. */
export function searchMessages(workspace: Workspace, actor: Actor, search: Search): SearchResult {
  const words = wordsOf(search.text ?? "");
  if (words.length === 0 && !search.from?.length && !search.in?.length) {
    throw invalid("text, from or in must be given");
  }
  const fits = condition(workspace, actor, search);
  const found = workspace.db.messages.all(candidates(workspace, words, search)).filter(fits);
  sort(found, words, search);
  const skip = search.skip ?? 0;
  return {
    content: found.slice(skip, skip + search.limit).map((message) => ({
      ...messageFor(workspace, message, actor.userId),
      highlightedBlocks: highlighted(message, words),
    })),
    totalElements: found.length,
    hasMore: found.length > skip + search.limit,
  };
}

function candidates(workspace: Workspace, words: string[], search: Search): Iterable<string> {
  const { db } = workspace;
  if (words.length > 0) {
    const [first, ...others] = words
      .map((word) => db.words.beginningWith(word))
      .sort((one, other) => one.size - other.size);
    return [...(first ?? [])].filter((id) => others.every((ids) => ids.has(id)));
  }
  if (search.from?.length) return search.from.flatMap((id) => [...db.messagesByAuthor.of(id)]);
  return (search.in ?? []).flatMap((id) => [...db.messagesByChannel.of(id)]);
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
    const seen = visible.get(message.channelId) ?? sees(message.channelId);
    visible.set(message.channelId, seen);
    return seen;
  };
}

function sort(found: MessageRecord[], words: string[], search: Search): void {
  const newest = (one: MessageRecord, other: MessageRecord) => (one.id < other.id ? 1 : -1);
  if (search.strategy === "OLDEST") found.sort((one, other) => newest(other, one));
  else if (search.strategy === "NEWEST" || search.strategy === "MOST_RECENT" || words.length === 0) {
    found.sort(newest);
  } else {
    const scores = new Map(found.map((message) => [message.id, relevance(message.text, words)]));
    found.sort((one, other) => scores.get(other.id)! - scores.get(one.id)! || newest(one, other));
  }
}

/** The share of a text's words that were searched for, so that short exact messages come first. */
function relevance(text: string, words: string[]): number {
  const all = wordsOf(text);
  const hits = all.filter((word) => words.some((wanted) => word.startsWith(wanted)));
  return hits.length / Math.max(all.length, 1);
}

type Part = { type: string; text?: string; elements?: Part[]; highlight?: boolean };

/** The blocks again, their texts cut so that each hit is a segment with `highlight`. */
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
      parts.push({ ...part, text: hit[0], highlight: true });
      end = hit.index + hit[0].length;
    }
    if (end < part.text.length) parts.push({ ...part, text: part.text.slice(end) });
    return parts;
  };
  return blocksOf(message).flatMap((block) => cut(block as Part)) as Block[];
}
