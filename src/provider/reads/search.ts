import type { Message, SearchResult } from "../../pumble/operations/shapes";
import { Problem } from "../../terraform";
import type { MessageReader, MessageSource } from "./messages";
import { type GroupQuery, hitsMax, SearchGroup } from "./search-group";

/** So many channels are read page by page first: they say whether and how to search for the others. */
const pagesFirst = 4;
/** A search for fewer channels costs what their pages would. */
const channelsMin = 3;
/** Most ids that one search takes. */
const idsMax = 50;
/** How many messages the channels of one search should have at most: two pages, whatever their times. */
const hitsWanted = 2 * hitsMax;
/** How many of the last reads tell how many messages a channel has. */
const samplesMax = 8;
/** Searching ends when it has cost so many requests more than the pages that it saved. */
const allowance = 15;

/** A message that Terraform wants to see. */
export interface Ask {
  channelId: string;
  id: string;
  /** Whether a message shows no change. */
  isAsExpected(message: Message): boolean | Promise<boolean>;
}

export interface SearchSource {
  /** @throws {Problem} */
  search(query: GroupQuery): Promise<SearchResult>;
  /** Ids of the channels that may be managed too when this one is. @throws {Problem} */
  channelsLike(channelId: string): Promise<string[]>;
  /** Pages and single messages of a channel. */
  pages(channelId: string): MessageReader;
}

/** Requests of one ask. They are counted when it has its answer, for until then nobody knows what they saved. */
interface Bill {
  requests: number;
}

/** What one read told of the messages in some channels. */
interface Sample {
  channels: number;
  countBy(authors: ReadonlySet<string>): number;
}

/**
 * Answers reads of messages that are spread thinly over many channels with few requests. Each channel's page is one
 * request, for ever so few messages; a search looks into many channels at once. So what is asked for in one channel is
 * searched for there and in the channels made next before and after it, in as many as two pages of hits will hold.
 *
 * A search index may lag, so a hit only confirms. What it does not show, or shows otherwise than expected, is asked of
 * Pumble itself, and nothing is taken for gone or changed before.
 */
export class SearchReader {
  /** Channels that are read page by page. */
  private readonly paged = new Set<string>();
  private readonly firstAnswers: Promise<unknown>[] = [];
  private readonly groups = new Map<string, SearchGroup>();
  /** What searches have shown; null for what was written to since. */
  private readonly hits = new Map<string, Message | null>();
  /** Channels that needed no page, for search has answered. */
  private readonly served = new Set<string>();
  /** Channels of which a message was read by itself, for search did not show it as it should be. */
  private readonly doubted = new Set<string>();
  private samples: Sample[] = [];
  /** Fields that every message on the pages has. */
  private fields: string[] | null = null;
  /** The first search goes alone: it tells whether there will be others, and for how many channels each. */
  private trial: Promise<unknown> | null = null;
  private spent = 0;
  private ended = false;

  /** @param authors ids of those who may have sent what is asked for; more are learnt from what is found */
  constructor(
    private readonly source: SearchSource,
    private readonly authors: Set<string>,
  ) {}

  /** The message, or null when it is gone or not visible. */
  async get(ask: Ask): Promise<Message | null> {
    const found = await this.find(ask);
    if (found) this.authors.add(found.author);
    return found;
  }

  /** To be called after a write to this message. */
  forget(id: string): void {
    if (this.hits.has(id)) this.hits.set(id, null);
  }

  /** The same messages; what its newest page shows is noted. */
  noting(source: MessageSource): MessageSource {
    return {
      ...source,
      page: async (before) => {
        const page = await source.page(before);
        if (before === null) this.note(page.messages);
        return page;
      },
    };
  }

  private async find(ask: Ask): Promise<Message | null> {
    if (this.paged.has(ask.channelId) || this.paged.size < pagesFirst) return this.fromPages(ask);
    const bill: Bill = { requests: 0 };
    try {
      return await this.fromSearch(ask, bill);
    } finally {
      this.spent += bill.requests;
    }
  }

