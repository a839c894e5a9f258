import { Construct } from "constructs";
import { Message, type MessageConfig } from "./bindings/message";
import type { PumbleChannel } from "./pumble-channel";

/** Everything that `pumble_message` takes but its `channelId`, plus the channel. */
export interface PumbleAnnouncementProps extends Omit<MessageConfig, "channelId"> {
  /** The channel to post in: one declared in code, or the id of any other. */
  readonly channel: PumbleChannel | string;
}

/**
 * A message that is kept in a channel: posted once, edited in place when its text changes, deleted when it is removed
 * from code.
 *
 * @example
 * new PumbleAnnouncement(stack, "welcome", { channel: news, text: "Welcome!" });
 */
export class PumbleAnnouncement extends Construct {
  /** The Terraform resource underneath. */
  readonly resource: Message;

  constructor(scope: Construct, id: string, props: PumbleAnnouncementProps) {
    super(scope, id);
    const { channel, ...message } = props;
    const channelId = typeof channel === "string" ? channel : channel.channelId;
    this.resource = new Message(this, "message", { ...message, channelId });
  }

  /** Id of the message, known after it was posted. */
  get messageId(): string {
    return this.resource.id;
  }
}
