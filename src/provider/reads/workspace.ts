import type { PumbleClient } from "../../client";
import type {
  Channel,
  ChannelListEntry,
  Message,
  ScheduledMessage,
  User,
  UserGroup,
} from "../../pumble/operations/shapes";
import { explain, explained, failedAs, isPumbleError } from "../call-problem";
import { Claims } from "./claims";
import { channelSource, MessageReader, threadSource } from "./messages";
import { type Ask, SearchReader } from "./search";
import type { GroupQuery } from "./search-group";

/** A search that fails is not waited for: pages do as well. */
const searchTries = 2;

/**
 * The reads that Terraform makes one by one, answered from list calls that are made once. A write forgets what it
 * changed.
 */
export class Workspace {
  private channelList: Promise<ChannelListEntry[]> | null = null;
  private userList: Promise<User[]> | null = null;
  private groupList: Promise<UserGroup[]> | null = null;
  private scheduledList: Promise<Map<string, ScheduledMessage> | null> | null = null;
  private readonly inChannel = new Map<string, MessageReader>();
  private readonly inThread = new Map<string, MessageReader>();
  private readonly search: SearchReader;
  /** Ids of channels that are in state. */
  private readonly kept = new Set<string>();
  readonly claims = new Claims();
  private readonly probes = new Map<string, Promise<Probed>>();

  /** @param me the key's owner; null for a key that may not ask */
  constructor(
    private readonly client: PumbleClient,
    readonly me: User | null,
  ) {
    const source = {
      search: (query: GroupQuery) => explained(() => client.searchMessages(query, { tries: searchTries })),
      channelsLike: (id: string) => this.channelsLike(id),
      pages: (channelId: string) => this.channelReader(channelId),
    };
    this.search = new SearchReader(source, new Set(me ? [me.id] : []));
  }

  /** Every channel that the key's owner sees, archived and direct ones included. */
  channels(): Promise<ChannelListEntry[]> {
    this.channelList ??= explained(() => this.client.listChannels({}));
    return this.channelList;
  }

  /** The channel with this id, or null when it is gone or not visible. */
  async channelById(id: string): Promise<ChannelListEntry | null> {
    return (await this.channels()).find((entry) => entry.channel.id === id) ?? null;
  }

  /** The public or private channel with this normalised name, or null. Conversations have no name. */
  async channelByName(name: string): Promise<ChannelListEntry | null> {
    const named = (await this.channels()).filter(({ channel }) => !isConversation(channel));
    return (name !== "" && named.find((entry) => entry.channel.name === name)) || null;
  }

  /**
   * Whether Pumble shows this channel to the key. What it does not show may be there all the same: it answers alike for
   * what is private and for what does not exist.
   */
  async isShown(id: string): Promise<boolean> {
    return (await this.probed(id)) === "shown";
  }

  /** Whether the key may not ask for channels or messages at all, so that nothing is known of this one. */
  async mayNotAsk(id: string): Promise<boolean> {
    return (await this.probed(id)) === "no_group";
  }

  /**
   * Whether a channel that is not shown is gone. Everybody but a guest sees all public channels; a private one may only
   * be hidden, and so may any when the key is not for it.
   */
  async isGone({ id, type }: { id: string; type: string }): Promise<boolean> {
    const seesAll = this.me !== null && !this.me.role.startsWith("GUEST");
    return type === "PUBLIC" && seesAll && (await this.probed(id)) === "not_found";
  }

  private probed(id: string): Promise<Probed> {
    let answer = this.probes.get(id);
    if (!answer) {
      answer = this.probe(id);
      this.probes.set(id, answer);
    }
    return answer;
  }

  private async probe(id: string): Promise<Probed> {
    const listed = await this.channelList?.catch(() => null);
    if (listed?.some((entry) => entry.channel.id === id)) return "shown";
    const answer = await probedBy(() => this.client.getChannel({ channelId: id }));
    // A key that is narrowed to messages may not ask for channels, but reads them.
    return answer === "not_allowed" || answer === "no_group"
      ? probedBy(() => this.client.listMessages({ channelId: id, limit: 1 }))
      : answer;
  }

  /** To be called for a channel that is in state. */
  keep(channelId: string): void {
    this.kept.add(channelId);
  }

