import type { BaseClient } from "../client/base-client";
import type { Message, ScheduledMessage, User } from "../pumble/operations/shapes";

/** A channel of the workspace under test, seen past Terraform. */
export class TestChannel {
  constructor(
    private readonly client: BaseClient,
    /** Its name. */
    readonly name: string,
  ) {}

  /** Its id. @throws PumbleError when there is none */
  async id(): Promise<string> {
    return (await this.client.getChannel({ channel: this.name })).channel.id;
  }

  /** Whether there is such a channel that the key's owner sees. */
  async exists(): Promise<boolean> {
    return (await this.client.listChannels({})).some(({ channel }) => channel.name === this.name);
  }

  /** Messages that somebody wrote, oldest first, without replies. */
  async messages(): Promise<Message[]> {
    const found: Message[] = [];
    for await (const message of this.client.allMessages({ channelId: await this.id() })) {
      if (!message.subtype && !message.deleted && !isReply(message)) found.unshift(message);
    }
    return found;
  }

  /** Replies to a message, oldest first. */
  async replies(message: { id: string }): Promise<Message[]> {
    const found: Message[] = [];
    const thread = { channelId: await this.id(), rootMessageId: message.id };
    for await (const reply of this.client.allThreadReplies(thread)) found.unshift(reply);
    return found;
  }

  /** Its members, by e-mail address, in alphabetical order; without bots. */
  async members(): Promise<string[]> {
    const { users = [] } = await this.client.getChannel({ channelId: await this.id() });
    const all = await this.client.listUsers({});
    const isMember = ({ id, isAddonBot, isPumbleBot }: User) =>
      users.includes(id) && !isAddonBot && !isPumbleBot;
    return all
      .filter(isMember)
      .map(({ email }) => email)
      .sort();
  }

  /** Messages that the key's owner has scheduled in it. */
  async schedules(): Promise<ScheduledMessage[]> {
    const found: ScheduledMessage[] = [];
    for await (const one of this.client.allScheduledMessages({ channelId: await this.id() })) found.push(one);
    return found;
  }
}

function isReply({ id, threadReplyInfo }: Message): boolean {
  return Boolean(threadReplyInfo) && threadReplyInfo?.rootId !== id;
}
