import { Construct } from "constructs";
import { Message, type MessageConfig } from "./bindings/message";
import { Reaction } from "./bindings/reaction";
import { Reply, type ReplyConfig } from "./bindings/reply";
import { type ChannelReference, channelIdOf } from "./pumble-channel";

/** Everything that `pumble_message` takes but its `channelId`, plus the channel. */
export interface PumbleAnnouncementProps extends Omit<MessageConfig, "channelId"> {
  /** The channel to post in. */
  readonly channel: ChannelReference;
}

/** Everything that `pumble_reply` takes but where it goes. */
export type PumbleReplyProps = Omit<ReplyConfig, "channelId" | "threadRootId">;

/**
 * A message that is kept in a channel: posted once, edited in place when its content changes, deleted when it is
 * removed from code.
 *
 * @example
 * const welcome = new PumbleAnnouncement(stack, "welcome", { channel: news, markdown: "# Welcome!" });
 * welcome.addReaction("wave", ":wave:");
 */
export class PumbleAnnouncement extends Construct {
  /** The Terraform resource underneath. */
  readonly resource: Message;

  constructor(scope: Construct, id: string, props: PumbleAnnouncementProps) {
    super(scope, id);
    const { channel, ...message } = props;
    this.resource = new Message(this, "message", { ...message, channelId: channelIdOf(channel) });
  }

  /** Id of the message, known after it was posted. */
  get messageId(): string {
    return this.resource.id;
  }

  /** Keeps a reply in the announcement's thread. */
  addReply(id: string, props: PumbleReplyProps): Reply {
    const { channelId } = this.resource;
    return new Reply(this, id, { ...props, channelId, threadRootId: this.messageId });
  }

  /**
   * Keeps a reaction of the key's owner on the announcement.
   * @param reaction emoji code such as `:tada:`
   */
  addReaction(id: string, reaction: string): Reaction {
    return new Reaction(this, id, {
      channelId: this.resource.channelId,
      messageId: this.messageId,
      reaction,
    });
  }
}