  private async fromSearch(ask: Ask, bill: Bill): Promise<Message | null> {
    const { channelId, id } = ask;
    const group = this.hits.has(id) ? null : await this.groupOf(ask, bill);
    await group?.find(id, () => this.spend(bill));
    const hit = this.hits.get(id);
    if (hit && this.isWhole(hit) && (await ask.isAsExpected(hit))) {
      this.served.add(channelId);
      return hit;
    }
    // One that search alone misses is read alone; after that, its channel's page may answer for more of them.
    const isAllThere = group?.isComplete && this.groups.get(channelId) === group;
    const isOneOff = (hit || isAllThere) && !this.doubted.has(channelId);
    if (!isOneOff || !this.spend(bill)) return this.fromPages(ask);
    this.doubted.add(channelId);
    return this.source.pages(channelId).getAlone(id);
  }

  private fromPages({ channelId, id }: Ask): Promise<Message | null> {
    const answer = this.source.pages(channelId).get(id);
    if (this.paged.size < pagesFirst && !this.paged.has(channelId)) {
      this.firstAnswers.push(answer.catch(() => {}));
    }
    this.paged.add(channelId);
    this.groups.delete(channelId);
    this.served.delete(channelId);
    return answer;
  }

  /** The search that covers this channel, or null when its pages are the better way. */
  private async groupOf({ channelId, id }: Ask, bill: Bill): Promise<SearchGroup | null> {
    await Promise.all(this.firstAnswers);
    const channelIds = this.groups.has(channelId) ? [] : await this.channelsLike(channelId);
    if (this.trial) await this.trial;
    const known = this.groups.get(channelId);
    if (known || this.paged.has(channelId) || !this.maySpend) return known ?? null;
    const size = Math.min(idsMax, Math.floor(hitsWanted / this.messagesPerChannel()));
    const free = channelIds.filter((id) => !this.groups.has(id) && !this.paged.has(id));
    const members = nearest(channelId, free, size);
    if (members.length < channelsMin || this.fields === null) return null;
    const group = new SearchGroup(this.hits, {
      channelIds: members,
      authors: [...this.authors].slice(0, idsMax),
      search: (query) => this.orEnd(() => this.source.search(query)),
      onTotal: (total) => this.sample({ channels: members.length, countBy: () => total }),
      onRelease: (released) => {
        for (const id of released) this.groups.delete(id);
      },
    });
    for (const id of members) this.groups.set(id, group);
    this.trial ??= group.find(id, () => this.spend(bill)).catch(() => {});
    return group;
  }

  private async channelsLike(channelId: string): Promise<string[]> {
    if (!this.maySpend) return [];
    return (await this.orEnd(() => this.source.channelsLike(channelId))) ?? [];
  }

  /** Pages answer what search cannot, so its failure is nobody's problem. */
  private async orEnd<T>(read: () => Promise<T>): Promise<T | null> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.ended = true;
      return null;
    }
  }

  private get maySpend(): boolean {
    return !this.ended && this.spent - this.served.size < allowance;
  }

  private spend(bill: Bill): boolean {
    if (!this.maySpend) return false;
    bill.requests += 1;
    return true;
  }

  private messagesPerChannel(): number {
    const channels = this.samples.reduce((sum, sample) => sum + sample.channels, 0);
    return this.samples.reduce((sum, sample) => sum + sample.countBy(this.authors), 0) / channels;
  }

  private note(messages: Message[]): void {
    for (const message of messages) {
      this.fields = (this.fields ?? Object.keys(message)).filter((field) => field in message);
    }
    const searchable = messages.filter(({ deleted, subtype }) => !deleted && !subtype);
    this.sample({
      channels: 1,
      countBy: (authors) => searchable.filter(({ author }) => authors.has(author)).length,
    });
  }

  private sample(sample: Sample): void {
    this.samples = [...this.samples, sample].slice(-samplesMax);
  }

  private isWhole(hit: Message): boolean {
    return !hit.deleted && this.fields!.every((field) => field in hit);
  }
}

/** So many of the ids, of what was made next before and after this one, it included; ids ascend with time. */
function nearest(id: string, ids: string[], count: number): string[] {
  const sorted = ids.toSorted();
  const at = sorted.indexOf(id);
  const byDistance = [...sorted.keys()].sort((one, other) => Math.abs(one - at) - Math.abs(other - at));
  return at === -1 ? [] : byDistance.slice(0, count).map((index) => sorted[index]!);
}
