import type { PumbleClient } from "../../client";
import type { Message } from "../../pumble/operations/shapes";
import { explain, failedAs } from "../call-problem";

/** Largest page that Pumble gives. */
const pageSize = 200;

/** Messages of one channel or thread, read page by page: Terraform asks for one at a time, but for many in a row. */
export interface MessageSource {
  /** The newest page, or the one before this message; `more` says whether there is anything older. */
  page(before: string | null): Promise<{ messages: Message[]; more: boolean }>;
  /** One message, wherever it stands. */
  single(id: string): Promise<Message>;
}

/**
 * Answers reads of single messages from pages. Older pages are read only while what is asked for is likely to stand
 * in them; anything else is fetched by itself, so nothing is ever taken for gone without having asked for it.
 */
export class MessageReader {
  private readonly known = new Map<string, Message | null>();
  private queue: Promise<unknown> = Promise.resolve();
  /** Ids at both ends of what the pages covered; they ascend with time. */
  private newest: string | null = null;
  private oldest: string | null = null;
  private more = false;
  /** The channel or thread itself is gone. */
  private gone = false;
  /** How many messages the pages held, and how many asks they could not answer. */
  private covered = 0;
  private misses = 0;

  constructor(private readonly source: MessageSource) {}

  /** The message, or null when it is gone or not visible. A deleted thread root counts as gone. */
  get(id: string): Promise<Message | null> {
    const answer = this.queue.then(() => this.find(id));
    this.queue = answer.catch(() => {});
    return answer;
  }

  /** The same for a message that stands alone among what is asked for: no page is read for it. */
  getAlone(id: string): Promise<Message | null> {
    const answer = this.queue.then(async () => {
      if (!this.known.has(id)) await this.readSingle(id);
      return this.standing(id);
    });
    this.queue = answer.catch(() => {});
    return answer;
  }

  /** The newest page as it was when it was first asked for, oldest first. */
  newestPage(): Promise<Message[]> {
    const answer = this.queue.then(async () => {
      if (this.newest === null && !this.gone) await this.readPage(null);
      return [...this.known.values()].filter((message) => message !== null);
    });
    this.queue = answer.catch(() => {});
    return answer;
  }

  /** To be called after a write to this message. */
  forget(id: string): void {
    this.known.delete(id);
  }

  private async find(id: string): Promise<Message | null> {
    const isNewer = this.newest === null || id > this.newest;
    if (!this.gone && !this.known.has(id) && isNewer) await this.readNewestPage(id);
    if (this.gone) return null;
    while (!this.known.has(id) && this.isLikelyBefore(id)) await this.readPage(this.oldest);
    if (!this.known.has(id)) await this.readSingle(id);
    return this.standing(id);
  }

  private standing(id: string): Message | null {
    const found = this.known.get(id);
    return found && !found.deleted ? found : null;
  }

  /** Whether reading on costs no more than what it may answer. */
  private isLikelyBefore(id: string): boolean {
    const { newest, oldest } = this;
    if (!this.more || oldest === null || newest === null || id >= oldest) return false;
    const span = Math.max(secondsOf(newest) - secondsOf(oldest), 1);
    const pagesAway = ((secondsOf(oldest) - secondsOf(id)) / span) * (this.covered / pageSize);
    return pagesAway <= 1 + this.misses;
  }

  /** What is not older than this message, and not on the page, will not be on it the next time either. */
  private async readNewestPage(id: string): Promise<void> {
    await this.readPage(null);
    this.newest = this.newest === null || id > this.newest ? id : this.newest;
  }

  private async readPage(before: string | null): Promise<void> {
    const page = await orGone(() => this.source.page(before));
    this.gone = page === null;
    const { messages, more } = page ?? { messages: [], more: false };
    const ids = messages.map((message) => message.id).sort();
    for (const message of messages) this.known.set(message.id, message);
    this.covered += messages.length;
    if (before === null) this.newest = ids.at(-1) ?? this.newest;
    const advances = ids.length > 0 && (this.oldest === null || ids[0]! < this.oldest);
    if (advances) this.oldest = ids[0]!;
    if (before !== null || advances) this.more = more && advances;
  }

  private async readSingle(id: string): Promise<void> {
    this.misses += 1;
    this.known.set(id, await orGone(() => this.source.single(id)));
  }
}

/** Ids are Mongo's: the first 8 of their 24 hex digits are seconds since 1970. */
function secondsOf(id: string): number {
  return Number.parseInt(id.slice(0, 8), 16);
}

async function orGone<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (failedAs(error, "not_found")) return null;
    throw explain(error);
  }
}

/** The messages that stand in a channel. */
export function channelSource(client: PumbleClient, channelId: string): MessageSource {
  return {
    async page(before) {
      const from = before ? { cursor: before, strategy: "BEFORE" as const } : {};
      const { messages, hasMoreBefore } = await client.listMessages({ channelId, limit: pageSize, ...from });
      return { messages, more: hasMoreBefore ?? messages.length >= pageSize };
    },
    single: (messageId) => client.fetchMessage({ channelId, messageId }),
  };
}

/** The replies of a thread. */
export function threadSource(client: PumbleClient, channelId: string, rootMessageId: string): MessageSource {
  return {
    async page(before) {
      const cursor = before ? { cursor: before } : {};
      const messages = await client.fetchThreadReplies({
        channelId,
        rootMessageId,
        limit: pageSize,
        ...cursor,
      });
      return { messages, more: messages.length >= pageSize };
    },
    single: (messageId) => client.fetchMessage({ channelId, messageId }),
  };
}
