/** What an export leaves out, and why. */

/** Each reason, as it is said of one and of many. */
const reasons = {
  archived: [
    "archived channel: nothing can be changed in it",
    "archived channels: nothing can be changed in them",
  ],
  channel_name: [
    "channel whose name the API would not take again",
    "channels whose names the API would not take again",
  ],
  description: [
    "description that looks like a key or a token",
    "descriptions that look like a key or a token",
  ],
  everybody: [
    "list of members: everybody is in the channel",
    "lists of members: everybody is in the channel",
  ],
  ambiguous: [
    "list of members: somebody in it has no address that is theirs alone",
    "lists of members: somebody in them has no address that is theirs alone",
  ],
  author: [
    "message of somebody else: only its author can change it",
    "messages of other people: only their authors can change them",
  ],
  bot: ["message of a bot; --bots writes it", "messages of bots; --bots writes them"],
  bot_in_private: [
    "message of a bot in a private channel: files would let the bot in anew",
    "messages of bots in private channels: files would let the bots in anew",
  ],
  attachments: ["message with attachments or files", "messages with attachments or files"],
  secret: ["message that looks like a key or a token", "messages that look like a key or a token"],
  form: [
    "message whose content the API would not take again",
    "messages whose content the API would not take again",
  ],
  unread: ["pinned message that could not be read", "pinned messages that could not be read"],
  schedule_in_thread: ["schedule in a thread", "schedules in a thread"],
  schedule_time: [
    "schedule whose time no clock shows to the second",
    "schedules whose times no clock shows to the second",
  ],
  thread: ["reply to a message that is not written out", "replies to messages that are not written out"],
  reply_author: [
    "reply of somebody else: only its author can change it",
    "replies of other people: only their authors can change them",
  ],
  reaction_author: ["reaction of somebody else", "reactions of other people"],
  direct: ["direct conversation", "direct conversations"],
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
        ...{ reason, what: reasons[reason][places.length === 1 ? 0 : 1], count: places.length },
        channels: [...new Set(places)].filter((name) => name !== "").sort(),
      }));
  }
}
