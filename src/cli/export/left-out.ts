/** What an export leaves out, and why. */

const reasons = {
  archived: "archived channels: nothing can be changed in them",
  channel_name: "channels whose name the API would not take again",
  description: "descriptions that look like a key or a token",
  everybody: "members of the channel that everybody is in",
  ambiguous: "members of channels in which somebody has no address that is theirs alone",
  author: "messages of other people: only their authors can change them",
  bot: "messages of bots; --bots writes them",
  bot_in_private: "messages of bots in private channels: files would let the bot in anew",
  attachments: "messages with attachments or files",
  secret: "messages that look like a key or a token",
  form: "messages whose content the API would not take again",
  unread: "pinned messages that could not be read",
  schedule_in_thread: "schedules in a thread",
  schedule_time: "schedules whose time no clock shows to the second",
  thread: "replies to messages that are not written out",
  reply_author: "replies of other people: only their authors can change them",
  reaction_author: "reactions of other people",
  direct: "direct conversations",
} as const;

export type Reason = keyof typeof reasons;

/** One kind of what was left out. */
export interface LeftOut {
  readonly reason: Reason;
  /** The reason as a sentence's part. */
  readonly what: string;
  readonly count: number;
  /** Where: channels by name. */
  readonly channels: readonly string[];
}

/** Takes note of what is left out. */
export class LeavingOut {
  private readonly found = new Map<Reason, string[]>();

  /** @param channel its name, or nothing where there is none */
  add(reason: Reason, channel?: string): void {
    const places = this.found.get(reason) ?? [];
    if (places.length === 0) this.found.set(reason, places);
    places.push(channel ?? "");
  }

  list(): LeftOut[] {
    return [...this.found]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([reason, places]) => ({
        ...{ reason, what: reasons[reason], count: places.length },
        channels: [...new Set(places)].filter((name) => name !== "").sort(),
      }));
  }
}