  isKept(channelId: string): boolean {
    return this.kept.has(channelId);
  }

  /** The channels in use that are of the same kind, conversations or not, if this one is in use itself. */
  private async channelsLike(id: string): Promise<string[]> {
    const inUse = (await this.channels()).map(({ channel }) => channel).filter((one) => !one.isArchived);
    const asked = inUse.find((channel) => channel.id === id);
    return inUse
      .filter((channel) => asked && isConversation(channel) === isConversation(asked))
      .map((channel) => channel.id);
  }

  /** To be called by everything that creates a channel or changes who is in one. */
  forgetChannels(): void {
    this.channelList = null;
    this.probes.clear();
  }

  /** The key's owner. @throws {Problem} for a key that may not ask */
  async owner(): Promise<User> {
    return this.me ?? explained(() => this.client.myInfo({}));
  }

  /** Every user: members, deactivated ones, bots. */
  users(): Promise<User[]> {
    this.userList ??= explained(() => this.client.listUsers({}));
    return this.userList;
  }

  /** Every user group. */
  groups(): Promise<UserGroup[]> {
    this.groupList ??= explained(() => this.client.listUserGroups({}));
    return this.groupList;
  }

  /** A message that stands in a channel, or null when it is gone. */
  message(ask: Ask): Promise<Message | null> {
    return this.search.get(ask);
  }

  /** A reply in a thread, or null when it is gone. */
  reply(channelId: string, threadRootId: string, id: string): Promise<Message | null> {
    let reader = this.inThread.get(threadRootId);
    if (!reader) {
      reader = new MessageReader(threadSource(this.client, channelId, threadRootId));
      this.inThread.set(threadRootId, reader);
    }
    return reader.get(id);
  }

  /** The oldest of the channel's newest 200 messages that fits. */
  async oldestMessage(channelId: string, fits: (message: Message) => boolean): Promise<Message | null> {
    const page = await this.channelReader(channelId).newestPage();
    return page.filter(fits).sort((one, other) => (one.id < other.id ? -1 : 1))[0] ?? null;
  }

  /** To be called after a write to a message or a reply. */
  forgetMessage(channelId: string, id: string, threadRootId?: string): void {
    this.inChannel.get(channelId)?.forget(id);
    this.search.forget(id);
    if (threadRootId) this.inThread.get(threadRootId)?.forget(id);
  }

  private channelReader(channelId: string): MessageReader {
    let reader = this.inChannel.get(channelId);
    if (!reader) {
      reader = new MessageReader(this.search.noting(channelSource(this.client, channelId)));
      this.inChannel.set(channelId, reader);
    }
    return reader;
  }

  /** A scheduled message of the key's owner that is still to be sent, or null. */
  async scheduled(id: string): Promise<ScheduledMessage | null> {
    this.scheduledList ??= this.allScheduled();
    const all = await this.scheduledList;
    if (all) return all.get(id) ?? null;
    try {
      return await this.client.fetchScheduledMessage({ scheduledMessageId: id });
    } catch (error) {
      if (failedAs(error, "not_found")) return null;
      throw explain(error);
    }
  }

  /** To be called by everything that schedules. */
  forgetScheduled(): void {
    this.scheduledList = null;
  }

  /** By id; null for a key that is narrowed to some channels, which may not list them all. */
  private async allScheduled(): Promise<Map<string, ScheduledMessage> | null> {
    const found = new Map<string, ScheduledMessage>();
    try {
      for await (const scheduled of this.client.allScheduledMessages()) found.set(scheduled.id, scheduled);
      return found;
    } catch (error) {
      if (failedAs(error, "not_allowed")) return null;
      throw explain(error);
    }
  }
}

type Probed = "shown" | "not_found" | "not_allowed" | "no_group";

async function probedBy(ask: () => Promise<unknown>): Promise<Probed> {
  try {
    await ask();
    return "shown";
  } catch (error) {
    if (isPumbleError(error) && error.lacksGroup) return "no_group";
    for (const kind of ["not_found", "not_allowed"] as const) if (failedAs(error, kind)) return kind;
    throw explain(error);
  }
}

/** Whether it is a direct conversation, or the member's own channel for notes. */
export function isConversation({ channelType }: Pick<Channel, "channelType">): boolean {
  return channelType === "DIRECT" || channelType === "SELF";
}
