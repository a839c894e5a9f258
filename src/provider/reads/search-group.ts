import type { Message, SearchResult } from "../../pumble/operations/shapes";

/** Largest page of hits that Pumble gives. */
export const hitsMax = 20;
/** With more hits left than this after a page, a group is too large. */
const leftMax = 4 * hitsMax;

type End = "NEWEST" | "OLDEST";

/** A search without words. Times are epoch milliseconds; both limits are strict. */
export interface GroupQuery {
  from: string[];
  in: string[];
  strategy: End;
  limit: number;
  beforeTs?: number;
  afterTs?: number;
}

export interface GroupOptions {
  channelIds: string[];
  /** Ids of those who may have sent what is looked for. */
  authors: string[];
  /** Answers null when there will be no answer. */
  search(query: GroupQuery): Promise<SearchResult | null>;
  /** How many messages search has of the channels. */
  onTotal(total: number): void;
  /** The group does not look for these any longer. */
  onRelease(channelIds: string[]): void;
}

/** What was read from one end of time. */
interface Side {
  /** Second of the last hit, where the next page begins. */
  edge: number | null;
  /** Going on from here would give the same hits again. */
  stuck: boolean;
}

/**
 * What search shows of some channels, read in turn from both ends of time. Search has no cursor but times in whole
 * seconds, which cannot tell apart what was sent at once; two pages from two ends need no times, so they miss nothing
 * and show nothing twice. Where times are of no use and two pages too few, or far more pages needed than thought, some
 * channels are let go.
 */
export class SearchGroup {
  private readonly seen = new Map<string, Message>();
  private readonly sides: Record<End, Side> = {
    NEWEST: { edge: null, stuck: false },
    OLDEST: { edge: null, stuck: false },
  };
  private channelIds: string[];
  private next: End = "NEWEST";
  private total: number | null = null;
  private failed = false;
  private queue: Promise<unknown> = Promise.resolve();

  /** @param hits where to put what is found */
  constructor(
    private readonly hits: Map<string, Message | null>,
    private readonly options: GroupOptions,
  ) {
    this.channelIds = options.channelIds;
  }

  /** Whether everything that search has of these channels was read. */
  get isComplete(): boolean {
    return this.left === 0;
  }

  /** Reads until this message was found, as long as that may help and `maySpend` allows one more request. */
  find(id: string, maySpend: () => boolean): Promise<void> {
    const done = this.queue.then(async () => {
      while (!this.hits.has(id) && this.isWorthwhile && maySpend()) await this.readOn();
    });
    this.queue = done.catch(() => {});
    return done;
  }

  private get isWorthwhile(): boolean {
    const { NEWEST, OLDEST } = this.sides;
    if (this.failed || this.isComplete || (NEWEST.stuck && OLDEST.stuck)) return false;
    return this.left === null || this.left <= leftMax;
  }

  /** How many hits are not seen, null while nobody knows. */
  private get left(): number | null {
    return this.total === null ? null : Math.max(0, this.total - this.seenIn(this.channelIds).length);
  }

  private async readOn(): Promise<void> {
    const end = this.sides[this.next].stuck ? opposite(this.next) : this.next;
    this.next = opposite(end);
    const side = this.sides[end];
    // The edge's own second is asked for again: more may have been sent in it.
    const again = this.seenIn(this.channelIds).filter((hit) => hit.timestampMilli === side.edge).length;
    const page = await this.options.search({
      ...{ from: this.options.authors, in: this.channelIds, strategy: end },
      ...{ limit: Math.min(hitsMax, (this.left ?? hitsMax) + again), ...beyond(end, side.edge) },
    });
    if (!page) {
      this.failed = true;
      return;
    }
    const before = this.seen.size;
    for (const hit of page.content) {
      this.seen.set(hit.id, hit);
      if (!this.hits.has(hit.id)) this.hits.set(hit.id, hit);
    }
    if (side.edge === null) this.total ??= page.totalElements;
    const times = page.content.map((hit) => hit.timestampMilli);
    const isOneSecond = times.length === hitsMax && times[0] === times.at(-1);
    side.stuck = this.seen.size === before || isOneSecond;
    side.edge = times.at(-1) ?? side.edge;
    if (before > 0) return;
    this.options.onTotal(page.totalElements);
    if (this.left! > (isOneSecond ? hitsMax : leftMax)) this.release();
  }

  /** Lets channels go, the fullest first, until the other page may hold what is left of the others. */
  private release(): void {
    const fullest = this.channelIds.toSorted(
      (one, other) => this.seenIn([other]).length - this.seenIn([one]).length,
    );
    const keep = Math.floor((fullest.length * hitsMax) / this.left!);
    this.channelIds = fullest.slice(fullest.length - keep);
    this.total = keep > 0 ? null : 0;
    this.options.onRelease(fullest.slice(0, fullest.length - keep));
  }

  private seenIn(channelIds: string[]): Message[] {
    return [...this.seen.values()].filter((hit) => channelIds.includes(hit.channelId));
  }
}

function opposite(end: End): End {
  return end === "NEWEST" ? "OLDEST" : "NEWEST";
}

/** From the edge's second on. */
function beyond(end: End, edge: number | null): { beforeTs?: number; afterTs?: number } {
  if (edge === null) return {};
  return end === "NEWEST" ? { beforeTs: edge + 1000 } : { afterTs: edge - 1 };
}
